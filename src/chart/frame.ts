import type { ChartOptions } from 'chart.js';

/** Colours by meaning, as `#rrggbb`. */
export interface Palette {
  readonly paper: string;
  readonly accent: string;
  readonly attention: string;
  readonly text: string;
  readonly secondary: string;
  readonly rule: string;
  readonly hairline: string;
  readonly comparison: string;
  /** Bars that are not the ones to look at. */
  readonly bar: string;
  /** From least to most, monotone in lightness. */
  readonly scale: readonly string[];
}

/** Size and look of a chart; lengths are in canvas units. */
export interface Frame {
  readonly palette: Palette;
  readonly width: number;
  readonly height: number;
  /** The text size of labels; all other sizes derive from it. */
  readonly textSize: number;
  /** Margin between the chart and the edge of the canvas; 0 on a page, which has its own margins. */
  readonly inset?: number;
  /** BCP 47; the locale of numbers that are passed without a text. */
  readonly locale: string;
  /** Words drawn into the chart, in the reader's language; left out where absent. */
  readonly words?: ChartWords;
}

export interface ChartWords {
  /** Stands in the column of a missing step. */
  readonly missing: string;
  /** Names a limit. */
  goal(limit: string): string;
}

export interface Padding {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** One step of a chart's time axis: its label, and a shorter one for narrow axes. */
export interface Step {
  readonly label: string;
  readonly short: string;
  /** True for a step that is cut or still runs: it is drawn hollow, and ends no line. */
  readonly partial?: boolean;
  /** True for a day beyond the limit of an alert. */
  readonly beyond?: boolean;
  /** The number of the note of this step. */
  readonly flag?: number;
}

export const FONT_FAMILY = 'Inter';

/** A scale without labels or ticks. */
export const HIDDEN_AXIS = { display: false, ticks: { display: false, autoSkip: false } } as const;

/** Disables the built-in plug-ins of Chart.js, which would run at every stage of drawing; the types do not allow `false`. */
const NO_PLUGINS: unknown = {
  colors: false,
  decimation: false,
  filler: false,
  legend: false,
  subtitle: false,
  title: false,
  tooltip: false,
};

/** Options of every chart: a fixed size, one font family, no animation, legend or tooltips. */
export function stillOptions(frame: Frame, padding: Padding) {
  return {
    responsive: false,
    maintainAspectRatio: false,
    animation: false,
    events: [],
    devicePixelRatio: 1,
    locale: frame.locale,
    font: { family: FONT_FAMILY, size: frame.textSize },
    layout: { autoPadding: false, padding: { ...padding } },
    plugins: NO_PLUGINS as NonNullable<ChartOptions['plugins']>,
  } satisfies ChartOptions;
}

/** Styles of the elements of a dataset. Chart.js resolves a list anew for each element, and one value for all of them at once. */
export function perElement<Style>(styles: readonly Style[]): Style | Style[] {
  const [first] = styles;
  return first !== undefined && styles.every((style) => style === first) ? first : [...styles];
}

/** Labels of a hidden category axis; plug-ins draw the visible texts. */
export const indexes = (list: readonly unknown[]): string[] => list.map((_item, index) => String(index));
