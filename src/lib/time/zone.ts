import { Temporal } from 'temporal-polyfill';

/** A calendar day without a zone, as `YYYY-MM-DD`. */
export type Day = string;

/** Monday 1 … Sunday 7, as ISO 8601 counts. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** Local date and time of a zone at an instant. */
export interface LocalTime {
  readonly day: Day;
  readonly hour: number;
  readonly minute: number;
  readonly weekday: Weekday;
}

const zoned = (zone: string, at: number) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);

/** UTC offset of the zone in minutes at `at` (epoch ms); −210 in Newfoundland's winter. */
export function offsetMinutes(zone: string, at: number): number {
  return zoned(zone, at).offsetNanoseconds / 60e9;
}

/** Local time of the zone at `at` (epoch ms). */
export function localTime(zone: string, at: number): LocalTime {
  const local = zoned(zone, at);
  return {
    day: local.toPlainDate().toString(),
    hour: local.hour,
    minute: local.minute,
    weekday: local.dayOfWeek as Weekday,
  };
}

/** The local day of the zone at `at` (epoch ms), and its time of day as `08:00:00`, with a fraction where there is one. */
export function localClock(zone: string, at: number): { readonly day: Day; readonly clock: string } {
  const local = zoned(zone, at);
  return { day: local.toPlainDate().toString(), clock: local.toPlainTime().toString() };
}

/** The first instant of a local day (epoch ms); 01:00 where a clock change skips midnight. */
export function startOfDay(zone: string, day: Day): number {
  return Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds;
}

/** Whether a local day is over at `at` (epoch ms). */
export function isOver(zone: string, day: Day, at: number): boolean {
  return startOfDay(zone, addDays(day, 1)) <= at;
}

/** `2026-11-23 08:00`: local date and time of the zone at `at` (epoch ms). */
export function wallClock(zone: string, at: number): string {
  return zoned(zone, at).toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ');
}

/**
 * The instants (epoch ms) of a local time such as `2026-11-23T08:00`: none where a clock change skips it, two where one repeats it.
 */
export function instantsAt(zone: string, localText: string): readonly number[] {
  const local = Temporal.PlainDateTime.from(localText);
  const candidates = (['earlier', 'later'] as const)
    .map((disambiguation) => local.toZonedDateTime(zone, { disambiguation }))
    .filter((candidate) => candidate.toPlainDateTime().equals(local));
  return [...new Set(candidates.map(({ epochMilliseconds }) => epochMilliseconds))];
}

/** A time range in which the zone's UTC offset is constant; instants are epoch ms, `to` is exclusive. */
export interface OffsetInterval {
  readonly from: number;
  readonly to: number;
  /** UTC offset in minutes. */
  readonly offset: number;
}

/** The intervals of constant offset that tile [from, to), in order; `to` may be Infinity. */
export function* offsetIntervals(
  zone: string,
  from: number,
  to: number,
): Generator<OffsetInterval, void, void> {
  for (let start = from; start < to; ) {
    const end = Math.min(nextClockChange(zone, start) ?? Number.POSITIVE_INFINITY, to);
    yield { from: start, to: end, offset: offsetMinutes(zone, start) };
    start = end;
  }
}

/** The next instant after `at` (epoch ms) at which the zone's offset changes, or null. */
export function nextClockChange(zone: string, at: number): number | null {
  return zoned(zone, at).getTimeZoneTransition('next')?.epochMilliseconds ?? null;
}

const DAY = 86_400_000;
/** 1 January 1970 was a Thursday. */
const EPOCH_WEEKDAY = 4;

/** Days since the epoch: plain arithmetic, because figures reckon with thousands of days. */
const dayNumber = (day: Day): number => Math.round(Date.parse(day) / DAY);

/** The day `count` days later (earlier when negative). */
export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(day) + count * DAY).toISOString().slice(0, 10);
}

/** The same day of the month `count` months later, clamped to the month's last day. */
export function addMonths(day: Day, count: number): Day {
  return Temporal.PlainDate.from(day).add({ months: count }).toString();
}

/** The first day of the day's month. */
export function startOfMonth(day: Day): Day {
  return `${day.slice(0, -2)}01`;
}

/** The first day of the day's year. */
export function startOfYear(day: Day): Day {
  return `${day.slice(0, 4)}-01-01`;
}

/** Whole days from `from` to `to`; 0 for the same day. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

export function weekdayOf(day: Day): Weekday {
  return (((((dayNumber(day) + EPOCH_WEEKDAY - 1) % 7) + 7) % 7) + 1) as Weekday;
}

/** ISO week of a day, as `2026-W47`. */
export function isoWeek(day: Day): string {
  const date = Temporal.PlainDate.from(day);
  return `${date.yearOfWeek}-W${String(date.weekOfYear).padStart(2, '0')}`;
}
