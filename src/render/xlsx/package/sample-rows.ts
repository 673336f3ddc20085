import type { Cell, Grid, WorkbookSheet } from '../grid/sheet.js';

/** Rows of a table beyond which the library that writes workbooks would hold too much of them at once. */
const LONG = 2_000;

/** A sheet that is nothing but a long table of plain values below its lines. */
export function isLong({ grids: [grid, ...others], lines }: WorkbookSheet): boolean {
  if (grid === undefined || others.length > 0 || grid.rows.length <= LONG) return false;
  return grid.heat === null && lines.every(({ row }) => row < grid.row) && grid.rows.every(isPrintableAscii);
}

const isPrintableAscii = (row: readonly Cell[]) =>
  row.every(({ formula, link }) => formula === undefined && link === undefined);

/** The sheet with a short table where its own is long, for the library to say how it writes rows of each look. */
export function sampled(sheet: WorkbookSheet): WorkbookSheet {
  return isLong(sheet) ? { ...sheet, grids: sheet.grids.map(sampledGrid) } : sheet;
}

/** The table with the first row of each look alone. */
export const sampledGrid = (grid: Grid): Grid => ({ ...grid, rows: [...samplesOf(grid).values()] });

function samplesOf({ rows }: Grid): ReadonlyMap<string, readonly Cell[]> {
  const samples = new Map<string, readonly Cell[]>();
  for (const row of rows) {
    const style = lookOf(row);
    if (!samples.has(style)) samples.set(style, row);
  }
  return samples;
}

/** What decides how a row is written, apart from its values. */
export const lookOf = (row: readonly Cell[]): string =>
  row.map(({ format = '', tone = '' }) => `${format}\t${tone}`).join('\n');
