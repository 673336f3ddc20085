import type { Digest } from '../../../digest/digest.js';
import { bottomRow, type Chart, type PlacedChart } from '../grid/chart.js';
import { lastRow } from '../grid/grid-range.js';
import { columnNames } from '../grid/named-ranges.js';
import type { Grid, SheetLine, Sparkline, WorkbookSheet } from '../grid/sheet.js';
import { gridWidths, pixels } from '../grid/widths.js';
import { windowLine } from '../grid/window-line.js';

/** In pixels; wider sheets print in landscape. */
const WIDE = 720;
const GAP = 3;
/** Columns under a chart, in characters. */
const CHART_COLUMNS: readonly number[] = Array(8).fill(10);
const CHART_ROWS = 14;
/** The height of horizontal bars depends on their number. */
const BARS = { around: 4, each: 1.3 } as const;
/** Sheets of up to this many rows are fitted to one page; more rows would print too small. */
const PAGE_ROWS = 64;

/** The contents of a sheet of one table. */
export interface TableSheetParts {
  readonly name: string;
  readonly title: string;
  readonly grid: Grid;
  /** Below the window; null for none. */
  readonly note: Pick<SheetLine, 'text' | 'style'> | null;
  readonly charts: readonly Chart[];
  readonly sparklines?: readonly Sparkline[];
  /** Columns that stay in sight. */
  readonly frozen?: number;
}

/** A native table below title and window; charts are on its right, or below a heatmap. */
export function tableSheet(digest: Digest, parts: TableSheetParts): WorkbookSheet {
  const { name, title, grid, note } = parts;
  const own = gridWidths(grid);
  const widths = parts.charts.length === 0 || grid.heat ? own : [...own, GAP, ...CHART_COLUMNS];
  const charts = placed(parts, own);
  const rows = Math.max(lastRow(grid), ...charts.map(bottomRow));
  const across = grid.columns.length;
  return {
    name,
    print: {
      orientation: pixels(widths) > WIDE ? 'landscape' : 'portrait',
      onePage: charts.length > 1 && rows <= PAGE_ROWS,
    },
    widths,
    frozen: { rows: HEADER_ROW, columns: parts.frozen ?? 0 },
    lines: [
      { row: 1, text: title, style: 'title' },
      { row: 2, text: windowLine(digest), style: 'note' },
      ...(note === null ? [] : [{ row: 3, ...note, across }]),
    ],
    grids: [grid],
    charts,
    sparklines: parts.sparklines ?? [],
    names: columnNames(name, grid),
  };
}

/** Row of every table's header; the rows above hold the sheet's title. */
export const HEADER_ROW = 4;

/** Places charts below the header, whose row is repeated on every printed page. */
function placed({ grid, charts }: TableSheetParts, own: readonly number[]): PlacedChart[] {
  let row = grid.heat ? lastRow(grid) + 2 : HEADER_ROW + 1;
  return charts.map((chart) => {
    const placed: PlacedChart = {
      chart,
      row,
      rows: rowsOf(chart),
      left: grid.heat ? 0 : pixels([...own, GAP]),
      width: pixels(grid.heat ? own : CHART_COLUMNS),
    };
    row = bottomRow(placed) + 2;
    return placed;
  });
}

function rowsOf({ kind, categories }: Chart): number {
  if (kind !== 'bars') return CHART_ROWS;
  return Math.round(BARS.around + BARS.each * categories.values.length);
}
