import { describe, expect, test } from 'vitest';
import { summedHistory } from '../../../../src/alerts/days/summed.js';
import { historyOf } from '../judge/input.js';

const of = (values: readonly (number | null)[], last?: string) => historyOf({ conversations: values }, last);

describe('the history of several bots together', () => {
  test('has the sum of each day', () => {
    const { counts } = summedHistory([of([1, 2, 3], '2026-11-24'), of([10, 20, 30], '2026-11-24')]);
    expect(counts).toEqual({
      conversations: [
        { day: '2026-11-22', value: 11 },
        { day: '2026-11-23', value: 22 },
        { day: '2026-11-24', value: 33 },
      ],
    });
  });

  test('lacks a day that any of them lacks, whichever comes first', () => {
    const values = (histories: readonly ReturnType<typeof of>[]) =>
      summedHistory(histories).counts.conversations?.map(({ value }) => value);
    expect(values([of([1, null, 3]), of([10, 20, 30])])).toEqual([11, null, 33]);
    expect(values([of([10, 20, 30]), of([1, null, 3])])).toEqual([11, null, 33]);
    expect(values([of([1, null, 3]), of([null, 5, 7]), of([0, 0, 0])])).toEqual([null, null, 10]);
  });

  test('has the days of the shortest', () => {
    const days = summedHistory([of([1, 2, 3, 4]), of([10, 20])]).counts.conversations;
    expect(days).toEqual([
      { day: '2026-11-23', value: 13 },
      { day: '2026-11-24', value: 24 },
    ]);
  });

  test('of one is that one, and of none has no counts', () => {
    const one = of([1, null]);
    expect(summedHistory([one])).toBe(one);
    expect(summedHistory([])).toEqual({ counts: {}, goodAt: null, gap: null });
  });

  test('sums uses beside fallbacks', () => {
    const rates = (hits: number, uses: number) => historyOf({ fallbacks: [hits], uses: [uses] });
    expect(summedHistory([rates(1, 10), rates(2, 30)]).counts).toMatchObject({
      fallbacks: [{ value: 3 }],
      uses: [{ value: 40 }],
    });
  });
});
