import type { ReportName } from '../../../vocabulary/chatbot.js';

/** Cells in a row or column, and what stands in them. */
export interface CellStrip {
  readonly cells: string;
  readonly values: readonly (string | number | Date | null)[];
}

/** A native chart as plain data; all of its texts and values are references to cells. */
export interface Chart {
  readonly report: ReportName;
  /** `columns` are vertical and `bars` horizontal; `stacked` parts add up to a whole; `lines` are over time. */
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
  /** Comparison series are dashed grey lines, whatever the kind. */
  readonly role: 'current' | 'comparison' | 'part';
}

/** Where a chart stands on its sheet: across in pixels at 100%, down in rows from `row`, which is 1-based. */
export interface PlacedChart {
  readonly chart: Chart;
  readonly row: number;
  readonly left: number;
  readonly width: number;
  readonly rows: number;
}

/** The last row that a chart covers. */
export const bottomRow = ({ row, rows }: PlacedChart) => row + rows - 1;
