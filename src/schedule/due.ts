import type { Pause } from '../config/config.js';
import { cronSlots, nextSlots } from '../lib/cron/cron.js';
import { isPaused } from './pause.js';
import type { Trigger } from './slot.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A slot noticed this soon after its time is on time: the ticker looks once a minute. */
export const ON_TIME = 2 * MINUTE;

/** Slots that are too late are remembered one by one, the latest so many; a year of minutes would fill the store. */
const TOO_LATE_TOLD = 50;

/** When a digest is due, and what is made up for after a pause. */
export interface Timetable {
  readonly schedule: string;
  readonly zone: string;
  readonly catchUp: 'latest' | 'all' | 'skip';
  /** In ms. */
  readonly maxLateness: number;
  readonly pause: Pause | null;
}

/**
 * Why a slot is taken or passed over.
 * `on-time`: noticed at its time. `catch-up`: made up for. `superseded`: a later one is taken instead. `catch-up-off`: the digest makes up for
 * nothing. `too-late`: older than `maxLateness`. `paused`: in the digest's pause.
 */
export type DueReason = 'on-time' | 'catch-up' | 'superseded' | 'catch-up-off' | 'too-late' | 'paused';

export interface DecidedSlot {
  /** Epoch ms. */
  readonly scheduledFor: number;
  readonly trigger: Extract<Trigger, 'cron' | 'catch-up'>;
  readonly state: 'queued' | 'skipped';
  readonly reason: DueReason;
}

/** What became due in (after, now], epoch ms, each slot with what becomes of it; ascending. */
export function dueSlots(timetable: Timetable, after: number, now: number): DecidedSlot[] {
  if (now <= after) return [];
  const horizon = Math.min(now, Math.max(after, now - Math.max(timetable.maxLateness, ON_TIME) - 1));
  const recent = slotsIn(timetable, horizon, now);
  const paused = (at: number) => isPaused(timetable.pause, timetable.zone, at);
  const taken = takenOf(
    timetable,
    recent.filter((at) => !paused(at)),
    now,
  );
  const against = (at: number, reason: DueReason) => passedOver(at, paused(at) ? 'paused' : reason);
  return [
    ...lastSlots(timetable, after, horizon).map((at) => against(at, 'too-late')),
    ...recent.map((at) => taken.get(at) ?? against(at, reasonAgainst(timetable))),
  ];
}

/** The slots to run, by their instant. */
function takenOf({ catchUp }: Timetable, slots: readonly number[], now: number): Map<number, DecidedSlot> {
  const late = slots.filter((at) => now - at > ON_TIME);
  const punctual = slots.filter((at) => now - at <= ON_TIME);
  const latest = punctual.length === 0 ? late.slice(-1) : [];
  const madeUp = { all: late, latest, skip: [] }[catchUp];
  return new Map(
    [...madeUp.map((at) => taken(at, 'catch-up')), ...punctual.map((at) => taken(at, 'on-time'))].map(
      (slot) => [slot.scheduledFor, slot],
    ),
  );
}

const reasonAgainst = ({ catchUp }: Timetable): DueReason =>
  catchUp === 'skip' ? 'catch-up-off' : 'superseded';

const taken = (scheduledFor: number, reason: 'on-time' | 'catch-up'): DecidedSlot => ({
  scheduledFor,
  trigger: reason === 'on-time' ? 'cron' : 'catch-up',
  state: 'queued',
  reason,
});

const passedOver = (scheduledFor: number, reason: DueReason): DecidedSlot => ({
  scheduledFor,
  trigger: reason === 'paused' ? 'cron' : 'catch-up',
  state: 'skipped',
  reason,
});

const slotsIn = ({ schedule, zone }: Timetable, after: number, until: number): number[] =>
  until <= after ? [] : cronSlots(schedule, zone, { after, until });

/** The last slots in (after, until]; looks back over ever longer stretches, so that a busy schedule is not counted out over a year. */
function lastSlots(timetable: Timetable, after: number, until: number): number[] {
  for (let span = DAY / 24; until > after; span *= 4) {
    const from = Math.max(after, until - span);
    const slots = slotsIn(timetable, from, until);
    if (slots.length >= TOO_LATE_TOLD || from === after) return slots.slice(-TOO_LATE_TOLD);
  }
  return [];
}

/** How far a schedule has been looked at, and which one it was. */
export interface Looked {
  /** What `fingerprint` said then. */
  readonly schedule: string;
  readonly at: number;
}

/** What is kept in a fingerprint's place while a digest has no schedule. */
export const NO_SCHEDULE = 'none';

/**
 * Where to look on from. `new`: never looked before. `back`: it had no schedule for a while. `changed`: another schedule, whose past slots nobody was promised. `stepped-back`: the clock
 * was ahead by more than a few minutes when the schedule was looked at; slots that ran then do not run again.
 */
export type Start =
  | { readonly kind: 'on'; readonly after: number }
  | { readonly kind: 'new' | 'back' | 'changed' | 'stepped-back' };

/** A clock is set back by more than this only by hand. */
const STEP = 10 * MINUTE;

export function startFrom(timetable: Timetable, looked: Looked | null, now: number): Start {
  if (looked === null) return { kind: 'new' };
  if (looked.schedule === NO_SCHEDULE) return { kind: 'back' };
  if (looked.schedule !== fingerprint(timetable)) return { kind: 'changed' };
  return looked.at > now + STEP ? { kind: 'stepped-back' } : { kind: 'on', after: looked.at };
}

/** The same as long as the same slots are due. */
export function fingerprint({ schedule, zone }: Pick<Timetable, 'schedule' | 'zone'>): string {
  return `${schedule.split(/\s+/).join(' ')} ${zone}`;
}

const MAX_RETRY = DAY;
/** A digest that is due every minute is tried this long all the same. */
const MIN_RETRY = 10 * MINUTE;

/** Until when a run that begins now may be tried again: its digest's next slot, but ten minutes at least and a day at most. */
export function retryLimit(timetable: Pick<Timetable, 'schedule' | 'zone'> | null, now: number): number {
  const next = timetable && nextSlots(timetable.schedule, timetable.zone, now, 1)[0];
  return Math.max(now + MIN_RETRY, Math.min(next ?? Number.POSITIVE_INFINITY, now + MAX_RETRY));
}
