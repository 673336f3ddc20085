import { offsetIntervals } from '../../lib/time/zone.js';
import type { Window } from '../../schedule/window.js';

/** One heatmap request: its range, and how many minutes its clocks are ahead of UTC. */
export interface HeatmapPart {
  readonly from: number;
  readonly to: number;
  readonly offset: number;
}

/**
 * The heatmap requests of a window. The API is asked for no more than the part of an hour in the zone's offset (30 of
 * +05:30, 30 of −03:30); whole hours are turned locally, also where they lie beyond the ±12 hours it takes. One offset
 * cannot describe a clock change: the window is cut there, or, in a zone of whole hours, null says that the heatmap is
 * to be made from hourly conversations.
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
