import type { Chart, ChartConfiguration, ChartDataset, Plugin } from 'chart.js';
import { compactCount } from './compact.js';
import { axesOf, type ChartText, chartTextWidth, drawingOf, letter } from './drawing.js';
import { type Frame, HIDDEN_AXIS, indexes, type Step, stillOptions } from './frame.js';
import { lineColor, NAMED_LINES } from './line-colors.js';
import { highestUsual, throughBand, type UsualSteps } from './marks/band.js';
import { beyondDots } from './marks/beyond.js';
import { type EndLabel, endLabels, endLabelsFrom, endLabelWidth } from './marks/end-labels.js';
import { flagRoom, flags } from './marks/flags.js';
import { type GoalMark, goalLine } from './marks/goal.js';
import { grid, gridTexts, gridValues, gridWidth } from './marks/grid.js';
import { missingColumns } from './marks/missing.js';
import { hollowPoints, wholeValues } from './marks/partial.js';
import { axisHeight, timeAxis } from './marks/time-axis.js';

export interface LinesInput {
  readonly steps: readonly Step[];
  readonly lines: readonly LineMark[];
  readonly unit: 'count' | 'ratio' | 'percent';
  /** Up to three grid lines with their values, for long axes. */
  readonly grid: boolean;
  /** The point whose value is shown, or null. */
  readonly peak: { readonly line: number; readonly step: number; readonly text: string } | null;
  /** What is usual at each step, drawn as a band behind the lines; null where nothing is known. */
  readonly usual?: UsualSteps | null;
  readonly goal?: GoalMark | null;
}

/** One line, broken where a value is null. */
export interface LineMark {
  readonly label: string;
  readonly values: readonly (number | null)[];
  /** True for the comparison, which is drawn thin and dashed. */
  readonly comparison: boolean;
  /** True for a line whose end is to be looked at. */
  readonly attention?: boolean;
}

/** Lines over time, each with its name at its end. */
export function linesChart(input: LinesInput, frame: Frame): ChartConfiguration {
  const { textSize } = frame;
  const names = endNames(input, frame);
  const values = input.grid ? gridValues(highest(input), input.unit) : [];
  const texts = gridTexts(values, frame.locale, input.unit);
  const padding = {
    top: textSize * (1.9 + flagRoom(input.steps, frame)),
    right: rightPadding(endLabelWidth(names, frame), input, frame),
    bottom: axisHeight(frame),
    left: values.length > 0 ? gridWidth(texts, frame) : 0,
  };
  return {
    type: 'line',
    data: {
      labels: indexes(input.steps),
      datasets: input.lines.map((_line, index) => dataset(input, index, frame)),
    },
    options: {
      ...stillOptions(frame, padding),
      clip: false,
      scales: {
        x: { type: 'category', ...HIDDEN_AXIS, offset: !input.grid },
        y: { type: 'linear', ...HIDDEN_AXIS, min: 0, max: highest(input) || 1 },
      },
    },
    plugins: [
      ...(input.usual ? [throughBand(input.usual, frame)] : []),
      missingColumns(missingSteps(input), frame),
      grid(values, texts, frame),
      ...input.lines.flatMap((line, index) => {
        const color = colorOf(input.lines, index, frame);
        return line.comparison ? [] : [hollowPoints(line, input.steps, { ...frame, color })];
      }),
      dots(input, frame),
      beyondDots(input.lines.find(({ comparison }) => !comparison)?.values ?? [], input.steps, frame),
      timeAxis(input.steps, frame),
      goalMark(input, names, frame),
      peakLabel(input, names, frame),
      endLabels(names, frame),
      flags(input.steps, (chart, step) => topOf(chart, input, { step, names, frame }), frame),
    ],
  };
}

/** Steps that no line but the comparison has. */
function missingSteps({ steps, lines }: LinesInput): boolean[] {
  const drawn = lines.filter(({ comparison }) => !comparison);
  return steps.map((_step, index) => drawn.every(({ values }) => (values[index] ?? null) === null));
}

/** Values that a solid line joins; the comparison has whole steps only. */
function joined({ values, comparison }: LineMark, steps: readonly Step[]) {
  return comparison ? [...values] : wholeValues(values, steps);
}

/**
 * With `segment`, Chart.js draws without Path2D, even if one is global: the PDF canvas does not accept Path2D objects. With an object, which is what
 * the types ask for, it would also compare the style of each step with the one before.
 */
const NO_PATH2D = true as unknown as object;

function dataset({ lines, steps }: LinesInput, index: number, frame: Frame): ChartDataset {
  const line = lines[index] ?? { label: '', values: [], comparison: false };
  const { comparison } = line;
  const color = colorOf(lines, index, frame);
  const unit = frame.textSize / 8.5;
  return {
    data: joined(line, steps),
    borderColor: color,
    borderWidth: (comparison ? 1.1 : 2) * unit,
    segment: NO_PATH2D,
    borderDash: comparison ? [3.2 * unit, 2.6 * unit] : [],
    borderCapStyle: comparison ? 'butt' : 'round',
    borderJoinStyle: 'round',
    pointRadius: 0,
    spanGaps: false,
  };
}

