import { z } from 'zod';
import { artifact } from '../artifact.js';
import type { Renderer } from '../renderer.js';
import { words } from '../words.js';
import { repack } from './package.js';
import { workbookSheets } from './sheets.js';
import { cellText } from './values.js';

const options = z.strictObject({});
const MEDIA_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A workbook of typed cells in native tables: the summary, the full figures of every report, and notes on them. */
export const xlsx: Renderer<z.output<typeof options>> = {
  kind: 'xlsx',
  mediaType: MEDIA_TYPE,
  options,
  async render(digest, _options, { theme, name }) {
    const { writeWorkbook } = await import('./excel.js');
    const sheets = workbookSheets(digest);
    const workbook = await writeWorkbook(sheets, {
      title: cellText(digest.title),
      direction: digest.direction,
      time: new Date(digest.slot.scheduledFor),
      theme,
    });
    return [
      artifact({
        name: name('', 'xlsx'),
        mediaType: MEDIA_TYPE,
        bytes: await repack(workbook),
        role: 'attachment',
        detail: words.sheets(sheets.length),
      }),
    ];
  },
};
