import type { Compare, Period, PeriodName, WeekStart } from '../config/config.js';
import {
  addDays,
  addMonths,
  type Day,
  daysBetween,
  instantsAt,
  localClock,
  localTime,
  nextClockChange,
  startOfDay,
  startOfMonth,
} from '../lib/time/zone.js';
import { startOfWeek } from './week.js';

/** Local days of a zone. Instants are epoch ms. */
export interface Window {
  readonly zone: string;
  readonly firstDay: Day;
  /** Inclusive. */
  readonly lastDay: Day;
  readonly from: number;
  /** Exclusive: the end of the last day, or earlier in a window that was not over when the digest was due. */
  readonly to: number;
}

/** First and last day, both inclusive. */
type Days = readonly [Day, Day];

/**
 * How each period finds its days, given today's date. `last…` periods end before today or before the current
 * unit; `today`, `thisMonth` and `thisYear` run through the end of today: figures to date.
 */
const DAYS: Readonly<Record<PeriodName, (today: Day, weekStart: WeekStart) => Days>> = {
  today: (today) => [today, today],
  yesterday: (today) => lastDays(today, 1),
  last7days: (today) => lastDays(today, 7),
  last14days: (today) => lastDays(today, 14),
  last30days: (today) => lastDays(today, 30),
  last90days: (today) => lastDays(today, 90),
  lastWeek: (today, weekStart) => lastDays(startOfWeek(today, weekStart), 7),
  thisMonth: (today) => [startOfMonth(today), today],
  lastMonth: (today) => lastMonths(startOfMonth(today), 1),
  last3Months: (today) => lastMonths(startOfMonth(today), 3),
  lastQuarter: (today) => lastMonths(startOfQuarter(today), 3),
  thisYear: (today) => [startOfYear(today), today],
  lastYear: (today) => lastMonths(startOfYear(today), 12),
};

/** Calendar periods: their length in months, and whether they end today instead of at the unit's end. */
const CALENDAR: Partial<Record<PeriodName, { readonly months: number; readonly toDate: boolean }>> = {
  thisMonth: { months: 1, toDate: true },
  lastMonth: { months: 1, toDate: false },
  last3Months: { months: 3, toDate: false },
  lastQuarter: { months: 3, toDate: false },
  thisYear: { months: 12, toDate: true },
  lastYear: { months: 12, toDate: false },
};

/**
 * The local days of a period at `at` (epoch ms). `last7days` are the seven days before today,
 * `lastWeek` the last full week, `last3Months` and `lastQuarter` full calendar months and the full calendar
 * quarter before the current one; `thisMonth` and `thisYear` include today.
 */
export function resolvePeriod(
  period: Period,
  at: number,
  context: { readonly zone: string; readonly weekStart: WeekStart },
): Window {
  if (typeof period === 'object') return windowOf(context.zone, [period.from, period.to]);
  return windowOf(context.zone, DAYS[period](localTime(context.zone, at).day, context.weekStart));
}

/** Shorter windows do not hold every weekday. */
const WEEK = 7;

/** As many days as the API's year: 52 weeks, so that weekdays line up. */
const YEAR = 364;

/**
 * The window to compare with, or null for `none`.
 *
 * `previous`: as many days right before; for calendar periods the unit before (the month before `lastMonth`,
 * the quarter before `lastQuarter`), and for `thisMonth` and `thisYear` the same days of the unit before, cut to
 * its length.
 *
 * `lastYear`: 364 days earlier, so that weekdays line up; for calendar periods and fixed days the same dates a
 * year earlier, where a full February stays full.
 *
 * Windows shorter than a week, and those of which at most a week had come at `at` (epoch ms), are compared with the same weekdays: a week
 * earlier for `previous`, 364 days earlier for `lastYear`.
 */
