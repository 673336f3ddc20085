import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import type { Pacer } from '../../src/chatbot/client/pacer.js';

interface Subject {
  readonly name: string;
  /** A pacer of a token that no other one has. */
  open(pace: { readonly concurrency: number; readonly minInterval: number }): Pacer;
}

/** What every pacer promises, over one process or over many. */
export function pacerConformance({ name, open }: Subject): void {
  describe(`the ${name} pacer`, () => {
    const pacers: Pacer[] = [];
    afterEach(() => {
      for (const pacer of pacers.splice(0)) pacer.close();
    });
    const start = (concurrency: number, minInterval: number) => {
      const pacer = open({ concurrency, minInterval });
      pacers.push(pacer);
      return pacer;
    };
    const going = () => ({ signal: new AbortController().signal, urgent: false });
    const after = (ms: number) => () => wait(ms);

    test('lets no more tasks run at a time than allowed, and that many', async () => {
      const pacer = start(3, 0);
      let [open, most] = [0, 0];
      const task = async () => {
        most = Math.max(most, ++open);
        await wait(30);
        open -= 1;
      };
      await Promise.all(Array.from({ length: 12 }, () => pacer.run(task, going())));
      expect(most).toBe(3);
    });

    test('keeps starts apart, also after a quiet time', async () => {
      const pacer = start(5, 200);
      /** Starts so many tasks at once, and says how long after that each of them began, ms. */
      const begun = async (count: number) => {
        const asked = performance.now();
        const task = async () => performance.now() - asked;
        return Promise.all(Array.from({ length: count }, () => pacer.run(task, going())));
      };
      const early = (await begun(4)).toSorted((a, b) => a - b);
      await wait(300);
      const late = (await begun(2)).toSorted((a, b) => a - b);
      // On a busy machine a start may be late, and the one after it that much nearer: none comes before its turn.
      for (const [turn, after] of [...early.entries(), ...late.entries()])
        expect(after).toBeGreaterThan(turn * 200 - 5);
    });

    test('starts nothing while it pauses, and the longer of two pauses stands', async () => {
      const pacer = start(2, 0);
      let paused = 0;
      const pausing = async () => {
        paused = performance.now();
        pacer.pause(300);
      };
      await pacer.run(pausing, going());
      pacer.pause(20);
      await pacer.run(async () => {}, going());
      expect(performance.now() - paused).toBeGreaterThan(298);
    });

    test('lets an urgent task go before those that wait', async () => {
      const pacer = start(1, 0);
      const order: string[] = [];
      const task = (word: string) => async () => void order.push(word);
      const first = pacer.run(after(50), going());
      const calm = pacer.run(task('calm'), going());
      const urgent = pacer.run(task('urgent'), { ...going(), urgent: true });
      await Promise.all([first, calm, urgent]);
      expect(order).toEqual(['urgent', 'calm']);
    });

    test('gives up a task that nobody wants any more with the reason, and the others go on', async () => {
      const pacer = start(1, 100);
      const stop = new AbortController();
      await pacer.run(async () => {}, going());
      const unwanted = pacer.run(async () => expect.fail('it ran'), { signal: stop.signal, urgent: false });
      stop.abort(new Error('Nobody wants it.'));
      await expect(unwanted).rejects.toThrow('Nobody wants it.');
      expect(await pacer.run(async () => 'went on', going())).toBe('went on');
    });

    test('hands on what a task returns or throws, and is free again', async () => {
      const pacer = start(1, 0);
      expect(await pacer.run(async () => 7, going())).toBe(7);
      const failing = async () => {
        throw new Error('no luck');
      };
      await expect(pacer.run(failing, going())).rejects.toThrow('no luck');
      expect(await pacer.run(async () => 8, going())).toBe(8);
    });
  });
}
