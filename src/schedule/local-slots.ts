import { localSchedule } from '../lib/cron/local-schedule.js';
import { parseWorkingDay, type WorkingDay } from '../lib/cron/working-day.js';
import { addMonths, type Day, instantsAt, nextClockChange, startOfMonth } from '../lib/time/zone.js';
import { type DaysOff, workingDayOfMonth } from './working-days.js';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

const LOCAL_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;

/** Whether a schedule is local times, `2026-12-31T17:00`, and not cron or a working day. */
export const isLocalTimes = (schedule: string): boolean =>
  schedule.split(' ').every((one) => LOCAL_TIME.test(one));

/** Whether a schedule is cron. */
export const isCron = (schedule: string): boolean =>
  !isLocalTimes(schedule) && parseWorkingDay(schedule) === null;

/** The local times from `from` on at which a schedule is due on clocks that never change: ms as if they were UTC, ascending. */
export function localSlots(schedule: string, off: DaysOff, from: number): Iterable<number> {
  const day = parseWorkingDay(schedule);
  if (day !== null) return workingDays(day, off, from);
  if (!isLocalTimes(schedule)) return cronTimes(schedule, from);
  return schedule
    .split(' ')
    .map((local) => Date.parse(`${local}Z`))
    .filter((local) => local >= from);
}

function* workingDays({ end, minute }: WorkingDay, off: DaysOff, from: number): Iterable<number> {
  for (let month = startOfMonth(dayOfLocal(from)); ; month = addMonths(month, 1)) {
    const day = workingDayOfMonth(month, end, off);
    const local = day === null ? Number.NaN : Date.parse(day) + minute * MINUTE;
    if (local >= from) yield local;
  }
}

function* cronTimes(schedule: string, from: number): Iterable<number> {
  const times = localSchedule(schedule);
  for (let local = times.next(from); local !== null; local = times.next(local + 1)) yield local;
}

/** The local times of one day, as ms since its beginning. */
export function timesOn(schedule: string, day: Day, off: DaysOff): number[] {
  const start = Date.parse(day);
  const times: number[] = [];
  for (const local of localSlots(schedule, off, start)) {
    if (local >= start + DAY) break;
    times.push(local - start);
  }
  return times;
}

export const dayOfLocal = (local: number): Day => new Date(local).toISOString().slice(0, 10);

/** The instant (epoch ms) of a local time: right after the gap for one that a clock change skips, the first for one that it repeats. */
export function instantOfLocal(zone: string, local: number): number {
  const [first] = instantsAt(zone, new Date(local).toISOString().slice(0, 16));
  return first ?? nextClockChange(zone, local - 2 * DAY) ?? local;
}
