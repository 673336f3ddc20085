import type { Holiday } from '../config/config.js';
import { addDays, addMonths, type Day, startOfMonth, weekdayOf } from '../lib/time/zone.js';

/** The names of holidays by day. */
export type DaysOff = ReadonlyMap<Day, string>;

const known = new WeakMap<readonly Holiday[], DaysOff>();

/** Kept by list: every tick asks for those of every digest. */
export function daysOff(holidays: readonly Holiday[]): DaysOff {
  const found = known.get(holidays) ?? new Map(holidays.map(({ day, name }) => [day, name]));
  known.set(holidays, found);
  return found;
}

/** Monday to Friday without holidays. */
const isWorkingDay = (day: Day, off: DaysOff): boolean => weekdayOf(day) <= 5 && !off.has(day);

/** Longer than any holidays. */
const MAX_STEPS = 366;

/** The nearest working day before or after a day, or null within a year. */
export function nearestWorkingDay(day: Day, side: 'before' | 'after', off: DaysOff): Day | null {
  const step = side === 'before' ? -1 : 1;
  for (let steps = 1; steps <= MAX_STEPS; steps++) {
    const near = addDays(day, step * steps);
    if (isWorkingDay(near, off)) return near;
  }
  return null;
}

/** The first or the last working day of the month that begins with `first`; null for a month without one. */
export function workingDayOfMonth(first: Day, end: 'first' | 'last', off: DaysOff): Day | null {
  const outside = end === 'first' ? addDays(first, -1) : addMonths(first, 1);
  const day = nearestWorkingDay(outside, end === 'first' ? 'after' : 'before', off);
  return day !== null && startOfMonth(day) === first ? day : null;
}
