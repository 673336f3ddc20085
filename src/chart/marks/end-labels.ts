import type { Plugin, Scale } from 'chart.js';
import { axesOf, type ChartText, chartTextWidth, drawingOf, letter } from '../drawing.js';
import type { Frame } from '../frame.js';
import { cutNames } from '../names.js';
import { legible } from '../shade.js';

/** Distance between the centres of two names, in text sizes. */
export const END_LABEL_LEADING = 1.3;
/** Distance from the centre of the lowest name to the axis, in text sizes, so that descenders do not touch the axis. */
const OFF_AXIS = 0.9;
/** Maximum width of names as a share of the chart's; in small charts up to `smallShare`, but at most `small` text sizes. */
const MAX_LABEL_WIDTH = { share: 0.36, smallShare: 0.48, small: 13 };

/** The name of a line, drawn at the right of the line's end. */
export interface EndLabel {
  readonly text: string;
  /** The line's last step with a value; null without values, then no name is drawn. */
  readonly end: { readonly step: number; readonly value: number } | null;
  /** The line's last step that is drawn at all, which may be behind its end; that of the end when left out. */
  readonly behind?: number;
  readonly color: string;
  readonly weight: 400 | 600;
}

/** Width of the labels at the right of the lines. */
export function endLabelWidth(labels: readonly EndLabel[], frame: Frame): number {
  const longest = Math.max(0, ...labels.map(({ text }) => Array.from(text).length));
  const width = frame.width / frame.textSize;
  const most = Math.max(
    width * MAX_LABEL_WIDTH.share,
    Math.min(MAX_LABEL_WIDTH.small, width * MAX_LABEL_WIDTH.smallShare),
  );
  return longest === 0 ? 0 : Math.min(longest * 0.58 + 1.8, most) * frame.textSize;
}

/** The x coordinate of the labels: right of the last step that any line ends with. */
export function endLabelsFrom(labels: readonly EndLabel[], x: Scale, { textSize }: Frame): number {
  const last = Math.max(0, ...labels.map(({ end, behind }) => behind ?? end?.step ?? 0));
  return x.getPixelForValue(last) + textSize * 0.9;
}

/**
 * Moves heights apart until neighbours are at least `gap` apart and all are within the range. The order is kept, also of equal heights.
 */
export function spread(
  heights: readonly number[],
  gap: number,
  range: { from: number; to: number },
): number[] {
  const order = heights
    .map((_height, index) => index)
    .sort((a, b) => (heights[a] ?? 0) - (heights[b] ?? 0) || a - b);
  const placed = [...heights];
  let floor = range.from;
  for (const index of order) {
    placed[index] = Math.max(placed[index] ?? 0, floor);
    floor = (placed[index] ?? 0) + gap;
  }
  let ceiling = range.to;
  for (const index of order.reverse()) {
    placed[index] = Math.min(placed[index] ?? 0, ceiling);
    ceiling = (placed[index] ?? 0) - gap;
  }
  return placed;
}

/** Draws the names beside the lines; only the first ones if not all fit. */
export function endLabels(labels: readonly EndLabel[], frame: Frame): Plugin {
  const { textSize, width, palette } = frame;
  const leading = textSize * END_LABEL_LEADING;
  return {
    id: 'endLabels',
    afterDatasetsDraw(chart) {
      const ink = drawingOf(chart);
      const { top, bottom } = chart.chartArea;
      const axes = axesOf(chart);
      const range = { from: top, to: bottom - textSize * OFF_AXIS };
      const most = Math.max(Math.floor((range.to - range.from) / leading) + 1, 1);
      const shown = labels.filter(({ end }) => end !== null).slice(0, most);
      const heights = shown.map(({ end }) => axes.y.getPixelForValue(end?.value ?? 0));
      const x = endLabelsFrom(labels, axes.x, frame);
      const widest: ChartText = { size: textSize, weight: 600, color: palette.text, align: 'left' };
      const texts = cutNames(
        shown.map(({ text }) => text),
        (text) => chartTextWidth(ink, text, widest) <= width - x,
      );
      spread(heights, leading, range).forEach((y, index) => {
        const label = shown[index];
        if (!label) return;
        const color = legible(label.color, palette);
        const style: ChartText = { ...widest, weight: label.weight, color };
        letter(ink, texts[index] ?? '', { x, y }, style);
      });
    },
  };
}
