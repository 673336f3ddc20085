import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import type { Queue, QueueOptions, StartQueue } from '../../src/queue/queue.js';

interface Subject {
  readonly name: string;
  /** As another process would start it, on the same store. It looks for runs that nobody announced within half a second. */
  open(): Promise<StartQueue>;
}

/** What the ledger is to a queue: which runs wait, from when on, and who has them. */
class Store {
  readonly #waiting = new Map<string, number>();

  add(run: string, notBefore = 0): string {
    this.#waiting.set(run, notBefore);
    return run;
  }

  async claim(run?: string): Promise<string | null> {
    for (const [id, notBefore] of this.#waiting) {
      if ((run !== undefined && run !== id) || notBefore > Date.now()) continue;
      this.#waiting.delete(id);
      return id;
    }
    return null;
  }
}

const announced = (run: string, delay = 0, fence = 0) => ({ run, fence, delay });

/** What every queue promises, whatever carries the ids. */
export function queueConformance({ name, open }: Subject): void {
  describe(`the ${name} queue`, () => {
    const queues: Queue[] = [];
    let serial = 0;
    afterEach(async () => void (await Promise.all(queues.splice(0).map((queue) => queue.stop()))));

    /** Ids that no other test has used. */
    const runs = (count: number) => Array.from({ length: count }, () => `${name}-${++serial}`);

    async function start(store: Store, over: Partial<QueueOptions<string>> = {}) {
      const done: string[] = [];
      const options: QueueOptions<string> = {
        concurrency: () => 4,
        claim: (run) => store.claim(run),
        work: async (run) => void done.push(run),
        trouble: (error) => expect.fail(`trouble: ${error}`),
        ...over,
      };
      const queue = (await open())(options);
      queues.push(queue);
      return { queue, done };
    }

    test('works on what is announced, each run once, however often it is announced', async () => {
      const store = new Store();
      const { queue, done } = await start(store);
      const ids = runs(20).map((run) => store.add(run));
      await queue.announce(ids.map((run) => announced(run)));
      await queue.announce(ids.map((run) => announced(run)));
      await expect.poll(() => done.length, { timeout: 5_000 }).toBe(20);
      await queue.announce([]);
      await wait(200);
      expect(done.toSorted()).toEqual(ids.toSorted());
    });

    test('passes over a run that somebody has already, or that has ended', async () => {
      const store = new Store();
      const { queue, done } = await start(store);
      const [gone = '', there = ''] = runs(2);
      store.add(there);
      await queue.announce([announced(gone), announced(there)]);
      await expect.poll(() => done, { timeout: 5_000 }).toEqual([there]);
    });

    test('finds the runs that nobody announced', async () => {
      const store = new Store();
      const { done } = await start(store);
      const ids = runs(6).map((run) => store.add(run));
      await expect.poll(() => done.toSorted(), { timeout: 5_000 }).toEqual(ids.toSorted());
    });

    test('begins no run before its time', async () => {
      const store = new Store();
      const [late = ''] = runs(1);
      const due = Date.now() + 700;
      let begun = 0;
      const work = async () => {
        begun = Date.now();
      };
      const { queue } = await start(store, { work });
      store.add(late, due);
      await queue.announce([announced(late, 700, 1)]);
      await expect.poll(() => begun, { timeout: 5_000 }).toBeGreaterThan(0);
      expect(begun).toBeGreaterThanOrEqual(due);
    });

    test('works on as many at a time as it may, also when that changes', async () => {
      const store = new Store();
      let [allowed, open, most] = [2, 0, 0];
      const ends: (() => void)[] = [];
      const work = async () => {
        open += 1;
        most = Math.max(most, open);
        await new Promise<void>((resolve) => ends.push(resolve));
        open -= 1;
      };
      const { queue } = await start(store, { concurrency: () => allowed, work });
      await queue.announce(runs(9).map((run) => announced(store.add(run))));
      await expect.poll(() => open, { timeout: 5_000 }).toBe(2);
      await wait(200);
      expect(most).toBe(2);
      allowed = 5;
      queue.wake();
      await expect.poll(() => open, { timeout: 5_000 }).toBe(5);
      await wait(200);
      expect(most).toBe(5);
      for (let ended = 0; ended < 9; ) {
        await expect.poll(() => ends.length, { timeout: 5_000 }).toBeGreaterThan(0);
        for (const end of ends.splice(0)) {
          end();
          ended += 1;
        }
      }
      await expect.poll(() => open).toBe(0);
    });

    test('shares the runs between two processes, each run once', async () => {
      const store = new Store();
      const slow = { concurrency: () => 2, claim: (run?: string) => store.claim(run) };
      const [one, two] = [[] as string[], [] as string[]];
      const slowly = (done: string[]) => async (run: string) => {
        await wait(20);
        done.push(run);
      };
      const { queue } = await start(store, { ...slow, work: slowly(one) });
      await start(store, { ...slow, work: slowly(two) });
      const ids = runs(30).map((run) => store.add(run));
      await queue.announce(ids.map((run) => announced(run)));
      await expect.poll(() => one.length + two.length, { timeout: 5_000 }).toBe(30);
      expect([...one, ...two].toSorted()).toEqual(ids.toSorted());
      expect(Math.min(one.length, two.length)).toBeGreaterThan(0);
    });

    test('once stopped takes nothing more, ends what is under way, and leaves the rest to another process', async () => {
      const store = new Store();
      let ended = false;
      const work = async () => {
        await wait(300);
        ended = true;
      };
      const { queue } = await start(store, { concurrency: () => 1, work });
      const [first = '', second = ''] = runs(2);
      await queue.announce([announced(store.add(first))]);
      await wait(150);
      const stopping = queue.stop();
      store.add(second);
      await queue.announce([announced(second)]);
      await stopping;
      expect(ended).toBe(true);
      const { done } = await start(store);
      await expect.poll(() => done, { timeout: 5_000 }).toEqual([second]);
    });
  });
}
