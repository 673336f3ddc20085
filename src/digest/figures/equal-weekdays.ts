import { addDays, type Day, localTime, type Weekday, weekdayOf } from '../../lib/time/zone.js';
import { type Bucket, type BucketSize, bucketsOf } from '../../schedule/bucket.js';
import { isCut, type Window, windowOf } from '../../schedule/window.js';

/** Windows as they are compared. */
interface Windows {
  readonly bucket: BucketSize;
  readonly window: Window;
  readonly comparison: Window;
  /** By day. */
  readonly holidays: ReadonlyMap<Day, string>;
}

/**
 * Windows that do not have the same weekdays equally often, that are not over or that have holidays compare by the whole days in them, at
 * equal weekdays. null for all others: their totals compare as they are.
 */
export interface DaysCompared {
  readonly current: readonly Bucket[];
  readonly comparison: readonly Bucket[];
  /** The length of the window relative to the comparison's, days that were not over included. */
  readonly ratio: number;
  /** Holidays of both windows, which are no days here, and neither are weekdays that one side does not have without them. */
  readonly leftOut: readonly Day[];
}

export function daysCompared({ bucket, window, comparison, holidays }: Windows): DaysCompared | null {
  const leftOut = [...holidays.keys()].filter((day) =>
    [window, comparison].some(({ firstDay, lastDay }) => firstDay <= day && day <= lastDay),
  );
  if (bucket === 'hour' && leftOut.length === 0) return null;
  const [current, before] = [wholeDays(window), wholeDays(comparison)];
  const ratio = (current.length + partOf(window)) / (before.length + partOf(comparison));
  if (leftOut.length > 0) return { ...sharedWeekdays(current, before, holidays), ratio, leftOut };
  const equal = !isCut(window) && !isCut(comparison) && profileOf(current) === profileOf(before);
  if (equal) return null;
  return { current, comparison: before, ratio, leftOut };
}

/** The days of weekdays that both sides have without holidays. */
function sharedWeekdays(
  current: readonly Bucket[],
  before: readonly Bucket[],
  holidays: Windows['holidays'],
): Pick<DaysCompared, 'current' | 'comparison'> {
  const kept = (days: readonly Bucket[]) => days.filter(({ key }) => !holidays.has(key));
  const of = (days: readonly Bucket[], others: readonly Bucket[]) => {
    const weekdays = new Set(kept(others).map(({ key }) => weekdayOf(key)));
    return kept(days).filter(({ key }) => weekdays.has(weekdayOf(key)));
  };
  return { current: of(current, before), comparison: of(before, current) };
}

/** A day that was not over when the digest was due is left out. */
function wholeDays(window: Window): readonly Bucket[] {
  const { zone, firstDay, lastDay } = window;
  const last = isCut(window) ? addDays(lastDay, -1) : lastDay;
  return firstDay > last ? [] : bucketsOf(windowOf(zone, [firstDay, last]), 'day', 'monday');
}

/** The part of a day that had come, by the clock, of one that was not over. */
function partOf(window: Window): number {
  if (!isCut(window)) return 0;
  const { hour, minute } = localTime(window.zone, window.to);
  return (60 * hour + minute) / 1440;
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

/** Conversations of whole days at equal weekdays, and the window's, which has a part of a day as well where it was not over. */
interface Talk {
  readonly now: number;
  readonly before: number;
  readonly expected: number;
  readonly total: number;
}

/**
 * What counts without days of their own are multiplied by to compare: by the conversations of the comparison's weekdays where they are
 * known, else by the length of the windows; null where that has holidays.
 */
export function exposureOf(days: DaysCompared | null, talk: Talk | null): number | null {
  if (days === null || days.comparison.length === 0) return 1;
  const unknown = days.leftOut.length > 0 ? null : days.ratio;
  if (talk === null || talk.before === 0) return unknown;
  const { now, before, expected, total } = talk;
  if (total === now) return expected / before;
  return now === 0 ? unknown : ((expected / now) * total) / before;
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
