import type { DigestConfig, Holiday, SkipHolidays } from '../config/config.js';
import { cronSlotsAfter } from '../lib/cron/cron.js';
import { addDays, type Day, localTime, startOfDay } from '../lib/time/zone.js';
import { instantOfLocal, isCron, localSlots, timesOn } from './local-slots.js';
import { type DaysOff, daysOff, nearestWorkingDay } from './working-days.js';

const DAY = 86_400_000;

/** The days on which a schedule is due. */
export interface DayRules {
  /** Local days, both inclusive. */
  readonly from: Day | null;
  readonly until: Day | null;
  readonly skipHolidays: SkipHolidays | null;
  /** In order. */
  readonly holidays: readonly Holiday[];
}

/** When something is due. */
export interface Schedule {
  /** Cron, `lastWorkingDay 17:00` or local times, as in `DigestConfig`. */
  readonly schedule: string;
  readonly zone: string;
  /** All days when left out. */
  readonly days?: DayRules;
  /** A second cron, whose slots are due as well. */
  readonly also?: string;
}

/** What says when a digest is due. */
export type Scheduled = Pick<DigestConfig, 'schedule' | 'timezone'> &
  Partial<DayRules> &
  Pick<Schedule, 'also'>;

/** When a digest is due; null for one on demand. */
export function scheduleOf({ schedule, timezone: zone, also, ...days }: Scheduled): Schedule | null {
  if (schedule === null) return null;
  const { from = null, until = null, skipHolidays = null, holidays = [] } = days;
  return { schedule, zone, days: { from, until, skipHolidays, holidays }, ...(also && { also }) };
}

/** A slot with the holiday that moved it, or because of which it is not due. */
export interface Occasion {
  /** Epoch ms. */
  readonly at: number;
  readonly holiday: (Holiday & { readonly effect: 'moved' | 'dropped' }) | null;
}

interface Range {
  readonly after: number;
  readonly until: number;
  readonly limit?: number;
}

/**
 * The instants (epoch ms) in (after, until] at which a schedule is due, ascending and distinct; with a `limit`, at most that many, earliest
 * first. Around clock changes by the rules of `cronSlots`. A slot that moves keeps its local time; slots that fall on one instant are one.
 */
export function scheduledSlots(
  schedule: Schedule,
  { after, until, limit = Number.POSITIVE_INFINITY }: Range,
): number[] {
  const slots: number[] = [];
  if (limit <= 0 || until <= after) return slots;
  for (const { at, holiday } of occasionsAfter(schedule, after)) {
    if (at > until) break;
    if (holiday?.effect === 'dropped') continue;
    slots.push(at);
    if (slots.length >= limit) break;
  }
  return slots;
}

/** The first `limit` slots after `after` (epoch ms); fewer when the schedule ends. */
export const nextScheduled = (schedule: Schedule, after: number, limit: number): number[] =>
  scheduledSlots(schedule, { after, until: Number.POSITIVE_INFINITY, limit });

/** All slots after `after` (epoch ms), and those that a holiday drops. */
export function* occasionsAfter(schedule: Schedule, after: number): Generator<Occasion, void, void> {
  const { zone, days } = schedule;
  const first = days?.from ? startOfDay(zone, days.from) : Number.NEGATIVE_INFINITY;
  const end = days?.until ? startOfDay(zone, addDays(days.until, 1)) : Number.POSITIVE_INFINITY;
  const start = Math.max(after, first - 1);
  const due = merged(ownAfter(schedule, start), movedAfter(schedule, start));
  for (const occasion of merged(due, alsoAfter(schedule, start))) {
    if (occasion.at >= end) return;
    yield occasion;
  }
}

const offOf = ({ days }: Schedule): DaysOff => daysOff(days?.holidays ?? NONE);
const NONE: readonly Holiday[] = [];

/** Slots on days that are no holidays, and those that are dropped. */
function* ownAfter(schedule: Schedule, after: number): Generator<Occasion, void, void> {
  const { zone, days } = schedule;
  const skip = days?.skipHolidays ?? null;
  const off = offOf(schedule);
  for (const at of instantsAfter(schedule, after)) {
    const day = skip === null || off.size === 0 ? '' : localTime(zone, at).day;
    const name = off.get(day);
    if (name === undefined) yield { at, holiday: null };
    else if (skip === 'drop') yield { at, holiday: { day, name, effect: 'dropped' } };
  }
}

function* alsoAfter({ also, zone }: Schedule, after: number): Generator<Occasion, void, void> {
  if (also !== undefined) for (const at of cronSlotsAfter(also, zone, after)) yield { at, holiday: null };
}

/** Slots whatever the day. */
function* instantsAfter(schedule: Schedule, after: number): Generator<number, void, void> {
  const { schedule: text, zone } = schedule;
  if (isCron(text)) {
    yield* cronSlotsAfter(text, zone, after);
    return;
  }
  let last = after;
  for (const local of localSlots(text, offOf(schedule), after - 2 * DAY)) {
    const at = instantOfLocal(zone, local);
    if (at > last) yield at;
    last = Math.max(last, at);
  }
}

/** Slots of holidays, on the working days that they move to. Later holidays never move to earlier days. */
function* movedAfter(schedule: Schedule, after: number): Generator<Occasion, void, void> {
  const { schedule: text, zone, days } = schedule;
  const side = days?.skipHolidays ?? 'drop';
  if (side === 'drop') return;
  const off = offOf(schedule);
  const today = localTime(zone, after).day;
  const oldest = addDays(today, -MAX_MOVE);
  let group: Occasion[] = [];
  let target: Day | null = null;
  for (const [day, name] of off) {
    if (day < oldest) continue;
    const to = nearestWorkingDay(day, side, off);
    if (to === null || to < today) continue;
    if (to !== target) yield* inOrder(group, after);
    if (to !== target) group = [];
    target = to;
    for (const time of timesOn(text, day, off))
      group.push({
        at: instantOfLocal(zone, Date.parse(to) + time),
        holiday: { day, name, effect: 'moved' },
      });
  }
  yield* inOrder(group, after);
}

/** Days: longer than holidays in a row. */
const MAX_MOVE = 366;

function* inOrder(group: readonly Occasion[], after: number): Generator<Occasion, void, void> {
  let last = after;
  for (const occasion of group.toSorted((a, b) => a.at - b.at)) {
    if (occasion.at > last) yield occasion;
    last = Math.max(last, occasion.at);
  }
}

/** Two streams in order; of equal instants that of the first. */
function* merged(
  one: Generator<Occasion, void, void>,
  other: Generator<Occasion, void, void>,
): Generator<Occasion, void, void> {
  let [left, right] = [one.next(), other.next()];
  while (!left.done || !right.done) {
    const [a, b] = [left.value, right.value];
    if (a && (!b || a.at <= b.at)) {
      yield a;
      left = one.next();
      if (b?.at === a.at) right = other.next();
    } else if (b) {
      yield b;
      right = other.next();
    }
  }
}
