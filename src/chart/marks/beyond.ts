import type { Plugin } from 'chart.js';
import { axesOf, drawingOf } from '../drawing.js';
import type { Frame, Step } from '../frame.js';

/** Draws a dot at each value of a day beyond the limit of an alert. */
export function beyondDots(
  values: readonly (number | null)[],
  steps: readonly Step[],
  { palette, textSize }: Frame,
): Plugin {
  const radius = (2.6 * textSize) / 8.5;
  return {
    id: 'beyondDots',
    afterDatasetsDraw(chart) {
      const ink = drawingOf(chart);
      const { x, y } = axesOf(chart);
      steps.forEach(({ beyond }, step) => {
        const value = values[step] ?? null;
        if (!beyond || value === null) return;
        for (const [color, reach] of [
          [palette.paper, radius * 1.35] as const,
          [palette.attention, radius] as const,
        ]) {
          ink.fillStyle = color;
          ink.beginPath();
          ink.arc(x.getPixelForValue(step), y.getPixelForValue(value), reach, 0, 2 * Math.PI);
          ink.fill();
        }
      });
    },
  };
}