export function comparisonWindow(
  window: Window,
  period: Period,
  { compare, at }: { readonly compare: Compare; readonly at: number },
): Window | null {
  if (compare === 'none') return null;
  const { zone } = window;
  const calendar = typeof period === 'object' ? undefined : CALENDAR[period];
  const begun = begunAt(window, at);
  const come = lengthOf(begun);
  if (come < WEEK || (come === WEEK && at < begun.to))
    return daysEarlier(begun, compare === 'lastYear' ? YEAR : WEEK);
  if (calendar !== undefined) {
    const months = compare === 'lastYear' ? 12 : calendar.months;
    return windowOf(zone, calendar.toDate ? sameDates(window, months) : sameMonths(window, months));
  }
  if (compare === 'lastYear' && typeof period === 'object') return windowOf(zone, sameDates(window, 12));
  return daysEarlier(window, compare === 'lastYear' ? YEAR : lengthOf(window));
}

const lengthOf = ({ firstDay, lastDay }: Window) => daysBetween(firstDay, lastDay) + 1;

/** The days of a window that had begun at `at` (epoch ms); all of them where none had. */
function begunAt(window: Window, at: number): Window {
  const { zone, firstDay, from, to } = window;
  if (at <= from || at >= to) return window;
  return windowOf(zone, [firstDay, localTime(zone, at - 1).day]);
}

const daysEarlier = ({ zone, firstDay, lastDay }: Window, days: number): Window =>
  windowOf(zone, [addDays(firstDay, -days), addDays(lastDay, -days)]);

/** A window and what it is compared with. */
interface Compared {
  readonly window: Window;
  readonly comparison: Window | null;
}

/**
 * Both windows as far as they had come at `at` (epoch ms): the comparison ends at the same local time of the corresponding day; one that
 * has no such day stays whole. Windows that are over stay whole. One of which nothing had come yet stays whole as well and is compared
 * with nothing.
 */
export function cutAt({ window, comparison }: Compared, at: number): Compared {
  if (at >= window.to) return { window, comparison };
  if (at <= window.from) return { window, comparison: null };
  const cut = { ...begunAt(window, at), to: at };
  return { window: cut, comparison: comparison && asFarAs(cut, comparison) };
}

/** null where the comparison has nothing by then. */
function asFarAs({ zone, firstDay, lastDay, to }: Window, comparison: Window): Window | null {
  const last = addDays(comparison.firstDay, daysBetween(firstDay, lastDay));
  if (last > comparison.lastDay) return comparison;
  const whole = windowOf(zone, [comparison.firstDay, last]);
  const { day, clock } = localClock(zone, to);
  if (day > lastDay) return whole;
  // A time that a clock change skips is that of the change.
  const [end = nextClockChange(zone, startOfDay(zone, last) - 1)] = instantsAt(zone, `${last}T${clock}`);
  if (end === null || end <= whole.from) return null;
  return { ...whole, to: Math.min(end, whole.to) };
}

/** Whether a window ends before its last day does: its figures went on when the digest was due. */
export const isCut = ({ zone, lastDay, to }: Window): boolean => to < startOfDay(zone, addDays(lastDay, 1));

/** The same local days in another zone. */
export function inZone({ firstDay, lastDay }: Window, zone: string): Window {
  return windowOf(zone, [firstDay, lastDay]);
}

/** Local days, both inclusive, as a window. */
export const windowOf = (zone: string, [firstDay, lastDay]: Days): Window => ({
  zone,
  firstDay,
  lastDay,
  from: startOfDay(zone, firstDay),
  to: startOfDay(zone, addDays(lastDay, 1)),
});

const lastDays = (before: Day, count: number): Days => [addDays(before, -count), addDays(before, -1)];

const lastMonths = (before: Day, count: number): Days => [addMonths(before, -count), addDays(before, -1)];

const startOfYear = (day: Day): Day => `${day.slice(0, 4)}-01-01`;

function startOfQuarter(day: Day): Day {
  const month = Number(day.slice(5, 7));
  return addMonths(startOfMonth(day), -((month - 1) % 3));
}

/** The same dates some months earlier; a date that does not exist becomes its month's last. */
const sameDates = ({ firstDay, lastDay }: Window, months: number): Days => [
  addMonths(firstDay, -months),
  addMonths(lastDay, -months),
];

/** Full months, some months earlier: 29 February stays in where there is one. */
const sameMonths = ({ firstDay, lastDay }: Window, months: number): Days => [
  addMonths(firstDay, -months),
  addDays(addMonths(addDays(lastDay, 1), -months), -1),
];
