import type { Holiday } from '../config.js';
import type { HolidaysInput } from '../schema/holidays.js';
import type { Calendars } from './calendars.js';

/**
 * The holidays of a digest or an alert, in order, one a day: its own `holidays:` or else the common ones. Names are in the locale's language
 * where the calendar has it, else in the country's; days of the file keep theirs, and none is an empty name.
 */
export function resolveHolidays(
  own: HolidaysInput | undefined,
  common: HolidaysInput,
  { locale, calendars }: { readonly locale: string; readonly calendars: Calendars },
): readonly Holiday[] {
  const { country, region, extra, except } = own ?? common;
  const language = new Intl.Locale(locale).language;
  const national = country === null ? [] : calendars.days({ country, region }, language);
  if (extra.length + except.length === 0) return national;
  const byDay = new Map(national.map((holiday) => [holiday.day, holiday]));
  for (const holiday of extra)
    byDay.set(holiday.day, { ...holiday, name: holiday.name || (byDay.get(holiday.day)?.name ?? '') });
  for (const day of except) byDay.delete(day);
  return [...byDay.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}
