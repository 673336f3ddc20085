import { bandColor } from '../../../chart/marks/band.js';
import type { Theme } from '../../../config/config.js';
import type { TableCell } from '../../../digest/digest.js';
import type { Box, DrawItem } from '../page/draw-item.js';
import { linesThrough, pointsOf } from './spark.js';

interface SmallLine {
  readonly values: readonly (number | null)[];
  readonly usual: TableCell['usual'];
  /** The upper end of the scale, which starts at zero. */
  readonly max: number;
}

/** A line with gaps for missing values, its band behind it and a dot at its last step. */
export function smallLine({ values, usual, max }: SmallLine, box: Box, theme: Theme): DrawItem[] {
  const scale = { low: 0, high: max };
  const points = pointsOf(values, box, scale);
  const end = points.at(-1);
  const dot: DrawItem[] = end?.known
    ? [{ kind: 'dot', x: end.x, y: end.y, radius: 1.7, color: theme.accent }]
    : [];
  return [
    ...(usual ? [band(usual, scale, { box, theme })] : []),
    ...linesThrough(points, theme.secondary, 1),
    ...dot,
  ];
}

function band(
  { low, high }: { readonly low: number; readonly high: number },
  scale: { readonly low: number; readonly high: number },
  { box, theme }: { readonly box: Box; readonly theme: Theme },
): DrawItem {
  const [top, bottom] = pointsOf([high, low], box, scale);
  const y = top?.y ?? 0;
  const height = Math.max((bottom?.y ?? 0) - y, 0.6);
  const color = bandColor({ paper: '#ffffff', bar: theme.bar });
  return { kind: 'bar', x: box.x, y, width: box.width, height, color };
}
