import type { Plugin } from 'chart.js';
import { axesOf, drawingOf, type Lettering, letter, rule, widthOf } from './drawing.js';
import type { Frame, Step } from './frame.js';

export interface AxisLabel {
  readonly index: number;
  readonly text: string;
}

/** Height of the line that a time axis takes below the chart. */
export const axisHeight = ({ textSize }: Frame): number => textSize * 2;

/** Distances at which thinned labels fall on the same weekday or the same hour where they can. */
const STRIDES = [1, 2, 3, 4, 7, 12, 14, 24, 28, 48, 56, 72, 96, 168, 336, 672];

/**
 * Upright labels that never touch: all of them in full, else all short, else evenly thinned, short where that is clear.
 * `spacing` is the distance of two steps and `gap` the least room between two labels.
 */
export function axisLabels(
  steps: readonly Step[],
  room: { spacing: number; gap: number; widthOf: (text: string) => number },
): AxisLabel[] {
  const full = steps.map(({ label }) => label);
  const short = steps.map(({ short }) => short);
  const steppedBy = (texts: readonly string[]) =>
    (Math.max(0, ...texts.map(room.widthOf)) + room.gap) / room.spacing;
  const clear = new Set(short).size === short.length;
  const texts = steppedBy(full) <= 1 || (!clear && steppedBy(short) > 1) ? full : short;
  const least = steppedBy(texts);
  const stride = STRIDES.find((candidate) => candidate >= least) ?? Math.ceil(least);
  return texts.flatMap((text, index) => (index % stride === 0 ? [{ index, text }] : []));
}

/** Draws the baseline and the labels below it. */
export function timeAxis(steps: readonly Step[], frame: Frame): Plugin {
  const { palette, textSize, width } = frame;
  const style: Lettering = { size: textSize, weight: 400, color: palette.secondary, align: 'center' };
  return {
    id: 'timeAxis',
    afterDatasetsDraw(chart) {
      const ink = drawingOf(chart);
      const { x } = axesOf(chart);
      const { bottom, left, right } = chart.chartArea;
      rule(ink, { x: left, y: bottom }, { x: width, y: bottom }, { color: palette.rule, width: 1 });
      const spacing =
        steps.length > 1 ? Math.abs(x.getPixelForValue(1) - x.getPixelForValue(0)) : right - left;
      const measure = (text: string) => widthOf(ink, text, style);
      for (const { index, text } of axisLabels(steps, { spacing, gap: textSize * 0.7, widthOf: measure })) {
        const half = measure(text) / 2;
        const center = Math.min(Math.max(x.getPixelForValue(index), half), width - half);
        letter(ink, text, { x: center, y: bottom + textSize * 1.35 }, style);
      }
    },
  };
}
