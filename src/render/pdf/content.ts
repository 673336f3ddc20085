import { rgb } from '../../lib/contrast.js';
import { remembering } from '../../lib/remember.js';
import type { Strip } from './strips.js';
import type { FillRule, Paint, Segment, Stroke, TextPlace } from './surface.js';

/** Operators of a page's content, for a page whose y axis has been turned downwards. */

export const filled = (outline: readonly Segment[], { color }: Pick<Paint, 'color'>, rule: FillRule) =>
  `${colorOf(color)} rg${pathOf(outline)} ${rule === 'evenodd' ? 'f*' : 'f'}`;

export const clipped = (outline: readonly Segment[], rule: FillRule) =>
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

/** Text in one font from a place on the page. */
export function shown(
  strips: readonly Strip[],
  { x, y, angle }: Pick<TextPlace, 'x' | 'y' | 'angle'>,
  { font, size, color }: { readonly font: string; readonly size: number; readonly color: string },
): string {
  const [along, down] = [Math.cos(angle), Math.sin(angle)];
  const lines = strips.map((strip) => {
    const [ahead, up] = [(strip.x * size) / 1000, (strip.y * size) / 1000];
    const at = `${exact(x + ahead * along + up * down)} ${exact(y + ahead * down - up * along)}`;
    return `${exact(along)} ${exact(down)} ${exact(down)} ${exact(-along)} ${at} Tm [${strip.shown}] TJ`;
  });
  return `BT ${colorOf(color)} rg /${font} ${exact(size)} Tf ${lines.join(' ')} ET`;
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

const COLORS_KEPT = 1_000;
const colors = remembering<string>(COLORS_KEPT);
const colorOf = (color: string) => colors(color, () => partsOf(color));
const partsOf = (color: string) =>
  rgb(color)
    .map((part) => exact(part / 255))
    .join(' ');
const short = (length: number) => Math.round(length * 100) / 100;
const exact = (length: number) => Math.round(length * 10_000) / 10_000;
