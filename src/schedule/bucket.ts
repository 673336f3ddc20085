import type { WeekStart } from '../config/config.js';
import {
  addDays,
  addMonths,
  type Day,
  daysBetween,
  offsetIntervals,
  startOfDay,
  startOfMonth,
  startOfYear,
} from '../lib/time/zone.js';
import { startOfWeek } from './week.js';
import { type Window, windowOf } from './window.js';

/** The steps of a time axis. Weeks start as the digest's weeks do. */
export type BucketSize = 'hour' | 'day' | 'week' | 'month' | 'year';

/** One step of a local time axis; `to` is exclusive, both are epoch ms. */
export interface Bucket {
  /** `2026-11-16` for days, weeks, months and years (their first day in the window), `2026-11-16T09:00+01:00` for hours. */
  readonly key: string;
  readonly from: number;
  readonly to: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The step for a window's length: hours up to 2 days, days up to 62, weeks up to half a year, then months. */
export function bucketSize(window: Window): BucketSize {
  const days = daysBetween(window.firstDay, window.lastDay) + 1;
  if (days <= 2) return 'hour';
  if (days <= 62) return 'day';
  return days <= 190 ? 'week' : 'month';
}

/** For each bucket of a window whether it is a whole step of the calendar; else an end of the window cuts it. */
export function wholeSteps(window: Window, size: BucketSize, weekStart: WeekStart): boolean[] {
  const { zone, firstDay, lastDay } = window;
  const first = startOfStep(firstDay, size, weekStart);
  const last = addDays(nextStep(lastDay, size, weekStart), -1);
  const ends = new Map(
    bucketsOf(windowOf(zone, [first, last]), size, weekStart).map(({ from, to }) => [from, to]),
  );
  return bucketsOf(window, size, weekStart).map(({ from, to }) => ends.get(from) === to);
}

/**
 * The local buckets of a window: they tile it without gap or overlap, in order, with unique keys. The first and
 * last week, month or year are cut to the window. A day that the zone skipped has no bucket.
 *
 * Hours end at every full local hour and at every clock change: a day has 23 or 25 of them when the clocks move
 * by one hour; where they move by half an hour, one bucket of that day is 30 minutes long.
 */
export function bucketsOf(window: Window, size: BucketSize, weekStart: WeekStart): Bucket[] {
  if (size === 'hour') return hoursOf(window);
  const buckets: Bucket[] = [];
  let day = window.firstDay;
  let from = window.from;
  while (day <= window.lastDay) {
    const next = nextStep(day, size, weekStart);
    const to = next > window.lastDay ? window.to : startOfDay(window.zone, next);
    if (to > from) buckets.push({ key: day, from, to });
    day = next;
    from = to;
  }
  return buckets;
}

function nextStep(day: Day, size: BucketSize, weekStart: WeekStart): Day {
  const start = startOfStep(day, size, weekStart);
  switch (size) {
    case 'hour':
    case 'day':
      return addDays(start, 1);
    case 'week':
      return addDays(start, 7);
    case 'month':
      return addMonths(start, 1);
    case 'year':
      return addMonths(start, 12);
  }
}

function startOfStep(day: Day, size: BucketSize, weekStart: WeekStart): Day {
  switch (size) {
    case 'hour':
    case 'day':
      return day;
    case 'week':
      return startOfWeek(day, weekStart);
    case 'month':
      return startOfMonth(day);
    case 'year':
      return startOfYear(day);
  }
}

function hoursOf(window: Window): Bucket[] {
  const buckets: Bucket[] = [];
  for (const interval of offsetIntervals(window.zone, window.from, window.to)) {
    const offset = interval.offset * MINUTE;
    for (let from = interval.from; from < interval.to; ) {
      const fullHour = (Math.floor((from + offset) / HOUR) + 1) * HOUR - offset;
      const to = Math.min(fullHour, interval.to);
      buckets.push({ key: hourKey(from, interval.offset), from, to });
      from = to;
    }
  }
  return buckets;
}

/** Local time with its offset: `2026-11-16T09:00+01:00`. */
function hourKey(at: number, offset: number): string {
  const local = new Date(at + offset * MINUTE).toISOString().slice(0, 16);
  const minutes = Math.abs(offset);
  const two = (value: number) => String(Math.trunc(value)).padStart(2, '0');
  return `${local}${offset < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}
