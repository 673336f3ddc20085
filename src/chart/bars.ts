import type { Chart, ChartConfiguration, Plugin } from 'chart.js';
import { axesOf, type ChartText, chartTextWidth, drawingOf, letter, rule } from './drawing.js';
import { type Frame, HIDDEN_AXIS, indexes, type Padding, type Step, stillOptions } from './frame.js';
import { axisHeight, timeAxis } from './time-axis.js';

/** One value per step with its text; null is missing and not drawn. */
export interface BarsInput {
  readonly steps: readonly Step[];
  readonly values: readonly (number | null)[];
  readonly texts: readonly string[];
  /** The comparison value of each bar, drawn as a mark across it; null without a comparison. */
  readonly comparison: readonly (number | null)[] | null;
}

const BAR_SHARE = 0.66;
const MARK_OVERHANG = 4;
/** The smallest text size of values, relative to `textSize`. */
const MIN_SCALE = 0.8;

/** Vertical bars with values on top; the comparison is a mark across each bar, white inside and grey outside. */
export function barsChart(input: BarsInput, frame: Frame): ChartConfiguration {
  const { palette, textSize } = frame;
  const padding: Padding = { top: textSize * 1.9, right: 0, bottom: axisHeight(frame), left: 0 };
  const thickness = Math.min((frame.width / input.steps.length) * BAR_SHARE, textSize * 9);
  return {
    type: 'bar',
    data: {
      labels: indexes(input.steps),
      datasets: [
        {
          data: [...input.values],
          backgroundColor: palette.accent,
          barThickness: thickness,
          borderRadius: textSize * 0.2,
          inflateAmount: 0,
        },
      ],
    },
    options: {
      ...stillOptions(frame, padding),
      scales: {
        x: { type: 'category', ...HIDDEN_AXIS, offset: true },
        y: { type: 'linear', ...HIDDEN_AXIS, min: 0, max: highest(input) || 1 },
      },
    },
    plugins: [timeAxis(input.steps, frame), marks(input, frame, thickness), values(input, frame)],
  };
}

function highest({ values, comparison }: BarsInput): number {
  return Math.max(0, ...[...values, ...(comparison ?? [])].map((value) => value ?? 0));
}

function marks({ values, comparison }: BarsInput, frame: Frame, thickness: number): Plugin {
  const { palette, textSize } = frame;
  const width = textSize * 0.22;
  return {
    id: 'comparisonMarks',
    afterDatasetsDraw(chart) {
      const ink = drawingOf(chart);
      comparison?.forEach((value, index) => {
        if (value === null) return;
        const { x, y } = place(chart, index, value);
        const half = thickness / 2;
        const reach = half + MARK_OVERHANG;
        rule(ink, { x: x - reach, y }, { x: x + reach, y }, { color: palette.comparison, width });
        if (value < (values[index] ?? 0))
          rule(ink, { x: x - half, y }, { x: x + half, y }, { color: palette.paper, width });
      });
    },
  };
}

/** Values wider than a step are drawn smaller; if that is unreadable, only the highest is shown. */
function values({ values, texts, comparison }: BarsInput, { palette, textSize, width }: Frame): Plugin {
  const full: ChartText = { size: textSize, weight: 600, color: palette.text, align: 'center' };
  return {
    id: 'values',
    afterDatasetsDraw(chart) {
      const ink = drawingOf(chart);
      const widest = Math.max(1, ...texts.map((text) => chartTextWidth(ink, text, full)));
      const scale = Math.min(1, (width / values.length - textSize * 0.4) / widest);
      const legible = scale >= MIN_SCALE;
      const style = legible ? { ...full, size: textSize * scale } : full;
      const peak = values.indexOf(Math.max(...values.map((value) => value ?? 0)));
      values.forEach((value, index) => {
        if (value === null || (!legible && index !== peak)) return;
        const text = texts[index] ?? '';
        const half = chartTextWidth(ink, text, style) / 2;
        const bar = place(chart, index, value);
        const mark = place(chart, index, comparison?.[index] ?? 0);
        const crossed = mark.y < bar.y && mark.y > bar.y - textSize * 1.8;
        const y = (crossed ? mark.y : bar.y) - textSize;
        letter(ink, text, { x: Math.min(Math.max(bar.x, half), width - half), y }, style);
      });
    },
  };
}

function place(chart: Chart, index: number, value: number) {
  const { x, y } = axesOf(chart);
  return { x: x.getPixelForValue(index), y: y.getPixelForValue(value) };
}
