import type { DataColumn, Digest, ReportTable } from '../../digest/digest.js';
import { words } from '../words.js';
import { headers, tableName } from './names.js';
import type { Cell, Grid, GridColumn, Heat, Line, Sheet } from './sheet.js';
import { cellText, formatOf, typedCell } from './values.js';
import { columnWidth } from './widths.js';
import { windowLine } from './window-line.js';

/** The row of every table's header; the rows above it name the sheet. */
export const HEADER_ROW = 4;
const WIDE = 90;
const MOST_NOTICES = 2;

/** The full figures of one report as a native table. */
export function reportSheet(digest: Digest, table: ReportTable, name: string): Sheet {
  const grid = reportGrid(table, name);
  const widths = grid.columns.map(({ header }, column) =>
    columnWidth(
      header,
      grid.rows.map((row) => row[column] ?? { value: null }),
      grid.heat ? 7 : undefined,
    ),
  );
  return {
    name,
    orientation: widths.reduce((sum, width) => sum + width, 0) > WIDE ? 'landscape' : 'portrait',
    widths,
    frozen: { rows: HEADER_ROW, columns: grid.heat ? grid.heat.fromColumn - 1 : 0 },
    lines: lines(digest, table, widths.length),
    grid,
  };
}

function lines(digest: Digest, table: ReportTable, across: number): Line[] {
  const missing = missingHere(digest, table);
  const note = missing || (table.rows.length === 0 ? digest.labels.noData : '');
  return [
    { row: 1, text: cellText(table.title), look: 'title' },
    { row: 2, text: windowLine(digest), look: 'note' },
    ...(note === ''
      ? []
      : [{ row: 3, text: cellText(note), look: missing ? 'attention' : 'note', across } as const]),
  ];
}

/** The row is always in sight, so it holds two notices at most; all of them stand in the last sheet. */
function missingHere({ about }: Digest, { report }: ReportTable): string {
  const texts = about.notices.filter((notice) => notice.report === report).map(({ text }) => text);
  const left = texts.length - MOST_NOTICES;
  return left > 0 ? [...texts.slice(0, MOST_NOTICES), `(${words.more(left)})`].join(' ') : texts.join(' ');
}

function reportGrid(table: ReportTable, name: string): Grid {
  const names = headers(table.columns.map(({ label }) => cellText(label)));
  const columns = table.columns.map((column, index) => gridColumn(table, column, index, names[index] ?? ''));
  return {
    name: tableName(name),
    row: HEADER_ROW,
    columns,
    rows: table.rows.length === 0 ? [columns.map(() => ({ value: null }))] : table.rows.map(typedRow(table)),
    totals: columns.some(({ total }) => total !== null),
    heat: table.report === 'heatmap' ? heat(table) : null,
  };
}

const typedRow =
  (table: ReportTable) =>
  (row: ReportTable['rows'][number]): Cell[] =>
    table.columns.map(({ type }, index) => typedCell(row[index] ?? null, type));

/** The first column carries the word for the total, so it has no sum of its own. */
function gridColumn(table: ReportTable, column: DataColumn, index: number, header: string): GridColumn {
  const format = formatOf(column.type);
  const numbers = table.rows.map((row) => row[index]).filter((value) => typeof value === 'number');
  const summed = column.sum && index > 0 && numbers.length > 0 && format !== null;
  return {
    header,
    align: ['count', 'decimal', 'percent'].includes(column.type) ? 'end' : 'start',
    total: summed ? { value: numbers.reduce((sum, value) => sum + value, 0), format } : null,
  };
}

/** Colours the hours of a heatmap; the earliest of the busiest cells is outlined. */
function heat(table: ReportTable): Heat | null {
  const figures = table.columns.flatMap(({ type }, index) =>
    type === 'count' || type === 'decimal' ? [index] : [],
  );
  const [first, last] = [figures[0], figures.at(-1)];
  if (first === undefined || last === undefined || figures.length < 2) return null;
  let outlined: Heat['outlined'] = null;
  let most = 0;
  for (const [row, values] of table.rows.entries())
    for (const index of figures) {
      const value = values[index];
      if (typeof value !== 'number' || value <= most) continue;
      most = value;
      outlined = { row, column: index + 1 };
    }
  return { fromColumn: first + 1, toColumn: last + 1, outlined };
}
