import type { DayCount } from '../../baseline/days.js';
import type { Weekday } from '../../lib/time/zone.js';
import { weekdayOf } from '../../lib/time/zone.js';

export type { DayCount };

/** The usual range of one weekday. */
export interface WeekdayBaseline {
  /** Their median. */
  readonly middle: number;
  /** Their robust standard deviation; never zero. */
  readonly spread: number;
  /** The number of days it is computed from. */
  readonly weeks: number;
}

/** Scales a median absolute deviation to the standard deviation of a normal distribution. */
const NORMAL = 1.4826;

/** The minimum spread relative to the count: a few equal days do not make the next one an outlier. */
const MIN_SPREAD = 0.05;

/**
 * What is usual on each weekday, by median and median absolute deviation. Days before the first with any count do not
 * tell: nothing had begun. Missing days do not either. The spread is at least that of pure chance, the root of the count.
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

/** The middle value, or the mean of the two in the middle. Takes at least one. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const upper = sorted[Math.floor(half)] ?? 0;
  return Number.isInteger(half) ? ((sorted[half - 1] ?? 0) + upper) / 2 : upper;
}
