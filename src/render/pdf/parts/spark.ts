import type { Theme } from '../../../config/config.js';
import type { Box, DrawItem } from '../page/draw-item.js';

interface LinePoint {
  readonly x: number;
  readonly y: number;
  readonly known: boolean;
}

/** A line between its lowest and highest value, with a dot at its end and gaps for missing values. */
export function spark(values: readonly (number | null)[], box: Box, theme: Theme): DrawItem[] {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return [];
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const points = pointsOf(values, box, { low, high });
  const end = points.findLast((point) => point.known);
  const dot: DrawItem[] = end ? [{ kind: 'dot', x: end.x, y: end.y, radius: 1.9, color: theme.accent }] : [];
  return [...linesThrough(points, theme.comparison, 1.1), ...dot];
}

/** Where values are in a box whose lower and upper edge are `low` and `high`. */
export function pointsOf(
  values: readonly (number | null)[],
  { x, y, width, height }: Box,
  { low, high }: { readonly low: number; readonly high: number },
): LinePoint[] {
  return values.map((value, index) => ({
    x: x + (index / Math.max(values.length - 1, 1)) * width,
    y: y + height * (1 - ((value ?? low) - low) / (high - low || 1)),
    known: value !== null,
  }));
}

/** A line for each run of two or more known points. */
export function linesThrough(points: readonly LinePoint[], color: string, width: number): DrawItem[] {
  const parts: LinePoint[][] = [[]];
  for (const point of points) {
    if (point.known) parts.at(-1)?.push(point);
    else parts.push([]);
  }
  return parts
    .filter((part) => part.length > 1)
    .map((part): DrawItem => ({ kind: 'line', points: part, color, width }));
}
