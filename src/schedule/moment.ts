import type { Period } from '../config/config.js';
import { UserError } from '../lib/errors.js';
import {
  addDays,
  type Day,
  instantsAt,
  localTime,
  nextClockChange,
  startOfDay,
  wallClock,
} from '../lib/time/zone.js';
import { type Scheduled, scheduledSlots, scheduleOf } from './schedule.js';

/** The value of `--at`. `local` is a local time without an offset, `2026-11-23T08:00`. */
export type Moment =
  | { readonly kind: 'instant'; readonly at: number }
  | { readonly kind: 'local'; readonly local: string }
  | { readonly kind: 'day'; readonly day: Day };

/** A digest, or an export, which has no schedule. */
interface Subject extends Scheduled {
  readonly period: Period;
}

/**
 * The instant (epoch ms) of a moment. A day stands for the digest's first slot on it, or else for its start. Throws a UserError for a
 * future instant, for a local time that is skipped or repeated, and for a period that has not begun.
 */
export function instantOf(moment: Moment, subject: Subject, now: number): number {
  const at = read(moment, subject);
  if (at > now)
    throw refused(`${shown(moment, at, subject)} is in the future: leave --at out to use the present.`);
  const { period, timezone } = subject;
  if (typeof period === 'object' && startOfDay(timezone, period.from) > now)
    throw refused(`The period begins on ${period.from}, which is in the future: there are no figures yet.`);
  return at;
}

function read(moment: Moment, subject: Subject): number {
  switch (moment.kind) {
    case 'instant':
      return moment.at;
    case 'local':
      return localInstant(moment.local, subject.timezone);
    case 'day':
      return slotOn(moment.day, subject);
  }
}

function slotOn(day: Day, subject: Subject): number {
  const zone = subject.timezone;
  const schedule = scheduleOf(subject);
  const start = startOfDay(zone, day);
  if (localTime(zone, start).day !== day)
    throw refused(`${day} does not exist in ${zone}: a clock change skips it. Name another day.`);
  const until = startOfDay(zone, addDays(day, 1)) - 1;
  const [slot] = schedule === null ? [] : scheduledSlots(schedule, { after: start - 1, until, limit: 1 });
  return slot ?? start;
}

function localInstant(local: string, zone: string): number {
  const [first, second] = instantsAt(zone, local);
  const shownLocal = local.slice(0, 16);
  if (first === undefined) {
    const change = nextClockChange(zone, Date.parse(`${local}Z`) - 48 * HOUR) ?? 0;
    const after = wallClock(zone, change).replace(' ', 'T');
    throw refused(
      `${shownLocal} does not exist in ${zone}: the clocks go forward to ${after}. Write that, or add an offset.`,
    );
  }
  if (second === undefined) return first;
  const choices = [first, second].map((at) => `${shownLocal}${offsetText(Date.parse(`${local}Z`) - at)}`);
  throw refused(
    `${shownLocal} occurs twice in ${zone}, as the clocks go back. Write ${choices.join(' or ')}.`,
  );
}

const HOUR = 3_600_000;

/** `+02:00` */
function offsetText(ms: number): string {
  const minutes = Math.abs(ms) / 60_000;
  const two = (count: number) => String(Math.floor(count)).padStart(2, '0');
  return `${ms < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}

function shown(moment: Moment, at: number, { timezone }: Subject): string {
  const local = `${wallClock(timezone, at)} (${timezone})`;
  switch (moment.kind) {
    case 'instant':
      return new Date(at).toISOString();
    case 'local':
      return local;
    case 'day':
      return `${moment.day} stands for ${local}, which`;
  }
}

const refused = (message: string) => new UserError('usage', message, { exitCode: 2 });
