import type { Clock } from '../../src/lib/time/clock.js';

/** A clock that stands still except for its sleeps, which take no real time. */
export function quickClock(
  start = Date.parse('2026-11-23T07:00:00.000Z'),
): Clock & { readonly slept: readonly number[] } {
  const slept: number[] = [];
  let now = start;
  return {
    slept,
    now: () => now,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      slept.push(ms);
      now += ms;
    },
  };
}
