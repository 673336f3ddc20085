import type { Snapshot } from '../../chatbot/snapshot.js';
import type { Holiday } from '../../config/config.js';
import type { Day } from '../../lib/time/zone.js';
import type { Window } from '../../schedule/window.js';
import { daysCompared } from './equal-weekdays.js';

/** The names of holidays by day. */
export type HolidayNames = ReadonlyMap<Day, string>;

/** Holidays of a window, in order. */
export const holidaysIn = (
  holidays: readonly Holiday[],
  window: Pick<Window, 'firstDay' | 'lastDay'> | null,
) => holidays.filter(({ day }) => window !== null && window.firstDay <= day && day <= window.lastDay);

/** Nothing is known of holidays: for what is learnt from days and for silence. */
export const withoutHolidays = <Of extends { readonly day: Day; readonly value: number | null }>(
  days: readonly Of[],
  holidays: HolidayNames,
): readonly Of[] =>
  holidays.size === 0 ? days : days.map((one) => (holidays.has(one.day) ? { ...one, value: null } : one));

/** The snapshot without its comparison where holidays leave nothing to compare. */
export function comparable(snapshot: Snapshot, holidays: HolidayNames): Snapshot {
  const { bucket, window, comparison, bots } = snapshot;
  const days = comparison && daysCompared({ bucket, window, comparison, holidays });
  if (!days || days.leftOut.length === 0 || days.current.length > 0) return snapshot;
  return {
    ...snapshot,
    comparison: null,
    bots: bots.map((bot) => ({ ...bot, answers: bot.answers.filter((one) => one.window !== 'comparison') })),
  };
}
