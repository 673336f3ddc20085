import { addDays, type Day, type Weekday, weekdayOf } from '../../lib/time/zone.js';
import { type Bucket, type BucketSize, bucketsOf } from '../../schedule/bucket.js';
import { isCut, type Window } from '../../schedule/window.js';

/** Windows as they are compared. */
interface Windows {
  readonly bucket: BucketSize;
  readonly window: Window;
  readonly comparison: Window;
}

/**
 * Windows that do not have the same weekdays equally often, or that are not over, compare by the whole days in them, at equal weekdays.
 * null for all others: their totals compare as they are.
 */
export interface DaysCompared {
  readonly current: readonly Bucket[];
  readonly comparison: readonly Bucket[];
}

export function daysCompared({ bucket, window, comparison }: Windows): DaysCompared | null {
  if (bucket === 'hour') return null;
  const [current, before] = [wholeDays(window), wholeDays(comparison)];
  const equal = !isCut(window) && !isCut(comparison) && profileOf(current) === profileOf(before);
  return equal ? null : { current, comparison: before };
}

/** A day that was not over when the digest was due is left out. */
function wholeDays(window: Window): readonly Bucket[] {
  const { firstDay, lastDay } = window;
  const last = isCut(window) ? addDays(lastDay, -1) : lastDay;
  return firstDay > last ? [] : bucketsOf({ ...window, lastDay: last }, 'day', 'monday');
}

/** How often each weekday occurs. */
const profileOf = (days: readonly Bucket[]) =>
  ([1, 2, 3, 4, 5, 6, 7] as const)
    .map((weekday) => days.filter(({ key }) => weekdayOf(key) === weekday).length)
    .join(' ');

/**
 * What the days of `current` would have if each had the mean of its weekday in the comparison; the mean of all days stands in for a
 * weekday that the comparison lacks. `values` are those of the comparison's days. null without days on either side.
 */
export function expectedOf({ current, comparison }: DaysCompared, values: readonly number[]): number | null {
  if (current.length === 0 || comparison.length === 0) return null;
  const means = weekdayMeans(
    comparison.map(({ key }) => key),
    values,
  );
  const all = values.reduce((sum, value) => sum + value, 0) / values.length;
  return current.reduce((sum, { key }) => sum + (means.get(weekdayOf(key)) ?? all), 0);
}

/**
 * What counts without days of their own are multiplied by to compare: by the conversations of the comparison's weekdays where they are
 * known, else by the number of days.
 */
export function exposureOf(
  days: DaysCompared | null,
  conversations: { readonly before: number; readonly expected: number } | null,
): number {
  if (days === null || days.comparison.length === 0) return 1;
  if (conversations === null || conversations.before === 0)
    return days.current.length / days.comparison.length;
  return conversations.expected / conversations.before;
}

function weekdayMeans(days: readonly Day[], values: readonly number[]): ReadonlyMap<Weekday, number> {
  const sums = new Map<Weekday, { sum: number; count: number }>();
  days.forEach((day, index) => {
    const weekday = weekdayOf(day);
    const { sum, count } = sums.get(weekday) ?? { sum: 0, count: 0 };
    sums.set(weekday, { sum: sum + (values[index] ?? 0), count: count + 1 });
  });
  return new Map([...sums].map(([weekday, { sum, count }]) => [weekday, sum / count]));
}
