import { bottomRow } from './chart.js';
import { lastRow } from './grid-range.js';
import type { WorkbookSheet } from './sheet.js';

/** The last used row and column of a sheet, charts included. */
export function extent({ lines, grids, charts, widths }: WorkbookSheet): { rows: number; columns: number } {
  const rows = [...lines.map(({ row }) => row), ...grids.map(lastRow), ...charts.map(bottomRow)];
  return { rows: Math.max(1, ...rows), columns: Math.max(1, widths.length) };
}
