import { type OffsetInterval, offsetIntervals } from '../time/zone.js';
import { type LocalSchedule, localSchedule } from './local-schedule.js';

const MINUTE = 60_000;
/** Longer than any clock change, so that the change that repeats an hour is always in view. */
const LOOK_BACK = 48 * 60 * MINUTE;

/**
 * The instants (epoch ms) in (after, until] at which the expression is due in the zone, ascending and distinct;
 * with a `limit`, at most that many, earliest first.
 *
 * When both day of month and weekday are given, either matches, as in cron. Around clock changes:
 * - skipped local times are due once, together, at the instant right after the gap;
 * - repeated local times are due the first time only;
 * - a schedule whose hour field covers every hour (`0 * * * *`) is exempt: nothing is moved out of a gap, and
 *   a repeated hour counts like any other.
 *
 * Throws when the expression is not cron; `cronProblem` says why.
 */
export function cronSlots(
  expression: string,
  zone: string,
  range: { readonly after: number; readonly until: number; readonly limit?: number },
): number[] {
  const limit = range.limit ?? Number.POSITIVE_INFINITY;
  const slots: number[] = [];
  if (limit <= 0) return slots;
  for (const slot of cronSlotsAfter(expression, zone, range.after)) {
    if (slot > range.until) break;
    slots.push(slot);
    if (slots.length >= limit) break;
  }
  return slots;
}

/** The first `count` instants after `after` (epoch ms), by the rules of `cronSlots`; fewer when the schedule ends. */
export function nextSlots(expression: string, zone: string, after: number, count: number): number[] {
  return cronSlots(expression, zone, { after, until: Number.POSITIVE_INFINITY, limit: count });
}

/** All instants after `after` (epoch ms), ascending, by the rules of `cronSlots`. */
export function* cronSlotsAfter(
  expression: string,
  zone: string,
  after: number,
): Generator<number, void, void> {
  const schedule = localSchedule(expression);
  let last = after;
  let before: number | null = null;
  for (const interval of offsetIntervals(zone, after - LOOK_BACK, Number.POSITIVE_INFINITY)) {
    if (schedule.next(interval.from + interval.offset * MINUTE) === null) return;
    const change = before === null ? 0 : (interval.offset - before) * MINUTE;
    for (const slot of slotsIn(interval, change, { schedule, after: last })) {
      if (slot > last) yield slot;
      last = Math.max(last, slot);
    }
    before = interval.offset;
  }
}

/** The slots of an interval that began with the clocks moving forward (`change` > 0) or back (ms). */
function* slotsIn(
  interval: OffsetInterval,
  change: number,
  due: { readonly schedule: LocalSchedule; readonly after: number },
): Generator<number, void, void> {
  const { schedule, after } = due;
  const offset = interval.offset * MINUTE;
  const localStart = interval.from + offset;
  const moved = change === 0 || schedule.everyHour() ? 0 : change;
  if (moved > 0 && (schedule.next(localStart - moved) ?? localStart) < localStart) yield interval.from;

  const firstOccurrence = localStart + Math.max(0, -moved);
  let local = schedule.next(Math.max(firstOccurrence, after + 1 + offset));
  while (local !== null && local < interval.to + offset) {
    yield local - offset;
    local = schedule.next(local + 1);
  }
}
