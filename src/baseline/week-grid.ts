import { dayNumber, type KnownDay } from './days.js';
import { winsorise } from './winsorise.js';

export const WEEK = 7;

/** A day's weekday as 0 to 6, by a numbering of its own: only which days are alike matters. */
export const weekdayIndex = (number: number): number => number % WEEK;

/** A day of the history. */
export interface HistoryDay {
  readonly weekday: number;
  /** Weeks before the history's last week, which is 0. */
  readonly age: number;
  readonly count: number;
  /** The count, pulled in to what its weekday usually has. */
  readonly winsorised: number;
}

/** Days as cells of a grid of weeks by weekdays; `last` is the number of the last day of the history. */
export function gridOf(days: readonly KnownDay[], last: number): readonly HistoryDay[] {
  const byWeekday: { readonly age: number; readonly count: number }[][] = Array.from(
    { length: WEEK },
    () => [],
  );
  for (const { day, value } of days) {
    const number = dayNumber(day);
    byWeekday[weekdayIndex(number)]?.push({ age: Math.floor((last - number) / WEEK), count: value });
  }
  return byWeekday.flatMap((alike, weekday) => {
    const winsorised = winsorise(
      alike.map(({ count }) => count),
      (median) => Math.max(Math.sqrt(median), 1),
    );
    return alike.map(({ age, count }, index) => ({
      weekday,
      age,
      count,
      winsorised: winsorised[index] ?? count,
    }));
  });
}

/** Sums of `value` by `key`, which is a small whole number. */
export function sumBy(
  cells: readonly HistoryDay[],
  key: (cell: HistoryDay) => number,
  value: (cell: HistoryDay) => number,
): readonly number[] {
  const sums: number[] = [];
  for (const cell of cells) {
    const at = key(cell);
    while (sums.length <= at) sums.push(0);
    sums[at] = (sums[at] ?? 0) + value(cell);
  }
  return sums;
}
