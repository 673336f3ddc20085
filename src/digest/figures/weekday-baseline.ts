import type { DayCount } from '../../baseline/days.js';
import type { Weekday } from '../../lib/time/zone.js';
import { weekdayOf } from '../../lib/time/zone.js';

export type { DayCount };

/** The usual range of one weekday. */
export interface WeekdayBaseline {
  /** The median of the counts. */
  readonly middle: number;
  /** A robust estimate of the standard deviation; never zero. */
  readonly spread: number;
  /** The number of days it is computed from. */
  readonly weeks: number;
}

/** Scales a median absolute deviation to the standard deviation of a normal distribution. */
const NORMAL = 1.4826;

/** The minimum spread relative to the count: a few equal days do not make the next one an outlier. */
const MIN_SPREAD = 0.05;

/**
 * The baseline of each weekday, by median and median absolute deviation. Missing days and days before the first conversation are
 * ignored. The spread is at least that of a Poisson distribution, the square root of the median.
 */
export function weekdayBaselines(days: readonly DayCount[]): ReadonlyMap<Weekday, WeekdayBaseline> {
  const begun = days.findIndex(({ value }) => value !== null && value > 0);
  const byWeekday = new Map<Weekday, number[]>();
  for (const { day, value } of begun < 0 ? [] : days.slice(begun)) {
    if (value === null) continue;
    const weekday = weekdayOf(day);
    byWeekday.set(weekday, [...(byWeekday.get(weekday) ?? []), value]);
  }
  return new Map([...byWeekday].map(([weekday, values]) => [weekday, usualOf(values)]));
}

function usualOf(values: readonly number[]): WeekdayBaseline {
  const middle = median(values);
  const deviation = median(values.map((value) => Math.abs(value - middle)));
  const spread = Math.max(NORMAL * deviation, Math.sqrt(middle), MIN_SPREAD * middle, 1);
  return { middle, spread, weeks: values.length };
}

/** The median; `values` must not be empty. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const upper = sorted[Math.floor(half)] ?? 0;
  return Number.isInteger(half) ? ((sorted[half - 1] ?? 0) + upper) / 2 : upper;
}
