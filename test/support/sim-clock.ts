import type { Clock } from '../../src/lib/time/clock.js';

interface Sleeper {
  readonly until: number;
  wake(): void;
}

/** A clock that a test moves: it shows what it is set to, and sleeps end when as much time has passed. */
export interface SimClock extends Clock {
  /** Time passes, in ms. */
  pass(ms: number): void;
  /** Somebody sets the clock, by so many ms; no time passes. */
  step(ms: number): void;
  /** Nobody is woken any more: the process is gone. */
  forget(): void;
}

export function simClock(start: number): SimClock {
  const sleepers = new Set<Sleeper>();
  let passed = 0;
  let shown = start;
  return {
    now: () => shown,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const end = () => {
          sleepers.delete(sleeper);
          reject(signal?.reason);
        };
        const wake = () => {
          sleepers.delete(sleeper);
          signal?.removeEventListener('abort', end);
          resolve();
        };
        const sleeper = { until: passed + ms, wake };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', end, { once: true });
      }),
    pass(ms) {
      passed += ms;
      shown += ms;
      for (const { until, wake } of [...sleepers]) if (until <= passed) wake();
    },
    step(ms) {
      shown += ms;
    },
    forget: () => sleepers.clear(),
  };
}
