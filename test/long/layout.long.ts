import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyPage, faultsIn } from '../unit/render/pdf/any-digest.js';

test('of 500 digests of any kind, no page has anything cut, covered or orphaned', async () => {
  await fc.assert(
    fc.asyncProperty(anyPage, async (page) => {
      expect(await faultsIn(page)).toEqual([]);
    }),
    { numRuns: 500, endOnFailure: true },
  );
});
