import { setImmediate as nextTurn } from 'node:timers/promises';

/** Does work as soon as there is room for it, in the order in which it came. */
export type Semaphore = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** Room for so many works at a time, each begun in a turn of the event loop of its own. */
export function createSemaphore(places: number): Semaphore {
  const waiting: (() => void)[] = [];
  let free = places;
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((begin) => waiting.push(begin));
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
