import type { Plugin } from 'chart.js';
import { axesOf, type ChartText, chartTextWidth, drawingOf, letter, rule } from '../drawing.js';
import type { Frame, Step } from '../frame.js';

export interface AxisLabel {
  readonly index: number;
  readonly text: string;
}

/** The height of the axis labels below the chart. */
export const axisHeight = ({ textSize }: Frame): number => textSize * 2;

/** Intervals of thinned labels, in steps; most of them repeat the same weekday or hour. */
const STRIDES = [1, 2, 3, 4, 7, 12, 14, 24, 28, 48, 56, 72, 96, 168, 336, 672];

/**
 * Horizontal labels that do not touch: all in full, else all short, else evenly thinned, short if that is unambiguous. `spacing` is the
 * distance between two steps, `gap` the minimum distance between two labels.
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

interface Placed {
  readonly text: string;
  readonly center: number;
  readonly width: number;
}

/** Moves labels inwards that would cross an edge, and drops those that would then touch another. */
export function withinEdges(labels: readonly Placed[], width: number, gap: number): Placed[] {
  let end = Number.NEGATIVE_INFINITY;
  return labels.flatMap((label) => {
    const half = label.width / 2;
    const center = Math.min(Math.max(label.center, half), width - half);
    if (center - half < end + gap) return [];
    end = center + half;
    return [{ ...label, center }];
  });
}

/** Draws the baseline and the labels below it. */
export function timeAxis(steps: readonly Step[], frame: Frame): Plugin {
  const { palette, textSize, width } = frame;
  const style: ChartText = { size: textSize, weight: 400, color: palette.secondary, align: 'center' };
  return {
    id: 'timeAxis',
    afterDatasetsDraw(chart) {
      const ink = drawingOf(chart);
      const { x } = axesOf(chart);
      const { bottom, left, right } = chart.chartArea;
      rule(ink, { x: left, y: bottom }, { x: width, y: bottom }, { color: palette.rule, width: 1 });
      const spacing =
        steps.length > 1 ? Math.abs(x.getPixelForValue(1) - x.getPixelForValue(0)) : right - left;
      const measure = (text: string) => chartTextWidth(ink, text, style);
      const labels = axisLabels(steps, { spacing, gap: textSize * 0.7, widthOf: measure }).map(
        ({ index, text }) => ({ text, center: x.getPixelForValue(index), width: measure(text) }),
      );
      for (const { text, center } of withinEdges(labels, width, textSize * 0.35))
        letter(ink, text, { x: center, y: bottom + textSize * 1.35 }, style);
    },
  };
}
