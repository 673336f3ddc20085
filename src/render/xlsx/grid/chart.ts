import type { ReportName } from '../../../vocabulary/chatbot.js';

/** A reference to cells in a row or column, and their values. */
export interface CellStrip {
  readonly cells: string;
  readonly values: readonly (string | number | Date | null)[];
}

/** A native chart as plain data; its texts and values refer to cells. */
export interface Chart {
  /** Unique in the workbook. */
  readonly id: string;
  readonly report: ReportName;
  /** `columns` are vertical, `bars` horizontal; `stacked` is a stacked column chart; `lines` is a time series. */
  readonly kind: 'columns' | 'stacked' | 'lines' | 'bars';
  readonly title: string;
  /** Alternative text. */
  readonly alt: string;
  readonly categories: CellStrip;
  readonly series: readonly ChartSeries[];
  /** The number format of axis and labels. */
  readonly format: string;
}

export interface ChartSeries {
  readonly name: CellStrip;
  readonly values: CellStrip;
  /** Comparison, usual and goal series are thin lines in every kind of chart. */
  readonly role: 'current' | 'comparison' | 'part' | 'usual' | 'goal';
  /** Indexes of points that are not whole yet: drawn hollow. */
  readonly hollow: readonly number[];
  /** The index of the only bar in full colour; null where all are. */
  readonly strong: number | null;
}

/** A chart's position on its sheet: horizontally in pixels at 100% zoom, vertically in rows from `row`, 1-based. */
export interface PlacedChart {
  readonly chart: Chart;
  readonly row: number;
  readonly left: number;
  readonly width: number;
  readonly rows: number;
}

/** The last row that a chart covers. */
export const bottomRow = ({ row, rows }: PlacedChart) => row + rows - 1;
