import type { Plugin } from 'chart.js';
import { axesOf, drawingOf, type Lettering, letter, rule, widthOf } from './drawing.js';
import type { Frame, Step } from './frame.js';

export interface AxisLabel {
  readonly index: number;
  readonly text: string;
}

/** Height of the line that a time axis takes below the chart. */
export const axisHeight = ({ textSize }: Frame): number => textSize * 2;

/**
 * Upright labels that never touch: all of them in full, else all short, else as many in full as fit, evenly thinned.
 * `spacing` is the distance of two steps and `gap` the least room between two labels.
 */
export function axisLabels(
  steps: readonly Step[],
  room: { spacing: number; gap: number; widthOf: (text: string) => number },
): AxisLabel[] {
  const full = steps.map(({ label }) => label);
  const short = steps.map(({ short }) => short);
  const widest = (texts: readonly string[]) => Math.max(0, ...texts.map(room.widthOf)) + room.gap;
  const texts = widest(full) > room.spacing && widest(short) <= room.spacing ? short : full;
  const stride = Math.max(1, Math.ceil(widest(texts) / room.spacing));
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
      const start = Math.min(left, left > textSize ? left : 0);
      rule(ink, { x: start, y: bottom }, { x: width, y: bottom }, { color: palette.rule, width: 1 });
      const spacing = steps.length > 1 ? Math.abs(x.getPixelForValue(1) - x.getPixelForValue(0)) : right - left;
      const measure = (text: string) => widthOf(ink, text, style);
      for (const { index, text } of axisLabels(steps, { spacing, gap: textSize, widthOf: measure })) {
        const half = measure(text) / 2;
        const center = Math.min(Math.max(x.getPixelForValue(index), half), width - half);
        letter(ink, text, { x: center, y: bottom + textSize * 1.35 }, style);
      }
    },
  };
}
