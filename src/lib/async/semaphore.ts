import { setImmediate as nextTurn } from 'node:timers/promises';

/** Runs work as soon as a slot is free, first come, first served. */
export type Semaphore = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** At most `slots` tasks at a time; each starts in its own turn of the event loop, so that starting several does not block it. */
export function createSemaphore(slots: number): Semaphore {
  const waiting: (() => void)[] = [];
  let free = slots;
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((start) => waiting.push(start));
    try {
      await nextTurn();
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
