import { localSchedule } from './local-schedule.js';

/** Slots that are looked at: two weeks of daily ones. */
const SLOTS = 15;

/**
 * The shortest time between two of the next slots after `now` (epoch ms), in ms of local time, clock changes aside; null when fewer than two
 * follow. Throws when the expression is not cron.
 */
export function shortestInterval(expression: string, now: number): number | null {
  const schedule = localSchedule(expression);
  let last = schedule.next(now);
  let shortest: number | null = null;
  for (let count = 1; count < SLOTS && last !== null; count++) {
    const next = schedule.next(last + 1);
    if (next !== null) shortest = Math.min(shortest ?? Number.POSITIVE_INFINITY, next - last);
    last = next;
  }
  return shortest;
}
