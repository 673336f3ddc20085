import type { Clock } from '../../src/lib/time/clock.js';

/** A clock that goes on by a millisecond whenever somebody looks, and by its sleeps, which take no real time: the same on any machine. */
export function tickingClock(start = Date.parse('2026-11-25T10:00:00.000Z')): Clock {
  let now = start;
  return {
    now: () => {
      now += 1;
      return now;
    },
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      now += Math.ceil(ms);
    },
  };
}
