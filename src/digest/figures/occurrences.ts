import { addDays, type Day, startOfDay, weekdayOf } from '../../lib/time/zone.js';
import { bucketsOf } from '../../schedule/bucket.js';
import { type Window, windowOf } from '../../schedule/window.js';

const HOUR = 3_600_000;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/**
 * The number of days in a window that had each hour of the week: seven rows, Monday first, of 24 hours. An hour skipped by a clock
 * change does not count, a repeated one counts once, and one that begins at `until` (epoch ms) or later does not count.
 */
export function occurrencesOf(
  { zone, firstDay, lastDay }: Window,
  until: number,
): readonly (readonly number[])[] {
  const counts = Array.from({ length: 7 }, () => HOURS.map(() => 0));
  for (let day = firstDay; day <= lastDay; day = addDays(day, 1)) {
    const row = counts[weekdayOf(day) - 1] ?? [];
    for (const hour of hoursOf(zone, day, until)) row[hour] = (row[hour] ?? 0) + 1;
  }
  return counts;
}

/** The hours of a local day that begin before `until`; days without a clock change are computed faster. */
function hoursOf(zone: string, day: Day, until: number): Iterable<number> {
  const from = startOfDay(zone, day);
  if (startOfDay(zone, addDays(day, 1)) - from === 24 * HOUR)
    return HOURS.filter((hour) => from + hour * HOUR < until);
  const steps = bucketsOf(windowOf(zone, [day, day]), 'hour', 'monday');
  return new Set(steps.filter((step) => step.from < until).map(({ key }) => Number(key.slice(11, 13))));
}