/** Draws a dot at a line's end and at each value between two missing ones; for the comparison, only the latter. */
function dots({ lines, steps }: LinesInput, frame: Frame): Plugin {
  const unit = frame.textSize / 8.5;
  return {
    id: 'dots',
    afterDatasetsDraw(chart) {
      const ink = drawingOf(chart);
      const { x, y } = axesOf(chart);
      lines.forEach((line, index) => {
        const { comparison, attention } = line;
        const values = joined(line, steps);
        const end = comparison ? undefined : endOf(values)?.step;
        const color = colorOf(lines, index, frame);
        values.forEach((value, step) => {
          if (value === null || (step !== end && !isAlone(values, step))) return;
          ink.fillStyle = attention && step === end ? frame.palette.attention : color;
          ink.beginPath();
          ink.arc(
            x.getPixelForValue(step),
            y.getPixelForValue(value),
            (step === end ? 2.6 : 1.6) * unit,
            0,
            TURN,
          );
          ink.fill();
        });
      });
    },
  };
}

const TURN = 2 * Math.PI;

const isAlone = (values: LineMark['values'], step: number) =>
  (values[step - 1] ?? null) === null && (values[step + 1] ?? null) === null;

function endOf(values: LineMark['values']): EndLabel['end'] {
  const step = values.findLastIndex((value) => value !== null);
  return step < 0 ? null : { step, value: values[step] ?? 0 };
}

/** Padding at the right of the axis; if points are centred in their steps, half a step is there already. */
function rightPadding(needed: number, { grid, steps }: LinesInput, { width, textSize }: Frame): number {
  if (grid) return needed + textSize * 0.5;
  const half = 1 / (2 * Math.max(steps.length, 1));
  return Math.max((needed - width * half) / (1 - half), 0);
}

function endNames({ lines, steps }: LinesInput, frame: Frame): EndLabel[] {
  const { palette } = frame;
  return lines
    .map((line, index): EndLabel => {
      const { label, values, comparison, attention } = line;
      const color = attention ? palette.attention : colorOf(lines, index, frame);
      return {
        text: label,
        end: endOf(joined(line, steps)),
        behind: values.findLastIndex((value) => value !== null),
        color: comparison ? palette.secondary : color,
        weight: comparison ? 400 : 600,
      };
    })
    .slice(0, NAMED_LINES);
}

function colorOf(lines: readonly LineMark[], index: number, { palette }: Frame): string {
  if (lines[index]?.comparison) return palette.comparison;
  return lineColor(palette, lines.slice(0, index).filter(({ comparison }) => !comparison).length);
}

function highest({ lines, usual = null, goal }: LinesInput): number {
  return Math.max(
    highestUsual(usual),
    goal?.value ?? 0,
    ...lines.flatMap(({ values }) => values.map((value) => value ?? 0)),
  );
}

function goalMark(
  { lines, steps, peak, goal = null }: LinesInput,
  names: readonly EndLabel[],
  frame: Frame,
): Plugin {
  const around = {
    values: steps.map((_step, index) => lines.map(({ values }) => values[index] ?? null)),
    words: steps.map((_step, index) => (index === peak?.step ? 1.6 : 0)),
    below: true,
    end: (chart: Chart) => endLabelsFrom(names, axesOf(chart).x, frame) - frame.textSize * 0.4,
  };
  return goalLine(goal, around, frame);
}

/** The upper end of the first line's point, and of the peak's value where the flag would touch it; null for a missing one. */
function topOf(
  chart: Chart,
  { lines, peak }: LinesInput,
  at: { readonly step: number; readonly names: readonly EndLabel[]; readonly frame: Frame },
): number | null {
  const { step, names, frame } = at;
  const { textSize } = frame;
  const { x, y } = axesOf(chart);
  const value = lines.find(({ comparison }) => !comparison)?.values[step] ?? null;
  if (value === null) return null;
  const top = y.getPixelForValue(value) - textSize * 0.3;
  const label = peak && peakBox(chart, { lines, peak }, { names, frame });
  if (!label) return top;
  const near = Math.abs(x.getPixelForValue(step) - label.center) < label.half + textSize * 0.8;
  const over = label.middle - textSize * 0.6;
  return near && top > over && top - textSize * 1.8 < label.middle ? over : top;
}

interface PeakBox {
  readonly text: string;
  readonly center: number;
  readonly middle: number;
  readonly half: number;
}

const peakStyle = ({ palette, textSize }: Frame): ChartText => ({
  size: textSize,
  weight: 600,
  color: palette.text,
  align: 'center',
});

/** The place of the peak's value above its point, without touching the axis and the names; null without a peak. */
function peakBox(
  chart: Chart,
  { lines, peak }: Pick<LinesInput, 'lines' | 'peak'>,
  { names, frame }: { readonly names: readonly EndLabel[]; readonly frame: Frame },
): PeakBox | null {
  const value = peak && lines[peak.line]?.values[peak.step];
  if (!peak || value === null || value === undefined) return null;
  const { textSize, locale } = frame;
  const text = compactCount(value, peak.text, locale);
  const { x, y } = axesOf(chart);
  const half = chartTextWidth(drawingOf(chart), text, peakStyle(frame)) / 2;
  const right = endLabelsFrom(names, x, frame) - textSize * 0.4;
  const center = Math.min(Math.max(x.getPixelForValue(peak.step), x.left + half), right - half);
  return { text, center, middle: y.getPixelForValue(value) - textSize, half };
}

function peakLabel(input: LinesInput, names: readonly EndLabel[], frame: Frame): Plugin {
  const { palette, textSize } = frame;
  return {
    id: 'peakLabel',
    afterDatasetsDraw(chart) {
      const box = peakBox(chart, input, { names, frame });
      if (!box) return;
      const { text, center, middle, half } = box;
      const ink = drawingOf(chart);
      ink.fillStyle = palette.paper;
      ink.fillRect(center - half - 1.5, middle - textSize * 0.6, half * 2 + 3, textSize * 1.1);
      letter(ink, text, { x: center, y: middle }, peakStyle(frame));
    },
  };
}
