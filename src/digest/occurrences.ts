import { weekdayOf } from '../lib/zone.js';
import { bucketsOf } from '../schedule/bucket.js';
import type { Window } from '../schedule/window.js';

/**
 * How many days of a window had each hour of the week: seven rows, Monday first, of 24 hours. An hour that the clocks skip
 * is not counted, one that they repeat is counted once, and one that began at `until` or later has not come yet.
 */
export function occurrencesOf(window: Window, until: number): readonly (readonly number[])[] {
  const counts = Array.from({ length: 7 }, () => new Array<number>(24).fill(0));
  const seen = new Set<string>();
  for (const { key, from } of bucketsOf(window, 'hour', 'monday')) {
    const dayAndHour = key.slice(0, 13);
    if (from >= until || seen.has(dayAndHour)) continue;
    seen.add(dayAndHour);
    const row = counts[weekdayOf(dayAndHour.slice(0, 10)) - 1];
    const hour = Number(dayAndHour.slice(11));
    if (row) row[hour] = (row[hour] ?? 0) + 1;
  }
  return counts;
}
