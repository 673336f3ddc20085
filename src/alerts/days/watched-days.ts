import { type DayCount, dayNumber } from '../../baseline/days.js';
import type { Day } from '../../lib/time/zone.js';
import { type DayHistory, HISTORY_DAYS, type IsHoliday } from '../history.js';

/** Between the days that are learnt from and the judged day. */
export const GUARD_DAYS = 7;

type Counted = keyof DayHistory['counts'];

/** All known counts up to the judged day, which is last; none where it is not among them. */
export function countsUntil(day: Day, { counts }: DayHistory, of: Counted): readonly DayCount[] {
  const days = counts[of] ?? [];
  const last = days.at(-1);
  if (last === undefined || last.day === day) return days;
  const later = dayNumber(last.day) - dayNumber(day);
  return later < 0 ? [] : days.slice(0, Math.max(days.length - later, 0));
}

/** The history of the judged day and the day itself, holidays as missing. */
export function watchedDays(days: readonly DayCount[], isHoliday: IsHoliday): readonly DayCount[] {
  return days
    .slice(-HISTORY_DAYS - 1)
    .map((one) => (one.value !== null && isHoliday(one.day) ? { day: one.day, value: null } : one));
}

/** The days of `watchedDays` that tell what is usual on the last of them. */
export const learntDays = (watched: readonly DayCount[]): readonly DayCount[] =>
  watched.slice(0, -GUARD_DAYS - 1);
