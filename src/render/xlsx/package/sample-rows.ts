import { cachedByObject } from '../../../lib/async/cache.js';
import type { Cell, Grid, WorkbookSheet } from '../grid/sheet.js';

/** Rows; longer tables are expanded after ExcelJS, which would keep all rows in memory. */
const LONG = 2_000;

/** True for a sheet that has only a long table of plain values below its lines. */
export function isLong({ grids: [grid, ...others], lines }: WorkbookSheet): boolean {
  if (grid === undefined || others.length > 0 || grid.rows.length <= LONG) return false;
  return grid.heat === null && lines.every(({ row }) => row < grid.row) && grid.rows.every(isPrintableAscii);
}

const isPrintableAscii = (row: readonly Cell[]) =>
  row.every(({ formula, link, url }) => formula === undefined && link === undefined && url === undefined);

/** Replaces a long table with sample rows, from which `expandRows` takes how ExcelJS writes rows of each style. */
export function sampled(sheet: WorkbookSheet): WorkbookSheet {
  return isLong(sheet) ? { ...sheet, grids: sheet.grids.map(sampledGrid) } : sheet;
}

const samplesOf = cachedByObject(({ rows }: Grid): ReadonlyMap<string, readonly Cell[]> => {
  const samples = new Map<string, readonly Cell[]>();
  for (const row of rows) {
    const style = styleKey(row);
    if (!samples.has(style)) samples.set(style, row);
  }
  return samples;
});

/** The table reduced to the first row of each style. */
export const sampledGrid = (grid: Grid): Grid => ({ ...grid, rows: [...samplesOf(grid).values()] });

/** The key of a row's style: formats and tones of its cells. */
export function styleKey(row: readonly Cell[]): string {
  let key = '';
  for (const { format = '', tone = '' } of row) key += `${format}\t${tone}\n`;
  return key;
}
