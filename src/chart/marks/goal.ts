import type { Chart, Plugin } from 'chart.js';
import { axesOf, type ChartText, chartTextWidth, drawingOf, letter, rule } from '../drawing.js';
import type { Frame } from '../frame.js';

/** A limit with its label. */
export interface GoalMark {
  readonly value: number;
  readonly text: string;
}

/** What the label must not touch. */
export interface GoalSurroundings {
  /** All values at each step. */
  readonly values: readonly (readonly (number | null)[])[];
  /** Height of the words above the values of each step, in text sizes. */
  readonly words: readonly number[];
  /** False for bars, which fill the space below their values. */
  readonly below: boolean;
  /** The right end of the line, in pixels; that of the chart when left out. */
  end?(chart: Chart): number;
}

const SIZE = 0.85;
const LABEL = { height: 1.05, gap: 0.15 };

/** A thin line across the chart, with its label at the first place where nothing else is drawn. */
export function goalLine(goal: GoalMark | null, around: GoalSurroundings, frame: Frame): Plugin {
  const { palette, textSize } = frame;
  return {
    id: 'goal',
    afterDatasetsDraw(chart) {
      if (!goal) return;
      const ink = drawingOf(chart);
      const y = axesOf(chart).y.getPixelForValue(goal.value);
      const { left, right } = chart.chartArea;
      const end = Math.min(right, around.end?.(chart) ?? right);
      rule(ink, { x: left, y }, { x: end, y }, { color: palette.secondary, width: textSize * 0.1 });
      const style: ChartText = {
        size: textSize * SIZE,
        weight: 400,
        color: palette.secondary,
        align: 'left',
      };
      const width = chartTextWidth(ink, goal.text, style);
      const place = placeOf(chart, { y, width, end }, around, textSize);
      if (place) letter(ink, goal.text, place, style);
    },
  };
}

/** The left end of the label's middle; null without room. */
function placeOf(
  chart: Chart,
  line: { readonly y: number; readonly width: number; readonly end: number },
  { values, words, below }: GoalSurroundings,
  textSize: number,
): { x: number; y: number } | null {
  const { x, y } = axesOf(chart);
  const { left, bottom } = chart.chartArea;
  const reach = Math.abs(x.getPixelForValue(1) - x.getPixelForValue(0)) || chart.chartArea.width;
  const steps = values.map((own, step) => ({
    x: x.getPixelForValue(step),
    heights: own.filter((value) => value !== null).map((value) => y.getPixelForValue(value)),
    words: (words[step] ?? 0) * textSize,
  }));
  const taken = LABEL.height * textSize;
  const isFree = (from: number, free: (height: number, words: number) => boolean) =>
    steps
      .filter((step) => step.x > from - reach && step.x < from + line.width + reach)
      .every((step) => step.heights.every((height) => free(height, step.words)));
  const starts = [left, ...steps.map((step) => step.x)].filter((from) => from + line.width <= line.end);
  const over = starts.find((from) => isFree(from, (height, above) => height - above > line.y));
  const middle = taken / 2 + LABEL.gap * textSize;
  if (over !== undefined && line.y > taken) return { x: over, y: line.y - middle };
  const under = starts.find((from) => isFree(from, (height) => height < line.y));
  if (!below || under === undefined || line.y + taken > bottom) return null;
  return { x: under, y: line.y + middle };
}
