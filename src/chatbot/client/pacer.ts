import PQueue from 'p-queue';
import type { Clock } from '../../lib/time/clock.js';

/** Limits how many requests run at a time and how far apart they start; first come, first served. */
export interface Pacer {
  /** Runs the task as soon as a slot is free, urgent ones first; rejects with the signal's reason when it aborts. */
  run<T>(task: () => Promise<T>, options: { signal: AbortSignal; urgent: boolean }): Promise<T>;
  /** Starts nothing for `ms`; a longer pause under way is kept. */
  pause(ms: number): void;
  /** Ends pauses under way. */
  close(): void;
}

export interface PacerOptions {
  readonly concurrency: number;
  /** Minimum time between two starts, ms. */
  readonly minInterval: number;
  readonly clock: Clock;
}

export function createPacer({ concurrency, minInterval, clock }: PacerOptions): Pacer {
  const spacing = minInterval > 0 ? { interval: minInterval, intervalCap: 1, strict: true } : {};
  const queue = new PQueue({ concurrency, ...spacing });
  const closing = new AbortController();
  let pausedUntil = 0;
  let pauses = 0;

  /** The last pause resumes, whatever the clock says by then: a timer may fire a millisecond early, and a clock may be set back. */
  async function resumeAfter(ms: number): Promise<void> {
    const pause = ++pauses;
    await clock.sleep(ms, closing.signal).catch(() => undefined);
    if (closing.signal.aborted || pause === pauses) queue.start();
  }

  return {
    run: (task, { signal, urgent }) => queue.add(task, { signal, priority: urgent ? 1 : 0 }),
    pause(ms) {
      const until = clock.now() + ms;
      if (until <= pausedUntil) return;
      pausedUntil = until;
      queue.pause();
      void resumeAfter(ms);
    },
    close: () => closing.abort(),
  };
}
