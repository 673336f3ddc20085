import { rgb } from '../../../lib/contrast.js';
import type { OutlineStep } from '../../fonts/shaping.js';
import type { FillRule, Paint, Segment, Stroke, TextPlace } from '../canvas/surface.js';
import type { PdfGlyphRun, PlacedOutline } from './glyph-runs.js';

// Content stream operators, for a page whose y axis points downwards.

export const filled = (outline: readonly Segment[], { color }: Pick<Paint, 'color'>, rule: FillRule) =>
  `${colorOf(color)} rg${pathOf(outline)} ${rule === 'evenodd' ? 'f*' : 'f'}`;

export const clippedPath = (outline: readonly Segment[], rule: FillRule) =>
  `${pathOf(outline)} ${rule === 'evenodd' ? 'W*' : 'W'} n`;

export function stroked(
  outline: readonly Segment[],
  { color, width, cap, join, dash, dashOffset }: Stroke,
): string {
  const pen = `${short(width)} w ${CAPS[cap]} J ${JOINS[join]} j [${dash.map(short).join(' ')}] ${short(dashOffset)} d`;
  return `${colorOf(color)} RG ${pen}${pathOf(outline)} S`;
}

const CAPS = { butt: 0, round: 1, square: 2 } as const;
const JOINS = { miter: 0, round: 1, bevel: 2 } as const;

/** A text object in one font; each run has its own text matrix. */
export function shownGlyphs(
  runs: readonly PdfGlyphRun[],
  { x, y, angle }: Pick<TextPlace, 'x' | 'y' | 'angle'>,
  { font, size, color }: { readonly font: string; readonly size: number; readonly color: string },
): string {
  const [along, down] = [Math.cos(angle), Math.sin(angle)];
  const lines = runs.map((run) => {
    const [ahead, up] = [(run.x * size) / 1000, (run.y * size) / 1000];
    const at = `${exact(x + ahead * along + up * down)} ${exact(y + ahead * down - up * along)}`;
    return `${exact(along)} ${exact(down)} ${exact(down)} ${exact(-along)} ${at} Tm [${run.shown}] TJ`;
  });
  return `BT ${colorOf(color)} rg /${font} ${exact(size)} Tf ${lines.join(' ')} ET`;
}

/** Fills glyph outlines in the current colour; `x` and `y` are the origin of the text that they belong to. */
export function drawn(
  outlines: readonly PlacedOutline[],
  { x, y, angle }: Pick<TextPlace, 'x' | 'y' | 'angle'>,
  size: number,
): string {
  const [along, down] = [(Math.cos(angle) * size) / 1000, (Math.sin(angle) * size) / 1000];
  const turn = [along, down, down, -along].map(fine).join(' ');
  const parts = outlines.map(({ x: ahead, y: up, steps }) => {
    const at = `${exact(x + ahead * along + up * down)} ${exact(y + ahead * down - up * along)}`;
    return `q ${turn} ${at} cm${stepsOf(steps)} f Q`;
  });
  return parts.join(' ');
}

function stepsOf(steps: readonly OutlineStep[]): string {
  let path = '';
  let [x, y] = [0, 0];
  for (const { type, values } of steps) {
    const points = type === 'Q' ? cubic([x, y], values) : values;
    path += ` ${[...points.map(short), OPERATORS[type]].join(' ')}`;
    [x = x, y = y] = values.slice(-2);
  }
  return path;
}

const OPERATORS: Readonly<Record<string, string>> = { M: 'm', L: 'l', Q: 'c', C: 'c', Z: 'h' };

/** Control points of the cubic curve equal to a quadratic one. */
function cubic(
  [fromX, fromY]: readonly [number, number],
  [handleX = 0, handleY = 0, x = 0, y = 0]: readonly number[],
): number[] {
  const third = (end: number, handle: number) => end + (2 / 3) * (handle - end);
  return [third(fromX, handleX), third(fromY, handleY), third(x, handleX), third(y, handleY), x, y];
}

function pathOf(outline: readonly Segment[]): string {
  let path = '';
  for (const segment of outline) {
    if (segment.to === 'close') path += ' h';
    else if (segment.to === 'curve')
      path += ` ${short(segment.x1)} ${short(segment.y1)} ${short(segment.x2)} ${short(segment.y2)} ${short(segment.x)} ${short(segment.y)} c`;
    else path += ` ${short(segment.x)} ${short(segment.y)} ${segment.to === 'move' ? 'm' : 'l'}`;
  }
  return path;
}

function colorOf(color: string): string {
  const [red, green, blue] = rgb(color);
  return `${exact(red / 255)} ${exact(green / 255)} ${exact(blue / 255)}`;
}
const short = (length: number) => Math.round(length * 100) / 100;
const fine = (factor: number) => Math.round(factor * 1e7) / 1e7;
const exact = (length: number) => Math.round(length * 10_000) / 10_000;
