import { describe, expect, test } from 'vitest';
import type { Ended, EndSignal } from './processes.js';

/** What is ended at each of its points. */
export interface EndedWork<Trial extends Ended> {
  /** `a run by mail`. */
  readonly what: string;
  /** Points that it has at least. */
  readonly least: number;
  /** Ends it at a point; null lets it finish. */
  tryEnding(at: number | null, signal?: EndSignal): Promise<Trial>;
  /** What is wrong with how it ended. */
  faultsOf(trial: Trial): readonly string[];
}

/** Tests that end some work at each of its points, by SIGKILL and by SIGTERM. */
export async function everyPoint<Trial extends Ended>({
  what,
  least,
  tryEnding,
  faultsOf,
}: EndedWork<Trial>): Promise<void> {
  const { passed } = await tryEnding(null);
  const points = passed.map((name, index) => ({ at: index + 1, name }));
  for (const signal of ['SIGKILL', 'SIGTERM'] as const satisfies EndSignal[])
    describe(`${signal} in ${what}`, () => {
      test(`has ${least} points or more`, () => expect(points.length).toBeGreaterThanOrEqual(least));
      test.each(points)('at point $at, about $name', async ({ at }) => {
        const trial = await tryEnding(at, signal);
        expect(faultsOf(trial), `ended at ${trial.passed.at(-1)}`).toEqual([]);
        if (signal === 'SIGTERM') {
          // A second signal ends it at once; one that passes fewer points than the first trial gets none.
          expect(trial.code).toBe(trial.stopping && trial.passed.length >= at ? 1 : 0);
          expect(trial.took).toBeLessThan(25_000);
        }
      });
    });
}
