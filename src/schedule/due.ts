import { omissionAt, type PauseRules } from './pause.js';
import { nextScheduled, type Schedule, scheduledSlots } from './schedule.js';
import type { Trigger } from './slot.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A slot seen within this time is on time: the ticker runs once a minute. */
export const ON_TIME = 2 * MINUTE;

/** How many slots that are too late are recorded, the latest ones: a year of minutes would fill the store. */
const MAX_TOO_LATE = 50;

/** When a digest is due, which slots are left out, and which missed ones are caught up. */
export interface Timetable extends Schedule, PauseRules {
  readonly catchUp: 'latest' | 'all' | 'skip';
  /** In ms. */
  readonly maxLateness: number;
}

/**
 * Why a slot is queued or skipped.
 * `on-time`: seen at its time. `catch-up`: missed and caught up. `superseded`: a later slot runs instead. `catch-up-off`: `catchUp` is skip.
 * `too-late`: older than `maxLateness`. `paused`: within a pause of the digest. `skipped-by-hand`: somebody left out this slot.
 */
export type DueReason =
  | 'on-time'
  | 'catch-up'
  | 'superseded'
  | 'catch-up-off'
  | 'too-late'
  | 'paused'
  | 'skipped-by-hand';

export interface DecidedSlot {
  /** Epoch ms. */
  readonly scheduledFor: number;
  readonly trigger: Extract<Trigger, 'cron' | 'catch-up'>;
  readonly state: 'queued' | 'skipped';
  readonly reason: DueReason;
  /** Who left it out; absent unless a person did. */
  readonly by?: string;
}

/** The slots that became due in (after, now] (epoch ms), each queued or skipped; ascending. */
export function dueSlots(timetable: Timetable, after: number, now: number): DecidedSlot[] {
  if (now <= after) return [];
  const horizon = Math.min(now, Math.max(after, now - Math.max(timetable.maxLateness, ON_TIME) - 1));
  const recent = slotsIn(timetable, horizon, now);
  const queued = queuedSlots(
    timetable,
    recent.filter((at) => omissionAt(timetable, at) === null),
    now,
  );
  const skip = (at: number, reason: DueReason) => leftOut(timetable, at) ?? skipped(at, reason);
  return [
    ...lastSlots(timetable, after, horizon).map((at) => skip(at, 'too-late')),
    ...recent.map((at) => queued.get(at) ?? skip(at, skipReason(timetable))),
  ];
}

/** The slots to queue, by instant. */
function queuedSlots(
  { catchUp }: Timetable,
  slots: readonly number[],
  now: number,
): Map<number, DecidedSlot> {
  const late = slots.filter((at) => now - at > ON_TIME);
  const punctual = slots.filter((at) => now - at <= ON_TIME);
  const latest = punctual.length === 0 ? late.slice(-1) : [];
  const caughtUp = { all: late, latest, skip: [] }[catchUp];
  return new Map(
    [...caughtUp.map((at) => queued(at, 'catch-up')), ...punctual.map((at) => queued(at, 'on-time'))].map(
      (slot) => [slot.scheduledFor, slot],
    ),
  );
}

const skipReason = ({ catchUp }: Timetable): DueReason =>
  catchUp === 'skip' ? 'catch-up-off' : 'superseded';

const queued = (scheduledFor: number, reason: 'on-time' | 'catch-up'): DecidedSlot => ({
  scheduledFor,
  trigger: reason === 'on-time' ? 'cron' : 'catch-up',
  state: 'queued',
  reason,
});

const skipped = (scheduledFor: number, reason: DueReason): DecidedSlot => ({
  scheduledFor,
  trigger: 'catch-up',
  state: 'skipped',
  reason,
});

function leftOut(pauses: PauseRules, scheduledFor: number): DecidedSlot | null {
  const omission = omissionAt(pauses, scheduledFor);
  if (omission === null) return null;
  const { reason, by } = omission;
  return { scheduledFor, trigger: 'cron', state: 'skipped', reason, ...(by !== null && { by }) };
}

const slotsIn = (schedule: Schedule, after: number, until: number): number[] =>
  scheduledSlots(schedule, { after, until });

/** The last slots in (after, until]. The span grows step by step, so that a year of a frequent schedule is not enumerated. */
function lastSlots(timetable: Timetable, after: number, until: number): number[] {
  for (let span = DAY / 24; until > after; span *= 4) {
    const from = Math.max(after, until - span);
    const slots = slotsIn(timetable, from, until);
    if (slots.length >= MAX_TOO_LATE || from === after) return slots.slice(-MAX_TOO_LATE);
  }
  return [];
}

/** The instant up to which a schedule was evaluated, and which schedule that was. */
export interface ScheduleCursor {
  /** Its `fingerprint` then. */
  readonly schedule: string;
  readonly at: number;
}

/** The fingerprint of a digest without a schedule. */
export const NO_SCHEDULE = 'none';

/**
 * Where to continue. `on`: after that instant. `new`: first evaluation. `back`: it had no schedule for a while. `changed`: another schedule,
 * whose past slots are not caught up. `stepped-back`: the system clock was set back by more than `STEP`; slots that ran do not run again.
 */
export type Start =
  | { readonly kind: 'on'; readonly after: number }
  | { readonly kind: 'new' | 'back' | 'changed' | 'stepped-back' };

/** Clock synchronisation corrects less than this; a larger step back was made by hand. */
const STEP = 10 * MINUTE;

export function startFrom(timetable: Timetable, cursor: ScheduleCursor | null, now: number): Start {
  if (cursor === null) return { kind: 'new' };
  if (cursor.schedule === NO_SCHEDULE) return { kind: 'back' };
  if (cursor.schedule !== fingerprint(timetable)) return { kind: 'changed' };
  return cursor.at > now + STEP ? { kind: 'stepped-back' } : { kind: 'on', after: cursor.at };
}

/**
 * Identifies a schedule and its zone; white space does not matter. Neither do its days: the slots that other holidays, or other first and last
 * days, leave as they are would else not be caught up after a new configuration.
 */
export function fingerprint({ schedule, zone, also }: Schedule): string {
  return [...schedule.split(/\s+/), zone, ...(also ? [`and ${also}`] : [])].join(' ');
}

const MAX_RETRY = DAY;
/** Minimum also for a digest that is due every minute. */
const MIN_RETRY = 10 * MINUTE;

/** Until when (epoch ms) a run that starts now is retried: the digest's next slot, but at least ten minutes and at most a day. */
export function retryLimit(schedule: Schedule | null, now: number): number {
  const next = schedule && nextScheduled(schedule, now, 1)[0];
  return Math.max(now + MIN_RETRY, Math.min(next ?? Number.POSITIVE_INFINITY, now + MAX_RETRY));
}
