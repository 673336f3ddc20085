import type { Plugin } from 'chart.js';
import { axesOf, drawingOf, rule } from '../drawing.js';
import type { Frame, Step } from '../frame.js';

type Values = readonly (number | null)[];

/** The values without those of partial steps. */
export const wholeValues = (values: Values, steps: readonly Step[]) =>
  values.map((value, index) => (steps[index]?.partial ? null : value));

/** Draws each partial step as a hollow point, with a dotted way from its whole neighbour. */
export function hollowPoints(
  { values }: { readonly values: Values },
  steps: readonly Step[],
  { palette, textSize, color }: Frame & { readonly color: string },
): Plugin {
  const unit = textSize / 8.5;
  return {
    id: 'hollowPoints',
    afterDatasetsDraw(chart) {
      const ink = drawingOf(chart);
      const axes = axesOf(chart);
      const at = (step: number) => ({
        x: axes.x.getPixelForValue(step),
        y: axes.y.getPixelForValue(values[step] ?? 0),
      });
      steps.forEach(({ partial }, step) => {
        if (!partial || (values[step] ?? null) === null) return;
        const neighbour = [step - 1, step + 1].find(
          (other) => (values[other] ?? null) !== null && (other < step || !steps[other]?.partial),
        );
        const stroke = { color, width: 1.3 * unit };
        if (neighbour !== undefined)
          rule(ink, at(neighbour), at(step), { ...stroke, dash: [1.2 * unit, 2.2 * unit] });
        ink.beginPath();
        ink.arc(at(step).x, at(step).y, 2.3 * unit, 0, 2 * Math.PI);
        ink.fillStyle = palette.paper;
        ink.fill();
        ink.strokeStyle = stroke.color;
        ink.lineWidth = stroke.width;
        ink.stroke();
      });
    },
  };
}
