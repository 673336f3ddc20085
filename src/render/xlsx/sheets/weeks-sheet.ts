import type { Digest } from '../../../digest/digest.js';
import { chartDataSheet, sharedWidths } from '../charts/chart-data-sheet.js';
import type { ChartTable } from '../charts/chart-table.js';
import { bottomRow, type Chart, type PlacedChart } from '../grid/chart.js';
import type { WorkbookSheet } from '../grid/sheet.js';
import { pixels } from '../grid/widths.js';

const CHART_ROWS = 14;
const GAP = 3;
/** Columns under a chart, in characters. */
const CHART_COLUMNS: readonly number[] = Array(8).fill(10);
/** Rows from a table to the next one, so that a chart fits beside each. */
export const WEEKS_APART = CHART_ROWS + 4;

/** The weeks before the window and what is usual, each table with its chart on its right. */
export function weeksSheet(
  digest: Digest,
  tables: readonly ChartTable[],
  {
    name,
    title,
    charts,
  }: { readonly name: string; readonly title: string; readonly charts: readonly Chart[] },
): WorkbookSheet {
  const own = sharedWidths(tables);
  const placed = tables.flatMap(({ figures, grid }): PlacedChart[] => {
    const chart = charts.find(({ id }) => id === figures.id);
    if (chart === undefined) return [];
    const place = { row: grid.row, left: pixels([...own, GAP]), width: pixels(CHART_COLUMNS) };
    return [{ chart, rows: CHART_ROWS, ...place }];
  });
  return {
    ...chartDataSheet(digest, tables, { name, title }),
    print: { orientation: 'landscape', onePage: placed.every((chart) => bottomRow(chart) < 64) },
    widths: [...own, GAP, ...CHART_COLUMNS],
    charts: placed,
  };
}
