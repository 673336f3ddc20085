import { describe, expect, test } from 'vitest';
import {
  hasHole,
  isSameReader,
  latest,
  outcomeOf,
  wasIncomplete,
} from '../../../../src/ledger/steps/editions.js';

type Sent = Parameters<typeof latest>[0][number];

const sent = (over: Partial<Sent> = {}): Sent => ({
  ...{ kind: 'email', target: 'a@x', slice: 'all', part: 'message' },
  ...{ edition: 0, state: 'delivered', reason: 'first', incomplete: 0 },
  ...over,
});

const [whole, holed] = [sent(), sent({ incomplete: 1 })];
const corrected = sent({ edition: 1 });
const failed = sent({ state: 'failed', reason: 'gave-up' });
const other = { target: 'b@x' };

describe('the latest editions', () => {
  test('are one of each part for each reader', () => {
    const apart = [
      { kind: 'slack' } as const,
      { target: 'b@x' },
      { slice: 'Asia/Tokyo' },
      { part: 'files' } as const,
    ];
    for (const over of apart) {
      const rows = [sent(), sent(over), sent({ ...over, edition: 1 })];
      expect(latest(rows)).toEqual([rows[0], rows[2]]);
    }
    expect(latest([corrected, whole])).toEqual([corrected]);
  });

  test('leave out what was replaced', () => {
    expect(latest([sent({ state: 'skipped', reason: 'replaced' }), sent(other)])).toEqual([sent(other)]);
  });
});

test.each([
  ['the same', {}, true],
  ['of another part', { part: 'files' }, true],
  ['of another edition', { edition: 1 }, true],
  ['by another channel', { kind: 'slack' }, false],
  ['to another address', { target: 'b@x' }, false],
  ['of another slice', { slice: 'Asia/Tokyo' }, false],
] as const)('two deliveries, one %s, go to the same reader: %#', (_what, over, expected) => {
  expect(isSameReader(sent(), sent(over))).toBe(expected);
});

test.each<[string, Sent[], ReturnType<typeof outcomeOf>, boolean, boolean]>([
  ['nothing', [], 'completed', false, false],
  ['a digest', [whole], 'completed', false, false],
  ['a digest with a hole', [holed], 'partial', true, true],
  ['a digest with a hole, and its correction', [holed, corrected], 'completed', false, true],
  [
    'a digest with a hole, and another its correction',
    [holed, sent({ ...corrected, ...other })],
    'partial',
    true,
    true,
  ],
  ['nothing, as it failed', [failed], 'failed', false, false],
  ['nothing, as a digest with a hole failed', [{ ...failed, incomplete: 1 }], 'failed', false, false],
  ['a digest, and another none', [whole, { ...failed, ...other }], 'partial', false, false],
  ['a digest, and another one with a hole', [whole, { ...holed, ...other }], 'partial', true, true],
])('readers who got %s', (_what, deliveries, outcome, hole, incomplete) => {
  expect(outcomeOf(deliveries)).toBe(outcome);
  expect(hasHole(deliveries)).toBe(hole);
  expect(wasIncomplete(deliveries)).toBe(incomplete);
});

test('a run whose correction failed is partial', () => {
  expect(outcomeOf([holed, { ...failed, edition: 1 }])).toBe('partial');
});
