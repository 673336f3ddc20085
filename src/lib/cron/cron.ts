import { type Stretch, stretches } from '../time/zone.js';
import { type LocalSchedule, localSchedule } from './local-schedule.js';

const MINUTE = 60_000;
/** Longer than any clock change, so that the one behind a repeated hour is always seen. */
const LOOK_BACK = 48 * 60 * MINUTE;

/**
 * The instants (epoch ms) in (after, until] at which the expression is due on the zone's clocks, ascending and
 * distinct; with a `limit`, the earliest so many.
 *
 * Day of month and weekday both given: either is enough, as in cron. Around clock changes:
 * - times that the clocks skip are due together once, at the instant right after the gap;
 * - times that the clocks show twice are due at the first showing only;
 * - a schedule whose hour field takes in every hour (`0 * * * *`) keeps its pace instead: nothing is moved out
 *   of a gap, and a repeated hour counts like any other.
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
  for (const slot of slotsAfter(expression, zone, range.after)) {
    if (slot > range.until) break;
    slots.push(slot);
    if (slots.length >= limit) break;
  }
  return slots;
}

/** The first `count` instants after `after` (epoch ms), by the rules of `cronSlots`; fewer when it stops firing. */
export function nextSlots(expression: string, zone: string, after: number, count: number): number[] {
  return cronSlots(expression, zone, { after, until: Number.POSITIVE_INFINITY, limit: count });
}

function* slotsAfter(expression: string, zone: string, after: number): Generator<number, void, void> {
  const schedule = localSchedule(expression);
  let last = after;
  let before: number | null = null;
  for (const stretch of stretches(zone, after - LOOK_BACK, Number.POSITIVE_INFINITY)) {
    if (schedule.next(stretch.from + stretch.offset * MINUTE) === null) return;
    const change = before === null ? 0 : (stretch.offset - before) * MINUTE;
    for (const slot of slotsIn(stretch, change, { schedule, after: last })) {
      if (slot > last) yield slot;
      last = Math.max(last, slot);
    }
    before = stretch.offset;
  }
}

/** The slots of one stretch that began with the clocks moving forward (`change` > 0) or back (ms). */
function* slotsIn(
  stretch: Stretch,
  change: number,
  due: { readonly schedule: LocalSchedule; readonly after: number },
): Generator<number, void, void> {
  const { schedule, after } = due;
  const offset = stretch.offset * MINUTE;
  const shown = stretch.from + offset;
  const moved = schedule.everyHour ? 0 : change;
  if (moved > 0 && (schedule.next(shown - moved) ?? shown) < shown) yield stretch.from;

  const firstShowing = shown + Math.max(0, -moved);
  let wall = schedule.next(Math.max(firstShowing, after + 1 + offset));
  while (wall !== null && wall < stretch.to + offset) {
    yield wall - offset;
    wall = schedule.next(wall + 1);
  }
}
