import type { StartQueue } from './queue.js';

/** Jobs that are taken one by one and run in parallel. */
interface LoopOptions<Job> {
  /** Maximum number of parallel jobs. */
  concurrency(): number;
  /** The next job, or null. Never rejects. */
  next(): Promise<Job | null>;
  /** Never rejects. */
  work(job: Job): Promise<void>;
  /** How often to ask for the next job when there was none, in ms. */
  readonly pause: number;
}

export interface Loop {
  /** There may be a job now. */
  wake(): void;
  /** Takes no more jobs; resolves when running ones are done. */
  stop(): Promise<void>;
}

export function startLoop<Job>({ concurrency, next, work, pause }: LoopOptions<Job>): Loop {
  const underWay = new Set<Promise<void>>();
  let stopped = false;
  let wake = () => {};
  const begin = (job: Job) => {
    const done = work(job).finally(() => {
      underWay.delete(done);
      wake();
    });
    underWay.add(done);
  };
  const fill = async () => {
    while (!stopped && underWay.size < concurrency()) {
      const job = await next();
      if (job === null) return;
      begin(job);
    }
  };
  const untilWoken = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pause);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const loop = (async () => {
    while (!stopped) {
      const woken = untilWoken();
      await fill();
      if (!stopped) await woken;
    }
  })();
  return {
    wake: () => wake(),
    async stop() {
      stopped = true;
      wake();
      await loop;
      await Promise.all(underWay);
    },
  };
}

/** How often to look for due or abandoned runs, in ms. */
const POLL = 2_000;

/** The queue of a single process: it polls the store, and announcements only wake it. */
export function localQueue({ pause = POLL }: { readonly pause?: number } = {}): StartQueue {
  return ({ concurrency, claim, work }) => {
    const { wake, stop } = startLoop({ concurrency, next: () => claim(), work, pause });
    return { announce: async () => wake(), wake, stop };
  };
}
