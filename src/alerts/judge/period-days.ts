import type { LevelRule, WeekStart } from '../../config/config.js';
import { addDays, addMonths, type Day, daysBetween, startOfMonth, startOfYear } from '../../lib/time/zone.js';
import { startOfWeek } from '../../schedule/week.js';

export type PeriodOfRule = NonNullable<LevelRule['within']>;

/** The first and last day of a period. */
export interface PeriodDays {
  readonly from: Day;
  readonly to: Day;
}

/** The period of a rule that holds a day. */
export function periodOf(within: PeriodOfRule, day: Day, weekStart: WeekStart): PeriodDays {
  if (within === 'thisWeek') {
    const from = startOfWeek(day, weekStart);
    return { from, to: addDays(from, 6) };
  }
  const month = startOfMonth(day);
  if (within === 'thisMonth') return monthsFrom(month, 1);
  if (within === 'thisYear') return monthsFrom(startOfYear(day), 12);
  return monthsFrom(addMonths(month, -((Number(day.slice(5, 7)) - 1) % 3)), 3);
}

const monthsFrom = (from: Day, months: number): PeriodDays => ({
  from,
  to: addDays(addMonths(from, months), -1),
});

/** Every day after `day` up to the end of a period. */
export const daysAfter = (day: Day, { to }: PeriodDays): readonly Day[] =>
  Array.from({ length: Math.max(daysBetween(day, to), 0) }, (_, index) => addDays(day, index + 1));
