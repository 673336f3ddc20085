import type { CellStrip } from './chart.js';
import { blockReference, cellReference } from './reference.js';
import type { Grid } from './sheet.js';

/** The body cells of a table's column, by its 0-based index; its first `most` where given. */
export function columnCells(
  sheet: string,
  grid: Grid,
  index: number,
  most = Number.POSITIVE_INFINITY,
): CellStrip {
  const column = grid.column + index;
  const rows = grid.rows.slice(0, most);
  return {
    cells: blockReference({
      sheet,
      rows: [grid.row + 1, grid.row + rows.length],
      columns: [column, column],
    }),
    values: rows.map((row) => row[index]?.value ?? null),
  };
}

export function headerCell(sheet: string, grid: Grid, index: number): CellStrip {
  return {
    cells: cellReference(sheet, grid.row, grid.column + index),
    values: [grid.columns[index]?.header ?? null],
  };
}

/** Header cells from one column to another, both 0-based and inclusive. */
export function headerCells(sheet: string, grid: Grid, [first, last]: readonly [number, number]): CellStrip {
  return {
    cells: blockReference({
      sheet,
      rows: [grid.row, grid.row],
      columns: [grid.column + first, grid.column + last],
    }),
    values: grid.columns.slice(first, last + 1).map(({ header }) => header),
  };
}

/** Totals cells from one column to another, both 0-based and inclusive. */
export function totalCells(sheet: string, grid: Grid, [first, last]: readonly [number, number]): CellStrip {
  const row = lastRow(grid);
  return {
    cells: blockReference({ sheet, rows: [row, row], columns: [grid.column + first, grid.column + last] }),
    values: grid.columns.slice(first, last + 1).map(({ total }) => total?.value ?? null),
  };
}

/** The last row of a table, totals included. */
export const lastRow = ({ row, rows, totals }: Grid) => row + rows.length + Number(totals);
