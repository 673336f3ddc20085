import fc from 'fast-check';
import { expect, test } from 'vitest';
import { samples } from '../../../support/samples.js';
import { anyShortPage, faultsIn } from './any-digest.js';

test('whatever the bots, names, days, language and paper, nothing is cut, covered or orphaned', async () => {
  await fc.assert(
    fc.asyncProperty(anyShortPage, async (page) => {
      expect(await faultsIn(page)).toEqual([]);
    }),
    { numRuns: samples(6), seed: 20261123, endOnFailure: true },
  );
});
