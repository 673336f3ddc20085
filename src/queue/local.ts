import { startLoop } from './loop.js';
import type { StartQueue } from './queue.js';

/** How often to look for runs whose time has come, or whose process is gone, in ms. */
const PAUSE = 2_000;

/** Looks at the store often enough that nobody needs to be told. */
export function localQueue({ pause = PAUSE }: { readonly pause?: number } = {}): StartQueue {
  return ({ concurrency, claim, work }) => {
    const { wake, stop } = startLoop({ concurrency, next: () => claim(), work, pause });
    return { announce: async () => wake(), wake, stop };
  };
}
