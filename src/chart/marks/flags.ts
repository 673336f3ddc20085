import type { Chart, Plugin } from 'chart.js';
import { axesOf, type ChartText, drawingOf, letter } from '../drawing.js';
import type { Frame, Step } from '../frame.js';

const RADIUS = 0.62;
const GAP = 0.25;
const MAX_LEVELS = 3;

/** Space above the values for the flags, in text sizes. */
export function flagRoom(steps: readonly Step[], { width, textSize }: Frame): number {
  const count = steps.filter(({ flag }) => flag !== undefined).length;
  const apart = width / Math.max(steps.length, 1) >= 2 * RADIUS * textSize;
  return (apart ? Math.min(count, 1) : Math.min(count, MAX_LEVELS)) * (2 * RADIUS + GAP);
}

/** Numbered circles; `topOf` is the upper end of what is drawn at a step, in pixels, null where nothing is. */
export function flags(
  steps: readonly Step[],
  topOf: (chart: Chart, step: number) => number | null,
  { palette, textSize, width }: Frame,
): Plugin {
  const radius = RADIUS * textSize;
  const style: ChartText = { size: textSize * 0.78, weight: 600, color: palette.paper, align: 'center' };
  return {
    id: 'flags',
    afterDatasetsDraw(chart) {
      const ink = drawingOf(chart);
      const placed: { x: number; y: number }[] = [];
      steps.forEach(({ flag }, step) => {
        if (flag === undefined) return;
        const center = axesOf(chart).x.getPixelForValue(step);
        const x = Math.min(Math.max(center, radius), width - radius);
        let y = (topOf(chart, step) ?? chart.chartArea.top) - GAP * textSize - radius;
        while (placed.some((other) => Math.hypot(other.x - x, other.y - y) < 2 * radius)) y -= radius / 2;
        y = Math.max(y, radius);
        placed.push({ x, y });
        for (const [color, reach] of [
          [palette.paper, radius * 1.18] as const,
          [palette.secondary, radius] as const,
        ]) {
          ink.fillStyle = color;
          ink.beginPath();
          ink.arc(x, y, reach, 0, 2 * Math.PI);
          ink.fill();
        }
        letter(ink, String(flag), { x, y }, style);
      });
    },
  };
}
