import type { Weekday } from '../../lib/time/zone.js';
import type { WeekStart } from '../config.js';

/** A getter in Node 20, a method in later ones. */
interface WeekInfo {
  readonly weekInfo?: { readonly firstDay: number };
  getWeekInfo?(): { readonly firstDay: number };
}

/** First weekday in charts, Monday 1: as configured, else the locale's. */
export function firstWeekday(weekStart: WeekStart | undefined, locale: string): Weekday {
  if (weekStart !== undefined) return weekStart === 'monday' ? 1 : 7;
  const known: Intl.Locale & WeekInfo = new Intl.Locale(locale);
  const { firstDay } = known.getWeekInfo?.() ?? known.weekInfo ?? { firstDay: 1 };
  return firstDay as Weekday;
}
