import { addDays, type Day, startOfDay, weekdayOf } from '../../lib/time/zone.js';
import { bucketsOf } from '../../schedule/bucket.js';
import { type Window, windowOf } from '../../schedule/window.js';

const HOUR = 3_600_000;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/**
 * How many days of a window had each hour of the week: seven rows, Monday first, of 24 hours. An hour that the clocks skip
 * is not counted, one that they repeat is counted once, and one that began at `until` or later has not come yet.
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

/** The hours of a local day before `until`; days without a clock change take the short path. */
function hoursOf(zone: string, day: Day, until: number): Iterable<number> {
  const from = startOfDay(zone, day);
  if (startOfDay(zone, addDays(day, 1)) - from === 24 * HOUR)
    return HOURS.filter((hour) => from + hour * HOUR < until);
  const steps = bucketsOf(windowOf(zone, [day, day]), 'hour', 'monday');
  return new Set(steps.filter((step) => step.from < until).map(({ key }) => Number(key.slice(11, 13))));
}
