import type { Period } from '../config/config.js';
import { cronSlots } from '../lib/cron/cron.js';
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

/** When a person wants a digest as of; `wall` is what the clocks of its zone show, without an offset. */
export type Moment =
  | { readonly kind: 'instant'; readonly at: number }
  | { readonly kind: 'local'; readonly wall: string }
  | { readonly kind: 'day'; readonly day: Day };

/** What a moment is read for: a digest, or an export, which has no schedule. */
interface Subject {
  readonly timezone: string;
  readonly schedule: string | null;
  readonly period: Period;
}

/**
 * The instant (epoch ms) that a moment means. A day is the digest's first slot on that day, or the day's start where it has none.
 * Refused: an instant still to come, a time that the clocks skip or show twice, days that have not begun.
 */
export function instantOf(moment: Moment, subject: Subject, now: number): number {
  const at = read(moment, subject);
  if (at > now) throw refused(`${shown(moment, at, subject)} is still to come: leave --at out for now.`);
  const { period, timezone } = subject;
  if (typeof period === 'object' && startOfDay(timezone, period.from) > now)
    throw refused(`The period begins on ${period.from}, which is still to come: there are no figures yet.`);
  return at;
}

function read(moment: Moment, { timezone, schedule }: Subject): number {
  switch (moment.kind) {
    case 'instant':
      return moment.at;
    case 'local':
      return localInstant(moment.wall, timezone);
    case 'day':
      return slotOn(moment.day, timezone, schedule);
  }
}

function slotOn(day: Day, zone: string, schedule: string | null): number {
  const start = startOfDay(zone, day);
  if (localTime(zone, start).day !== day)
    throw refused(`There was no ${day} in ${zone}: the clocks skip it. Name another day.`);
  const until = startOfDay(zone, addDays(day, 1)) - 1;
  const [slot] = schedule === null ? [] : cronSlots(schedule, zone, { after: start - 1, until, limit: 1 });
  return slot ?? start;
}

function localInstant(wall: string, zone: string): number {
  const [first, second] = instantsAt(zone, wall);
  const named = wall.slice(0, 16);
  if (first === undefined) {
    const change = nextClockChange(zone, Date.parse(`${wall}Z`) - 48 * HOUR) ?? 0;
    const after = wallClock(zone, change).replace(' ', 'T');
    throw refused(
      `The clocks of ${zone} skip ${named}: they go forward to ${after}. Write that, or an offset.`,
    );
  }
  if (second === undefined) return first;
  const choices = [first, second].map((at) => `${named}${offsetText(Date.parse(`${wall}Z`) - at)}`);
  throw refused(`The clocks of ${zone} show ${named} twice. Write ${choices.join(' or ')}.`);
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
