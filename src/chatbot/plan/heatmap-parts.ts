import { offsetIntervals } from '../../lib/time/zone.js';
import type { Window } from '../../schedule/window.js';

/** One heatmap request: its range (epoch ms), and the UTC offset of its hours in minutes. */
export interface HeatmapPart {
  readonly from: number;
  readonly to: number;
  readonly offset: number;
}

/**
 * The heatmap requests of a window. Only the fraction of an hour in the zone's offset is requested (30 for +05:30 and for
 * −03:30); whole hours are shifted locally, since the API takes no more than ±12 hours. One offset cannot cover a clock
 * change: the window is split there. In a zone with whole hours null is returned instead: hourly conversations give the
 * heatmap then.
 */
export function heatmapParts({ zone, from, to }: Window): HeatmapPart[] | null {
  const parts = [...offsetIntervals(zone, from, to)].map((interval) => ({
    from: interval.from,
    to: interval.to,
    offset: ((interval.offset % 60) + 60) % 60,
  }));
  const wholeHours = parts.every(({ offset }) => offset === 0);
  return wholeHours && parts.length > 1 ? null : parts;
}
