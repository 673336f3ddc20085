import { type Day, localTime, type Weekday } from '../../lib/time/zone.js';
import { type NumberFormat, normal, numberFormat } from './number-format.js';

/** Formats numbers and dates in one locale and time zone, independent of the machine's. */
export interface Format extends NumberFormat {
  readonly locale: string;
  readonly zone: string;
  /** `16 November 2026`. */
  day(day: Day): string;
  /** `Mon 16 Nov`. */
  shortDay(day: Day): string;
  /** `Mon 16`. */
  weekdayAndDay(day: Day): string;
  /** `16 Nov`. */
  dayAndMonth(day: Day): string;
  /** `16 – 22 November 2026`, or one day. Both days inclusive; the spaces around the dash are no-break spaces. */
  days(first: Day, last: Day): string;
  /** `16 – 22 November`. */
  daysOfYear(first: Day, last: Day): string;
  /** `16 – 22 Nov`. */
  shortDays(first: Day, last: Day): string;
  /** `November 2026`. */
  month(day: Day): string;
  /** `Nov`. */
  shortMonth(day: Day): string;
  /** `Nov 2026`. */
  shortMonthOfYear(day: Day): string;
  /** `Monday`. */
  weekday(weekday: Weekday): string;
  /** `Mon`. */
  shortWeekday(weekday: Weekday): string;
  /** Local time in the zone, 24-hour: `08:00`. `at` is epoch ms. */
  time(at: number): string;
  /** `14:00`. */
  hour(hour: number): string;
}

const noon = (day: Day) => Date.parse(`${day}T12:00:00Z`);
/** January 2024 began with a Monday. */
const dayWith = (weekday: Weekday): Day => `2024-01-0${weekday}`;
const twoDigits = (value: number) => String(value).padStart(2, '0');

/**
 * `wordsLocale` formats dates: they contain words, which must be in the language of the messages.
 * @throws RangeError when a locale is not a BCP 47 tag.
 */
export function createFormat(locale: string, zone: string, wordsLocale = locale): Format {
  const numbers = numberFormat(locale);
  const dates = dateFormats(wordsLocale);
  return {
    locale,
    zone,
    ...numbers,
    ...dates,
    time: (at) => {
      const local = localTime(zone, at);
      return `${twoDigits(local.hour)}:${twoDigits(local.minute)}`;
    },
    hour: (value) => `${twoDigits(value)}:00`,
  };
}

/** Keeps a range on one line, with spaces around the dash as everywhere in a digest; locales differ in that. */
const unbroken = (range: string) => range.replace(/\s*–\s*/g, '\u00a0–\u00a0');

/** French writes the first of a month as `1er`. */
const FIRST = /(?<!\d)1(?=[ \u00a0]?–|[ \u00a0]\p{L})/gu;

function dateFormats(locale: string) {
  const french = new Intl.Locale(locale).language === 'fr';
  const typeset = (text: string) => (french ? normal(text).replace(FIRST, '1er') : normal(text));
  /** Made with the first date that needs it: most digests write dates in a few forms only. */
  const calendar = (options: Intl.DateTimeFormatOptions) => {
    let made: Intl.DateTimeFormat | null = null;
    return () => {
      made ??= new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC', calendar: 'gregory' });
      return made;
    };
  };
  const one = (options: Intl.DateTimeFormatOptions) => {
    const format = calendar(options);
    return (day: Day) => typeset(format().format(noon(day)));
  };
  const range = (options: Intl.DateTimeFormatOptions) => {
    const format = calendar(options);
    return (first: Day, last: Day) =>
      typeset(
        first === last
          ? format().format(noon(first))
          : unbroken(format().formatRange(noon(first), noon(last))),
      );
  };
  const dayOfMonth = one({ day: 'numeric' });
  const dayAndMonth = one({ day: 'numeric', month: 'short' });
  const weekdayOf = one({ weekday: 'long' });
  const shortWeekdayOf = one({ weekday: 'short' });
  return {
    day: one({ day: 'numeric', month: 'long', year: 'numeric' }),
    shortDay: (day: Day) => `${shortWeekdayOf(day)} ${dayAndMonth(day)}`,
    weekdayAndDay: (day: Day) => `${shortWeekdayOf(day)} ${dayOfMonth(day)}`,
    dayAndMonth,
    days: range({ day: 'numeric', month: 'long', year: 'numeric' }),
    daysOfYear: range({ day: 'numeric', month: 'long' }),
    shortDays: range({ day: 'numeric', month: 'short' }),
    month: one({ month: 'long', year: 'numeric' }),
    shortMonth: one({ month: 'short' }),
    shortMonthOfYear: one({ month: 'short', year: 'numeric' }),
    weekday: (weekday: Weekday) => weekdayOf(dayWith(weekday)),
    shortWeekday: (weekday: Weekday) => shortWeekdayOf(dayWith(weekday)),
  };
}
