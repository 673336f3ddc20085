import type { ReportName } from '../../../vocabulary/chatbot.js';
import { oneLine, shortened } from '../../line.js';
import type { Chart, ChartSeries } from '../grid/chart.js';
import type { Cell } from '../grid/sheet.js';
import { cellText } from '../grid/values.js';

/** The figures of one chart, before they are placed in cells. */
export interface ChartFigures {
  readonly id: string;
  readonly chart: Pick<Chart, 'report' | 'kind' | 'title' | 'alt' | 'format'>;
  /** The table that the figures are summed from. */
  readonly from: ReportName | 'sources';
  /** The date of each row of a time series, else null. */
  readonly dates: readonly Cell[] | null;
  readonly labels: { readonly header: string; readonly texts: readonly string[] };
  readonly series: readonly FigureSeries[];
  /** Whether shares of the total are drawn instead of the figures. */
  readonly shares: boolean;
}

export interface FigureSeries {
  readonly id: string;
  readonly label: string;
  readonly role: ChartSeries['role'];
  readonly values: readonly (number | null)[];
  /** null for figures that no table adds up to. */
  readonly sum: FigureSum | null;
  readonly hollow?: ChartSeries['hollow'];
  readonly strong?: ChartSeries['strong'];
}

/**
 * How a figure is summed from the report's table: `column`, over the rows in which the columns named by `date`, `label` and
 * `header` equal the step's date, the row's label and the series' header.
 */
export interface FigureSum {
  readonly column: string;
  readonly date?: string;
  readonly label?: string;
  readonly header?: string;
}

/** In characters; a longer name would leave no space for its bar. */
const MAX_LABEL_LENGTH = 40;

/** A name on an axis or in a legend. */
export const axisLabel = (name: string) => cellText(shortened(oneLine(name), MAX_LABEL_LENGTH));
