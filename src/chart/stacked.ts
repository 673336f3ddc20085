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
import { spread } from './marks/end-labels.js';
import { flagRoom, flags } from './marks/flags.js';
import { grid, gridTexts, gridValues, gridWidth } from './marks/grid.js';
import { missingColumns } from './marks/missing.js';
import { axisHeight, timeAxis } from './marks/time-axis.js';
import { cutNames } from './names.js';
import { inkOn } from './shade.js';
import { stackTones } from './stack-tones.js';

export interface StackedInput {
  readonly steps: readonly Step[];
  /** From the bottom up. */
  readonly parts: readonly Part[];
  /** Up to three grid lines instead of values on the bars, for axes of many steps. */
  readonly grid: boolean;
}

/** One value per step with its text; null is missing and not drawn. */
export interface Part {
  readonly label: string;
  /** Its share of the total, as text after the label. */
  readonly share: string;
  readonly values: readonly (number | null)[];
  readonly texts: readonly string[];
}

const BAR_SHARE = 0.66;
/** The share of a step that a bar without values takes: more than one with values. */
const DENSE_SHARE = 0.8;

/** Stacked vertical bars, the darkest part at the bottom, with the names of the parts after the last bar. */
export function stackedChart(input: StackedInput, frame: Frame): ChartConfiguration {
  const { textSize, width } = frame;
  const tones = stackTones(input.parts.length, frame.palette.scale);
  const lines = input.grid ? gridValues(highest(input), 'count') : [];
  const texts = gridTexts(lines, frame.locale);
  const padding: Padding = {
    top: textSize * (0.8 + flagRoom(input.steps, frame)),
    right: namesWidth(input.parts, frame),
    bottom: axisHeight(frame),
    left: lines.length > 0 ? gridWidth(texts, frame) : 0,
  };
  const hollow = input.steps.map(({ partial }) => partial === true);
  const room = (width - padding.left - padding.right) / input.steps.length;
  const bars = { ...frame, width: width - padding.right };
  const thickness = Math.min(room * (input.grid ? DENSE_SHARE : BAR_SHARE), textSize * 9);
  return {
    type: 'bar',
    data: {
      labels: indexes(input.steps),
      datasets: input.parts.map(({ values }, index) => ({
        data: [...values],
        backgroundColor: perElement(hollow.map((is) => (is ? frame.palette.paper : (tones[index] ?? '')))),
        borderColor: tones[index] ?? '',
        borderWidth: perElement(hollow.map((is) => (is ? textSize * 0.1 : 0))),
        barThickness: thickness,
        inflateAmount: 0,
      })),
    },
    options: {
      ...stillOptions(frame, padding),
      scales: {
        x: { type: 'category', ...HIDDEN_AXIS, offset: true, stacked: true },
        y: { type: 'linear', ...HIDDEN_AXIS, min: 0, max: highest(input) || 1, stacked: true },
      },
    },
    plugins: [
      missingColumns(missingSteps(input), bars, thickness),
      grid(lines, texts, bars),
      timeAxis(input.steps, bars),
      seams(input, frame, thickness),
      ...(input.grid ? [] : [values(input, frame, { tones, thickness })]),
      names(input, frame, tones),
      flags(input.steps, (chart, step) => topOf(chart, input, step), frame),
    ],
  };
}

const missingSteps = ({ steps, parts }: StackedInput) =>
  steps.map((_step, step) => parts.every(({ values }) => (values[step] ?? null) === null));

/** The height of the highest bar. */
function highest({ steps, parts }: StackedInput): number {
  return Math.max(0, ...steps.map((_step, index) => floorOf(parts, index, parts.length)));
}

function topOf(chart: Chart, input: StackedInput, step: number): number | null {
  if (missingSteps(input)[step]) return null;
  return axesOf(chart).y.getPixelForValue(floorOf(input.parts, step, input.parts.length));
}

/** The lower end of the part at `place` in a step: the sum of the parts below it. */
function floorOf(parts: readonly Part[], step: number, place: number): number {
  return parts.slice(0, place).reduce((sum, { values }) => sum + (values[step] ?? 0), 0);
}

/** The vertical range of a part in a step, in pixels; null when there is nothing to draw. */
function segment(chart: Chart, parts: readonly Part[], at: { step: number; place: number }) {
  const { step, place } = at;
  if (!parts[place]?.values[step]) return null;
  const { x, y } = axesOf(chart);
  const [below, above] = [floorOf(parts, step, place), floorOf(parts, step, place + 1)];
  return { x: x.getPixelForValue(step), bottom: y.getPixelForValue(below), top: y.getPixelForValue(above) };
}

