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
import { nextScheduled, type Schedule, type Scheduled, scheduledSlots, scheduleOf } from './schedule.js';

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

/** What is due on a schedule, with the name that messages have for it. */
interface Due extends Scheduled {
  readonly id: string;
}

/**
 * The slot (epoch ms) that a moment names, of a day the first one still to come, or else its first; without a moment the next one. Throws a
 * UserError for what is no slot.
 */
export function slotNamed(moment: Moment | undefined, subject: Due, now: number): number {
  const { id, timezone: zone } = subject;
  const schedule = scheduleOf(subject);
  const coming = schedule === null ? [] : nextScheduled(schedule, now, MAX_NAMED);
  const [next] = coming;
  if (schedule === null || (moment === undefined && next === undefined))
    throw refused(`${id} has no slot to come.`);
  const slot = moment === undefined ? next : slotAt(moment, schedule, now);
  if (slot !== undefined) return slot;
  const named = moment?.kind === 'day' ? moment.day : moment && wallClock(zone, read(moment, subject));
  const others = coming.map((at) => wallClock(zone, at)).join(', ');
  const those =
    others === '' ? 'It has none to come.' : `The next ones are ${others}; botdigest next ${id} shows more.`;
  throw refused(`There is no slot of ${id} at ${named} (${zone}). ${those}`);
}

/** How many slots a message names. */
const MAX_NAMED = 3;

function slotAt(moment: Moment, schedule: Schedule, now: number): number | undefined {
  const { zone } = schedule;
  if (moment.kind !== 'day') {
    const at = moment.kind === 'instant' ? moment.at : localInstant(moment.local, zone);
    return scheduledSlots(schedule, { after: at - 1, until: at })[0];
  }
  const slots = scheduledSlots(schedule, daySpan(moment.day, zone));
  return slots.find((at) => at > now) ?? slots[0];
}

function read(moment: Moment, subject: Scheduled): number {
  switch (moment.kind) {
    case 'instant':
      return moment.at;
    case 'local':
      return localInstant(moment.local, subject.timezone);
    case 'day':
      return slotOn(moment.day, subject);
  }
}

function slotOn(day: Day, subject: Scheduled): number {
  const schedule = scheduleOf(subject);
  const span = daySpan(day, subject.timezone);
  const [slot] = schedule === null ? [] : scheduledSlots(schedule, { ...span, limit: 1 });
  return slot ?? span.after + 1;
}

/** The instants of a local day, as (after, until]. */
function daySpan(day: Day, zone: string): { readonly after: number; readonly until: number } {
  const start = startOfDay(zone, day);
  if (localTime(zone, start).day !== day)
    throw refused(`${day} does not exist in ${zone}: a clock change skips it. Name another day.`);
  return { after: start - 1, until: startOfDay(zone, addDays(day, 1)) - 1 };
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
