import type { Words } from '../../../digest/language/words.js';
import type { Chart } from '../grid/chart.js';
import { columnCells, headerCell } from '../grid/grid-range.js';
import { headers } from '../grid/names.js';
import { address } from '../grid/reference.js';
import type { Cell, Grid, GridColumn } from '../grid/sheet.js';
import { type Condition, figureCell } from '../grid/table-sum.js';
import { cellText, formatOf } from '../grid/values.js';
import type { ChartFigures, FigureSum } from './figures.js';

/** The figures of one chart as the table that the chart refers to. */
export interface ChartTable {
  readonly figures: ChartFigures;
  readonly grid: Grid;
}

/** The position of a table, and the report's table that its figures are summed from. */
export interface ChartTablePlace {
  /** Row of its header, 1-based. */
  readonly row: number;
  readonly report: Grid | undefined;
  readonly words: Words;
}

/** A row for each step or name: the date of a step, the label, and a column for each series. */
export function chartTable(
  figures: ChartFigures,
  { row: header, report, words }: ChartTablePlace,
): ChartTable {
  const { dates, labels, series, shares } = figures;
  const names = headers(
    [
      ...(dates ? [words.say('label.date')] : []),
      labels.header,
      ...series.map(({ label }) => label),
      ...(shares ? [words.say('label.share')] : []),
    ].map(cellText),
  );
  const first = labelPlace(figures) + 1;
  const rows = labels.texts.map((text, index) => {
    const row: Row = {
      row: header + 1 + index,
      header,
      date: dates?.[index]?.value ?? null,
      label: cellText(text),
    };
    const cells = series.map((one, place) => {
      const figure = { value: one.values[index] ?? null, format: formatOfSeries(figures) };
      if (one.sum === null) return figure.value === null ? { value: null } : figure;
      const own = { column: COLUMN + first + place, text: names[first + place] ?? '' };
      return figureCell(figure, report, {
        column: one.sum.column,
        where: conditions(one.sum, figures, row, own),
      });
    });
    const date = dates?.[index];
    return [...(date ? [date] : []), { value: row.label }, ...cells];
  });
  return {
    figures,
    grid: {
      name: `Chart_${figures.id.replace(/\W+/g, '_')}`,
      row: header,
      column: COLUMN,
      columns: names.map((header, index) => gridColumn(header, index < first ? 'start' : 'end')),
      rows: shares ? withShares(rows, { header, column: COLUMN + first }) : rows,
      totals: false,
      filters: false,
      heat: null,
    },
  };
}

/** All tables of chart figures begin in column A. */
const COLUMN = 1;

interface Row {
  readonly row: number;
  /** The row of the table's header, 1-based. */
  readonly header: number;
  readonly date: Cell['value'];
  readonly label: string;
}

const labelPlace = ({ dates }: ChartFigures) => (dates ? 1 : 0);

/** The chart's number format; with shares, these have their own columns and the figures are counts. */
const formatOfSeries = ({ shares, chart }: ChartFigures) =>
  shares ? (formatOf('count') ?? '') : chart.format;

const gridColumn = (header: string, align: GridColumn['align']): GridColumn => ({
  id: header,
  header,
  align,
  total: null,
  bars: false,
});

function conditions(
  sum: FigureSum,
  figures: ChartFigures,
  { row, header, date, label }: Row,
  own: { readonly column: number; readonly text: string },
): Condition[] {
  const labels = COLUMN + labelPlace(figures);
  return [
    ...(sum.date ? [{ column: sum.date, cell: `$${address(row, COLUMN)}`, value: date }] : []),
    ...(sum.label ? [{ column: sum.label, cell: `$${address(row, labels)}`, value: label }] : []),
    ...(sum.header ? [{ column: sum.header, cell: fixedRow(header, own.column), value: own.text }] : []),
  ];
}

/** `D$4`. */
const fixedRow = (row: number, column: number) => address(row, column).replace(/(?=\d)/, '$');

/** Adds each figure's share of its row's sum, as a formula. */
function withShares(
  rows: readonly (readonly Cell[])[],
  { header, column }: { readonly header: number; readonly column: number },
): (readonly Cell[])[] {
  const figures = rows.map((row) => row.at(-1)?.value ?? null);
  const whole = figures.reduce<number>((sum, value) => sum + (typeof value === 'number' ? value : 0), 0);
  const [top, bottom] = [header + 1, header + rows.length];
  const sum = `SUM(${fixedRow(top, column)}:${fixedRow(bottom, column)})`;
  return rows.map((row, index) => {
    const figure = figures[index];
    if (typeof figure !== 'number' || whole === 0) return [...row, { value: null }];
    const share: Cell = {
      value: figure / whole,
      formula: `${address(top + index, column)}/${sum}`,
      format: formatOf('percent') ?? '',
    };
    return [...row, share];
  });
}

/** The chart of a table on `sheet`. */
export function chartOf({ figures, grid }: ChartTable, sheet: string): Chart {
  const labels = labelPlace(figures);
  const drawn = figures.shares ? grid.columns.length - 1 : labels + 1;
  return {
    id: figures.id,
    ...figures.chart,
    categories: columnCells(sheet, grid, labels),
    series: figures.series.map(({ role, hollow = [], strong = null }, index) => ({
      role,
      hollow,
      strong,
      name: headerCell(sheet, grid, drawn + index),
      values: columnCells(sheet, grid, drawn + index),
    })),
  };
}