/** Calls `draw` for every part of every step that is drawn. */
function eachSegment(
  chart: Chart,
  { steps, parts }: StackedInput,
  draw: (place: number, step: number, box: { x: number; top: number; bottom: number }) => void,
): void {
  for (const place of parts.keys())
    for (const step of steps.keys()) {
      const box = segment(chart, parts, { step, place });
      if (box) draw(place, step, box);
    }
}

/** Draws thin lines in the paper colour between parts, so that similar tones stay distinct. */
function seams(input: StackedInput, { palette, textSize }: Frame, thickness: number): Plugin {
  const stroke = { color: palette.paper, width: textSize * 0.1 };
  return {
    id: 'seams',
    afterDatasetsDraw(chart) {
      const ink = drawingOf(chart);
      eachSegment(chart, input, (place, _step, { x, bottom }) => {
        if (place === 0) return;
        rule(ink, { x: x - thickness / 2, y: bottom }, { x: x + thickness / 2, y: bottom }, stroke);
      });
    },
  };
}

/** Draws values inside parts that are large enough. */
function values(
  input: StackedInput,
  { palette, textSize, locale }: Frame,
  { tones, thickness }: { tones: readonly string[]; thickness: number },
): Plugin {
  const size = textSize * 0.9;
  return {
    id: 'values',
    afterDatasetsDraw(chart) {
      const ink = drawingOf(chart);
      eachSegment(chart, input, (place, step, { x, top, bottom }) => {
        const part = input.parts[place];
        const text = compactCount(part?.values[step] ?? null, part?.texts[step] ?? '', locale);
        const ground = input.steps[step]?.partial ? palette.paper : (tones[place] ?? palette.paper);
        const color = inkOn(ground, palette);
        const style: ChartText = { size, weight: 400, color, align: 'center' };
        if (bottom - top < size * 1.3 || chartTextWidth(ink, text, style) > thickness - size * 0.4) return;
        letter(ink, text, { x, y: (top + bottom) / 2 }, style);
      });
    },
  };
}

const SWATCH = 0.72;

/** The width of the names and shares after the bars. */
function namesWidth(parts: readonly Part[], { width, textSize }: Frame): number {
  const longest = Math.max(0, ...parts.map(({ label, share }) => Array.from(`${label} ${share}`).length));
  return Math.min(longest * 0.58 + 3, (width / textSize) * 0.36) * textSize;
}

/** Draws each part's tone, name and share beside the last known bar, at the part's height if possible. */
function names(input: StackedInput, frame: Frame, tones: readonly string[]): Plugin {
  const { palette, textSize, width } = frame;
  const { parts, steps } = input;
  const last = steps.findLastIndex(
    ({ partial }, step) => !partial && parts.some(({ values }) => (values[step] ?? null) !== null),
  );
  const name: ChartText = { size: textSize, weight: 400, color: palette.text, align: 'left' };
  const share: ChartText = { ...name, color: palette.secondary };
  return {
    id: 'names',
    afterDatasetsDraw(chart) {
      const ink = drawingOf(chart);
      const { y } = axesOf(chart);
      const { right, top: ceiling, bottom } = chart.chartArea;
      const middles = parts.map((part, place) =>
        y.getPixelForValue(floorOf(parts, last, place) + (part.values[last] ?? 0) / 2),
      );
      const range = { from: ceiling, to: bottom - textSize * 0.6 };
      const swatch = textSize * SWATCH;
      const start = right + textSize * 0.5;
      const left = start + swatch + textSize * 0.5;
      const heights = spread(middles.toReversed(), textSize * 1.35, range).toReversed();
      const shares = parts.map((part) => chartTextWidth(ink, ` ${part.share}`, share));
      const room = width - left - Math.max(...shares);
      const labels = cutNames(
        parts.map(({ label }) => label),
        (text) => chartTextWidth(ink, text, name) <= room,
      );
      parts.forEach((part, place) => {
        const middle = heights[place] ?? 0;
        const label = labels[place] ?? '';
        ink.fillStyle = tones[place] ?? palette.paper;
        ink.fillRect(start, middle - swatch / 2, swatch, swatch);
        letter(ink, label, { x: left, y: middle }, name);
        const end = left + chartTextWidth(ink, `${label} `, name);
        letter(ink, part.share, { x: end, y: middle }, share);
      });
    },
  };
}
