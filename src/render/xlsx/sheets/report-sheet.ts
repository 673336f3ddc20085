import type { Digest, ReportTable } from '../../../digest/digest.js';
import type { Words } from '../../../digest/language/words.js';
import type { Chart } from '../grid/chart.js';
import type { Grid, WorkbookSheet } from '../grid/sheet.js';
import { cellText } from '../grid/values.js';
import { type TableSheetParts, tableSheet } from './table-sheet.js';

const MAX_NOTICES = 2;

/** The contents of a report's sheet. */
export interface ReportSheetParts {
  readonly name: string;
  readonly grid: Grid;
  /** Shown above the table; null for none. */
  readonly averages: Grid | null;
  readonly charts: readonly Chart[];
  /** What the sheet lacks, empty for nothing. */
  readonly leftOut: string;
  readonly words: Words;
}

/** All figures of one report as a native table. */
export function reportSheet(digest: Digest, table: ReportTable, parts: ReportSheetParts): WorkbookSheet {
  const { name, grid, averages, charts, words } = parts;
  const sheet = tableSheet(digest, {
    name,
    title: cellText(table.title),
    grid,
    note: noteOf(digest, table, parts),
    charts,
    frozen: grid.heat ? grid.heat.fromColumn - 1 : 0,
  });
  if (averages === null) return sheet;
  return {
    ...sheet,
    lines: [...sheet.lines, { row: grid.row - 1, text: words.say('file.total'), style: 'heading' }],
    grids: [averages, { ...grid, heat: null }],
  };
}

function noteOf(digest: Digest, table: ReportTable, parts: ReportSheetParts): TableSheetParts['note'] {
  const missing = [missingHere(digest, table, parts.words), parts.leftOut].filter((text) => text !== '');
  if (missing.length > 0) return { text: cellText(missing.join(' ')), style: 'attention' };
  const text = table.rows.length === 0 ? digest.labels.noData : parts.averages ? hintHere(digest) : '';
  return text === '' ? null : { text: cellText(text), style: 'note' };
}

/** The hint on how to read the averages. */
const hintHere = ({ sections }: Digest) => sections.find(({ kind }) => kind === 'heatmap')?.hint ?? '';

/** At most two notices, because their row is frozen; the last sheet has all. */
function missingHere({ about }: Digest, { report }: ReportTable, words: Words): string {
  const texts = about.notices.filter((notice) => notice.report === report).map(({ text }) => text);
  const left = texts.length - MAX_NOTICES;
  return left > 0
    ? [...texts.slice(0, MAX_NOTICES), `(${words.say('note.more', { count: left })})`].join(' ')
    : texts.join(' ');
}
