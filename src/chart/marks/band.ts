import type { Chart, Plugin } from 'chart.js';
import { axesOf, drawingOf, type Point } from '../drawing.js';
import type { Frame, Palette } from '../frame.js';
import { shade } from '../shade.js';

/** What is usual at a step, both ends included. */
export interface UsualBand {
  readonly low: number;
  readonly high: number;
}

/** By step; null where it is unknown. */
export type UsualSteps = readonly (UsualBand | null)[];

/** Distance that a band reaches over its bar at either side, in text sizes. */
const OVERHANG = 0.55;
const PALENESS = 0.3;
/** How much lighter a bar is where it covers its band. */
const TINT = 0.2;

/** The pale colour behind data. */
export const bandColor = ({ paper, bar }: Pick<Palette, 'paper' | 'bar'>) => shade([paper, bar], PALENESS);

export const highestUsual = (usual: UsualSteps | null) =>
  Math.max(0, ...(usual ?? []).map((range) => range?.high ?? 0));

/** A band behind each bar. */
export function barBands(usual: UsualSteps, thickness: number, { palette, textSize }: Frame): Plugin {
  return {
    id: 'bands',
    beforeDatasetsDraw(chart) {
      const ink = drawingOf(chart);
      ink.fillStyle = bandColor(palette);
      for (const { x, top, bottom } of placesOf(chart, usual)) {
        const half = thickness / 2 + textSize * OVERHANG;
        ink.fillRect(x - half, top, half * 2, bottom - top);
      }
    },
  };
}

/** Lets a band shine through the bar that covers it. */
export function bandsOnBars(
  { usual, values }: { readonly usual: UsualSteps; readonly values: readonly (number | null)[] },
  thickness: number,
  { palette }: Frame,
): Plugin {
  return {
    id: 'bandsOnBars',
    afterDatasetsDraw(chart) {
      const ink = drawingOf(chart);
      const { y } = axesOf(chart);
      ink.fillStyle = shade([palette.accent, palette.paper], TINT);
      for (const { step, x, top, bottom } of placesOf(chart, usual)) {
        const covered = Math.max(top, y.getPixelForValue(values[step] ?? 0));
        if (covered < bottom) ink.fillRect(x - thickness / 2, covered, thickness, bottom - covered);
      }
    },
  };
}

/** One band through all steps, from edge to edge where the first and last are known. */
export function throughBand(usual: UsualSteps, { palette }: Frame): Plugin {
  return {
    id: 'band',
    beforeDatasetsDraw(chart) {
      const ink = drawingOf(chart);
      const { left, right } = chart.chartArea;
      ink.fillStyle = bandColor(palette);
      for (const run of runsOf(placesOf(chart, usual))) {
        const [first, last] = [run[0], run.at(-1)];
        if (!first || !last) continue;
        const reach = halfStep(chart);
        const [from, to] = [Math.max(left, first.x - reach), Math.min(right, last.x + reach)];
        fillArea(ink, [
          { x: from, y: first.top },
          ...run.map(({ x, top }) => ({ x, y: top })),
          { x: to, y: last.top },
          { x: to, y: last.bottom },
          ...run.map(({ x, bottom }) => ({ x, y: bottom })).reverse(),
          { x: from, y: first.bottom },
        ]);
      }
    },
  };
}

function fillArea(ink: ReturnType<typeof drawingOf>, points: readonly Point[]): void {
  ink.beginPath();
  points.forEach(({ x, y }, index) => {
    if (index === 0) ink.moveTo(x, y);
    else ink.lineTo(x, y);
  });
  ink.fill();
}

interface BandPlace {
  readonly step: number;
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
}

function placesOf(chart: Chart, usual: UsualSteps): BandPlace[] {
  const { x, y } = axesOf(chart);
  return usual.flatMap((range, step) =>
    range === null
      ? []
      : [
          {
            step,
            x: x.getPixelForValue(step),
            top: y.getPixelForValue(range.high),
            bottom: y.getPixelForValue(range.low),
          },
        ],
  );
}

/** Half the distance between two steps; the whole width for a single one. */
function halfStep(chart: Chart): number {
  const { x } = axesOf(chart);
  const spacing = Math.abs(x.getPixelForValue(1) - x.getPixelForValue(0));
  return (spacing || chart.chartArea.width) / 2;
}

/** Splits places where a step is missing between them. */
function runsOf(places: readonly BandPlace[]): BandPlace[][] {
  const runs: BandPlace[][] = [];
  for (const place of places) {
    const last = runs.at(-1);
    if (last && last.at(-1)?.step === place.step - 1) last.push(place);
    else runs.push([place]);
  }
  return runs;
}
