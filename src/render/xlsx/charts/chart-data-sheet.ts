import type { Digest } from '../../../digest/digest.js';
import type { Words } from '../../../digest/language/words.js';
import { lastRow } from '../grid/grid-range.js';
import type { Grid, WorkbookSheet } from '../grid/sheet.js';
import { cellText } from '../grid/values.js';
import { gridWidths } from '../grid/widths.js';
import { windowLine } from '../grid/window-line.js';
import { type ChartTable, chartTable } from './chart-table.js';
import type { ChartFigures } from './figures.js';

/** Row of the first table's header; rows from a table to the next header: an empty row and the title. */
const FIRST_ROW = 5;
const GAP = 3;

/** The tables that charts refer to, one below another in the order of the charts. */
export function chartTables(
  all: readonly ChartFigures[],
  grids: ReadonlyMap<ChartFigures['from'], Grid>,
  { words, apart = GAP }: { readonly words: Words; readonly apart?: number },
): readonly ChartTable[] {
  let row = FIRST_ROW;
  return all.map((figures) => {
    const table = chartTable(figures, { row, report: grids.get(figures.from), words });
    row = Math.max(row + apart, lastRow(table.grid) + GAP);
    return table;
  });
}

/** The sheet of the charts' data: formulas over the reports' tables wherever these add up to the figures. */
export function chartDataSheet(
  digest: Digest,
  tables: readonly ChartTable[],
  { name, title }: { readonly name: string; readonly title: string },
): WorkbookSheet {
  return {
    name,
    print: { orientation: 'portrait', onePage: false },
    widths: sharedWidths(tables),
    frozen: { rows: 2, columns: 0 },
    lines: [
      { row: 1, text: title, style: 'title' },
      { row: 2, text: windowLine(digest), style: 'note' },
      ...tables.map(({ figures, grid }) => ({
        row: grid.row - 1,
        text: cellText(figures.chart.title),
        style: 'heading' as const,
      })),
    ],
    grids: tables.map(({ grid }) => grid),
    charts: [],
    sparklines: [],
    names: [],
  };
}

/** The width of each column, enough for every table. */
export function sharedWidths(tables: readonly ChartTable[]): number[] {
  const widths = tables.map(({ grid }) => gridWidths(grid));
  const longest = Math.max(...widths.map(({ length }) => length));
  return Array.from({ length: longest }, (_, column) => Math.max(...widths.map((own) => own[column] ?? 0)));
}
