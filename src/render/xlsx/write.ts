import type { Theme } from '../../config/config.js';
import type { Digest } from '../../digest/digest.js';
import type { Words } from '../../digest/language/words.js';
import { shortened } from '../line.js';
import { addCharts } from './charts/chart-parts.js';
import { writeWorkbook } from './excel.js';
import { shownText } from './grid/values.js';
import { expandRows } from './package/expand-rows.js';
import { addLinks } from './package/links.js';
import { repack } from './package/package.js';
import { sampled } from './package/sample-rows.js';
import { addSparklines } from './package/sparklines.js';
import { stableIds } from './package/stable-ids.js';
import { shifted, unshift } from './package/surrogate-workaround.js';
import { addNames } from './package/workbook-names.js';
import { workbookSheets } from './sheets/sheets.js';

/** In characters. Excel's limit for a footer is 255, and every & is doubled. */
const FOOTER = 100;

export async function writeXlsx(
  digest: Digest,
  theme: Theme,
  words: Words,
): Promise<{ readonly bytes: Uint8Array; readonly sheets: number }> {
  const sheets = workbookSheets(digest, words);
  const properties = {
    title: shownText(digest.title),
    footer: shortened(shownText(digest.title), FOOTER),
    subject: shownText(`${digest.window.text} · ${digest.window.zone}`),
    keywords: ['botdigest', digest.id, ...digest.tables.map(({ report }) => report)].join(', '),
    language: digest.locale,
    direction: digest.direction,
    time: new Date(digest.slot.scheduledFor),
    theme,
    total: words.say('file.total'),
  };
  const workbook = await writeWorkbook(shifted(sheets.map(sampled)), shifted(properties));
  const edits = [
    unshift,
    stableIds,
    addNames(sheets),
    addLinks(sheets),
    addCharts(sheets, theme),
    addSparklines(sheets, theme),
  ];
  return { bytes: await repack(workbook, edits, expandRows(sheets)), sheets: sheets.length };
}
