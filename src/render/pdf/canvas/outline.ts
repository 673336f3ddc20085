import { apply, type Matrix } from './matrix.js';
import type { Segment } from './surface.js';

interface Arc {
  readonly x: number;
  readonly y: number;
  readonly radiusX: number;
  readonly radiusY: number;
  readonly rotation: number;
  readonly start: number;
  readonly end: number;
  readonly counterclockwise: boolean;
}

interface Rounded {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly radius: number;
}

const TURN = 2 * Math.PI;
/** Distance of the control points from the ends of a quarter circle drawn as one Bézier curve, in radii. */
const KAPPA = (4 / 3) * Math.tan(Math.PI / 8);

/** Collects a canvas path. The transform applies to each point as it is added, as the canvas standard requires. */
export class Outline {
  readonly #segments: Segment[] = [];
  #last: { x: number; y: number } | null = null;

  get segments(): readonly Segment[] {
    return this.#segments;
  }

  move(matrix: Matrix, x: number, y: number): void {
    this.#segments.push({ to: 'move', ...apply(matrix, x, y) });
    this.#last = { x, y };
  }

  line(matrix: Matrix, x: number, y: number): void {
    this.#segments.push({ to: this.#last ? 'line' : 'move', ...apply(matrix, x, y) });
    this.#last = { x, y };
  }

  curve(matrix: Matrix, points: readonly [number, number, number, number, number, number]): void {
    if (!this.#last) this.move(matrix, points[0], points[1]);
    const first = apply(matrix, points[0], points[1]);
    const second = apply(matrix, points[2], points[3]);
    const { x, y } = apply(matrix, points[4], points[5]);
    this.#segments.push({ to: 'curve', x1: first.x, y1: first.y, x2: second.x, y2: second.y, x, y });
    this.#last = { x: points[4], y: points[5] };
  }

  /** A quadratic Bézier curve, stored as a cubic one: PDF has no other. */
  quadratic(matrix: Matrix, points: readonly [number, number, number, number]): void {
    const [handleX, handleY, x, y] = points;
    const from = this.#last ?? { x: handleX, y: handleY };
    const third = (end: number, handle: number) => end + (2 / 3) * (handle - end);
    this.curve(matrix, [
      third(from.x, handleX),
      third(from.y, handleY),
      third(x, handleX),
      third(y, handleY),
      x,
      y,
    ]);
  }

  /** An arc as Bézier curves of at most 90° each. */
  arc(matrix: Matrix, arc: Arc): void {
    const sweep = sweepOf(arc);
    const pieces = Math.max(1, Math.ceil(Math.abs(sweep) / (Math.PI / 2) - 1e-9));
    const step = sweep / pieces;
    const handle = (4 / 3) * Math.tan(step / 4);
    const start = pointOn(arc, arc.start, 0);
    this.line(matrix, start.x, start.y);
    for (let piece = 0; piece < pieces; piece += 1) {
      const from = arc.start + piece * step;
      const first = pointOn(arc, from, handle);
      const second = pointOn(arc, from + step, -handle);
      const end = pointOn(arc, from + step, 0);
      this.curve(matrix, [first.x, first.y, second.x, second.y, end.x, end.y]);
    }
  }

  /** A rectangle with rounded corners. */
  rounded(matrix: Matrix, { x, y, width, height, radius }: Rounded): void {
    const [right, bottom, near] = [x + width, y + height, radius * (1 - KAPPA)];
    this.move(matrix, x + radius, y);
    this.line(matrix, right - radius, y);
    this.curve(matrix, [right - near, y, right, y + near, right, y + radius]);
    this.line(matrix, right, bottom - radius);
    this.curve(matrix, [right, bottom - near, right - near, bottom, right - radius, bottom]);
    this.line(matrix, x + radius, bottom);
    this.curve(matrix, [x + near, bottom, x, bottom - near, x, bottom - radius]);
    this.line(matrix, x, y + radius);
    this.curve(matrix, [x, y + near, x + near, y, x + radius, y]);
    this.close();
  }

  close(): void {
    if (this.#segments.length > 0) this.#segments.push({ to: 'close' });
  }
}

function sweepOf({ start, end, counterclockwise }: Arc): number {
  const sweep = end - start;
  if (counterclockwise) return sweep <= -TURN ? -TURN : (sweep % TURN) - (sweep % TURN > 0 ? TURN : 0);
  return sweep >= TURN ? TURN : (sweep % TURN) + (sweep % TURN < 0 ? TURN : 0);
}

/** The point at an angle, moved along the tangent there by `ahead` radii. */
function pointOn({ x, y, radiusX, radiusY, rotation }: Arc, angle: number, ahead: number) {
  const along = (Math.cos(angle) - ahead * Math.sin(angle)) * radiusX;
  const across = (Math.sin(angle) + ahead * Math.cos(angle)) * radiusY;
  return {
    x: x + along * Math.cos(rotation) - across * Math.sin(rotation),
    y: y + along * Math.sin(rotation) + across * Math.cos(rotation),
  };
}
