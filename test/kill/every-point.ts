import { describe, expect, test } from 'vitest';
import { type EndSignal, faultsOf, type Medium, tryEnding } from './trial.js';

/** Tests that end a run by this medium at each of its points, by SIGKILL and by SIGTERM. */
export async function everyPoint(medium: Medium): Promise<void> {
  const { passed } = await tryEnding(medium, null);
  const points = passed.map((name, index) => ({ at: index + 1, name }));
  for (const signal of ['SIGKILL', 'SIGTERM'] as const satisfies EndSignal[])
    describe(`${signal} in a run by ${medium}`, () => {
      test('has sixty points or more', () => expect(points.length).toBeGreaterThanOrEqual(60));
      test.each(points)('at point $at, about $name', async ({ at }) => {
        const trial = await tryEnding(medium, at, signal);
        expect(faultsOf(medium, trial), `ended at ${trial.passed.at(-1)}`).toEqual([]);
        if (signal === 'SIGTERM') {
          // A second signal ends it at once.
          expect(trial.code).toBe(trial.stopping ? 1 : 0);
          expect(trial.took).toBeLessThan(25_000);
          if (medium === 'mail') expect(trial.mails).toHaveLength(3);
        }
      });
    });
}
