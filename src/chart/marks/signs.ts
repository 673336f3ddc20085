import { type Drawing, type Point, rule } from '../drawing.js';
import type { Frame } from '../frame.js';

/** What an interaction is named for. */
export type SignKind = 'handover' | 'goal' | 'problem';

/** The width that a sign and the space after it take, in text sizes. */
export const SIGN_WIDTH = 1.25;

type Stroke = readonly (readonly [x: number, y: number])[];

/** An arrow, a tick and a cross: in grey print, colour does not tell. Units are text sizes from the left and the middle. */
const SHAPES: Readonly<Record<SignKind, readonly Stroke[]>> = {
  handover: [
    [
      [0, 0],
      [0.72, 0],
    ],
    [
      [0.42, -0.27],
      [0.72, 0],
      [0.42, 0.27],
    ],
  ],
  goal: [
    [
      [0.04, 0.02],
      [0.27, 0.27],
      [0.7, -0.28],
    ],
  ],
  problem: [
    [
      [0.1, -0.26],
      [0.62, 0.26],
    ],
    [
      [0.1, 0.26],
      [0.62, -0.26],
    ],
  ],
};

/** Draws a sign right of the point and vertically centred at it. */
export function sign(ink: Drawing, kind: SignKind, at: Point, { palette, textSize }: Frame): void {
  const color = { handover: palette.secondary, goal: palette.accent, problem: palette.attention }[kind];
  for (const stroke of SHAPES[kind]) {
    const points = stroke.map(([x, y]) => ({ x: at.x + x * textSize, y: at.y + y * textSize }));
    points.slice(1).forEach((point, index) => {
      rule(ink, points[index] ?? point, point, { color, width: textSize * 0.15 });
    });
  }
}
