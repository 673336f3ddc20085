import { type Clock, systemClock } from '../../src/lib/time/clock.js';

/** A clock that runs so many times as fast as the machine's, from `start` on. */
export function fastClock(times: number, start = Date.parse('2026-11-25T10:00:00.000Z')): Clock {
  const begun = performance.now();
  return {
    now: () => Math.floor(start + (performance.now() - begun) * times),
    sleep: (ms, signal) => systemClock.sleep(ms / times, signal),
  };
}
