import type { Chart, ChartConfiguration, Plugin } from 'chart.js';
import { compactCount } from './compact.js';
import { axesOf, type ChartText, chartTextWidth, drawingOf, letter, rule } from './drawing.js';
import {
  type Frame,
  HIDDEN_AXIS,
  indexes,
  type Padding,
  perElement,
  type Step,
  stillOptions,
} from './frame.js';
import { bandsOnBars, barBands, highestUsual, throughBand, type UsualSteps } from './marks/band.js';
import { flagRoom, flags } from './marks/flags.js';
import { type GoalMark, goalLine } from './marks/goal.js';
import { missingColumns } from './marks/missing.js';
import { axisHeight, timeAxis } from './marks/time-axis.js';

/** One value per step with its text; null is missing: its column is hatched. */
export interface BarsInput {
  readonly steps: readonly Step[];
  readonly values: readonly (number | null)[];
  readonly texts: readonly string[];
  /** The comparison value of each bar, drawn as a mark across it; null without a comparison. */
  readonly comparison: readonly (number | null)[] | null;
  /** What is usual at each step, drawn as a band behind it; null where nothing is known. */
  readonly usual?: UsualSteps | null;
  /** True where only the last bar is looked at: the others are pale and have no values, and one band lies behind all. */
  readonly lastOnly?: boolean;
  readonly goal?: GoalMark | null;
}

const BAR_SHARE = 0.66;
const MARK_OVERHANG = 4;
/** The smallest text size of values, relative to `textSize`. */
const MIN_SCALE = 0.8;

/** Vertical bars with values on top; the comparison is a mark across each bar, white inside and grey outside. */
export function barsChart(given: BarsInput, frame: Frame): ChartConfiguration {
  const { palette, textSize, locale } = frame;
  const texts = given.texts.map((text, index) => compactCount(given.values[index] ?? null, text, locale));
  const input = { ...given, texts };
  const top = textSize * (1.9 + flagRoom(input.steps, frame));
  const padding: Padding = { top, right: 0, bottom: axisHeight(frame), left: 0 };
  const thickness = Math.min((frame.width / input.steps.length) * BAR_SHARE, textSize * 9);
  const colors = input.steps.map((_step, index) => colorOf(input, index, frame));
  return {
    type: 'bar',
    data: {
      labels: indexes(input.steps),
      datasets: [
        {
          data: [...input.values],
          backgroundColor: perElement(
            colors.map((color, index) => (isPartial(input, index) ? palette.paper : color)),
          ),
          borderColor: perElement(colors),
          borderWidth: perElement(
            colors.map((_color, index) => (isPartial(input, index) ? textSize * 0.13 : 0)),
          ),
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
    plugins: [
      ...bands(input, frame, thickness),
      missingColumns(
        input.values.map((value) => value === null),
        frame,
        thickness,
      ),
      timeAxis(input.steps, frame),
      marks(input, frame, thickness),
      goalMark(input, frame),
      values(input, frame),
      flags(input.steps, (chart, step) => topOf(chart, input, { step, frame }), frame),
    ],
  };
}

const isPartial = ({ steps }: BarsInput, index: number) => steps[index]?.partial === true;

const isShown = ({ lastOnly, steps }: BarsInput, index: number) => !lastOnly || index === steps.length - 1;

function colorOf(input: BarsInput, index: number, { palette }: Frame): string {
  return isShown(input, index) ? palette.accent : palette.bar;
}

function bands(input: BarsInput, frame: Frame, thickness: number): Plugin[] {
  const { usual, lastOnly, values, steps } = input;
  if (!usual) return [];
  if (lastOnly) return [throughBand(usual, frame)];
  const whole = values.map((value, index) => (steps[index]?.partial ? null : value));
  return [barBands(usual, thickness, frame), bandsOnBars({ usual, values: whole }, thickness, frame)];
}

function highest({ values, comparison, usual = null, goal }: BarsInput): number {
  return Math.max(
    highestUsual(usual),
    goal?.value ?? 0,
    ...[...values, ...(comparison ?? [])].map((value) => value ?? 0),
  );
}

/** Height of a value's line above its bar, in text sizes. */
const VALUE_LINE = 1.6;

function goalMark(input: BarsInput, frame: Frame): Plugin {
  const { values, comparison, goal = null } = input;
  const around = {
    values: values.map((value, index) => [value, comparison?.[index] ?? null]),
    words: values.map((_value, index) => (isShown(input, index) ? VALUE_LINE : 0)),
    below: false,
  };
  return goalLine(goal, around, frame);
}

/** The upper end of a bar with its value and comparison; null for a missing one. */
function topOf(
  chart: Chart,
  input: BarsInput,
  { step, frame }: { readonly step: number; readonly frame: Frame },
): number | null {
  const value = input.values[step] ?? null;
  if (value === null) return null;
  const mark = place(chart, step, input.comparison?.[step] ?? 0).y;
  return Math.min(
    valueMiddle(chart, input, { index: step, textSize: frame.textSize }) - frame.textSize * 0.6,
    mark,
  );
}

/** The middle of the words above a bar and the marks that cross them. */
function valueMiddle(
  chart: Chart,
  { values, comparison, usual, goal }: BarsInput,
  { index, textSize }: { readonly index: number; readonly textSize: number },
): number {
  const { y } = place(chart, index, values[index] ?? 0);
  const range = usual?.[index];
  const covers = [comparison?.[index], range?.high, range?.low, goal?.value];
  const above = covers
    .map((cover) => place(chart, index, cover ?? 0).y)
    .filter((cover) => cover < y && cover > y - textSize * 1.8);
  return Math.min(y, ...above) - textSize;
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

/** Values wider than a step are drawn smaller; if that is unreadable, only the highest whole one is shown. */
function values(input: BarsInput, { palette, textSize, width }: Frame): Plugin {
  const { values, texts } = input;
  const full: ChartText = { size: textSize, weight: 600, color: palette.text, align: 'center' };
  return {
    id: 'values',
    afterDatasetsDraw(chart) {
      const ink = drawingOf(chart);
      const shown = texts.filter((_text, index) => isShown(input, index));
      const widest = Math.max(1, ...shown.map((text) => chartTextWidth(ink, text, full)));
      const room = input.lastOnly ? width : width / values.length;
      const scale = Math.min(1, (room - textSize * 0.4) / widest);
      const legible = scale >= MIN_SCALE;
      const style = legible ? { ...full, size: textSize * scale } : full;
      const whole = values.map((value, index) => (isPartial(input, index) ? null : value));
      const peak = whole.indexOf(Math.max(...whole.map((value) => value ?? 0)));
      values.forEach((value, index) => {
        if (value === null || !isShown(input, index) || (!legible && index !== peak)) return;
        const text = texts[index] ?? '';
        const half = chartTextWidth(ink, text, style) / 2;
        const { x } = place(chart, index, value);
        const top = valueMiddle(chart, input, { index, textSize });
        const partial = isPartial(input, index);
        const look = partial ? { ...style, weight: 400 as const, color: palette.secondary } : style;
        letter(ink, text, { x: Math.min(Math.max(x, half), width - half), y: top }, look);
      });
    },
  };
}

function place(chart: Chart, index: number, value: number) {
  const { x, y } = axesOf(chart);
  return { x: x.getPixelForValue(index), y: y.getPixelForValue(value) };
}
