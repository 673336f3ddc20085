import type { KnownDay } from '../days.js';
import { clamp, medianOf, REACH, robustSpread } from '../robust.js';

export const WEEK = 7;

/** A day's weekday as 0 to 6, by a numbering of its own: only which days are alike matters. */
export const weekdayIndex = (number: number): number => number % WEEK;

/** A known day of the history. */
export interface HistoryDay {
  readonly weekday: number;
  /** Weeks before the history's last seven days, which are 0. */
  readonly age: number;
  readonly count: number;
  /** The count, pulled in to what its weekday usually has. */
  readonly winsorised: number;
}

/** Days with outliers pulled in; `last` is the number of the last day of the history. */
export function historyGrid(days: readonly KnownDay[], last: number): readonly HistoryDay[] {
  const counts: number[][] = [[], [], [], [], [], [], []];
  for (const { number, value } of days) counts[weekdayIndex(number)]?.push(value);
  const medians = counts.map(medianOf);
  const spread = pooledSpread(counts, medians);
  const reaches = counts.map((values, weekday) => {
    const median = medians[weekday] ?? 0;
    const own = robustSpread(values.map((value) => value - median));
    return REACH * Math.max(own, spread * Math.sqrt(median + 1));
  });
  return days.map(({ number, value }) => {
    const weekday = weekdayIndex(number);
    const median = medians[weekday] ?? 0;
    const reach = reaches[weekday] ?? 0;
    return {
      weekday,
      age: Math.floor((last - number) / WEEK),
      count: value,
      winsorised: clamp(value, median - reach, median + reach),
    };
  });
}

/**
 * Standard deviation of all counts around their weekday's median, relative to the root of it; at least 1. Eight values of one weekday are too few to
 * tell it: where they happen to lie close together, ordinary counts would be pulled in, and the more so from above, which lowers the mean.
 */
function pooledSpread(counts: readonly (readonly number[])[], medians: readonly number[]): number {
  const residuals: number[] = [];
  for (const [weekday, values] of counts.entries()) {
    const median = medians[weekday] ?? 0;
    const root = Math.sqrt(Math.max(median, 1));
    for (const value of values) residuals.push((value - median) / root);
  }
  return Math.max(robustSpread(residuals), 1);
}
