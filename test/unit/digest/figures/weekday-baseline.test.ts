import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { median, weekdayBaselines } from '../../../../src/digest/figures/weekday-baseline.js';
import { addDays } from '../../../../src/lib/time/zone.js';

/** Counts from a Monday on. */
const days = (values: readonly (number | null)[]) =>
  values.map((value, index) => ({ day: addDays('2026-09-21', index), value }));
const weeks = (...mondays: (number | null)[]) => days(mondays.flatMap((value) => [value, 1, 1, 1, 1, 1, 1]));

describe('the median', () => {
  test.each([
    [[3], 3],
    [[1, 9], 5],
    [[9, 1, 2], 2],
    [[4, 1, 100, 2], 3],
  ])('of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  test('has as many values on either side, in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 1, maxLength: 20 }), (values) => {
        const middle = median(values);
        const half = values.length / 2;
        expect(values.filter((value) => value < middle).length).toBeLessThanOrEqual(half);
        expect(values.filter((value) => value > middle).length).toBeLessThanOrEqual(half);
        expect(median(values.toReversed())).toBe(middle);
      }),
      { seed: 8, numRuns: 200 },
    );
  });
});

describe('what is usual on a weekday', () => {
  test.each([
    ['the deviation where it is the most', [50, 150, 50, 150, 50, 150], 100, 1.4826 * 50],
    ['the root of the count where all are alike', [100, 100, 100, 100], 100, 10],
    ['a twentieth of a large count', [10_000, 10_000, 10_000], 10_000, 500],
    ['one where there was nothing since', [5, 0, 0, 0], 0, 1],
  ])('spreads by %s', (_name, mondays, middle, spread) => {
    const usual = weekdayBaselines(weeks(...mondays)).get(1);
    expect(usual?.middle).toBe(middle);
    expect(usual?.spread).toBeCloseTo(spread, 9);
  });

  test('takes each weekday by itself', () => {
    const usual = weekdayBaselines(days([1, 2, 3, 4, 5, 6, 7, 1, 2, 3, 4, 5, 6, 7]));
    expect([...usual].map(([weekday, { middle, weeks: count }]) => [weekday, middle, count])).toEqual(
      [1, 2, 3, 4, 5, 6, 7].map((weekday) => [weekday, weekday, 2]),
    );
  });

  test('leaves out missing days, and those before anything had begun', () => {
    expect(weekdayBaselines(weeks(90, null, 110)).get(1)).toMatchObject({ middle: 100, weeks: 2 });
    const late = days([...new Array<number>(7).fill(0), 0, 8, 8, 8, 8, 8, 8, 8]);
    expect(weekdayBaselines(late).get(1)).toMatchObject({ middle: 8, weeks: 1 });
    expect(weekdayBaselines(late).get(2)).toMatchObject({ middle: 8, weeks: 1 });
  });

  test('is nothing where nothing is known', () => {
    expect(weekdayBaselines(days([null, 0, 0])).size).toBe(0);
    expect(weekdayBaselines([]).size).toBe(0);
  });

  test('has a spread that grows with the counts, never zero, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5000), { minLength: 1, maxLength: 8 }), (mondays) => {
        const usual = weekdayBaselines(weeks(...mondays)).get(1);
        const twice = weekdayBaselines(weeks(...mondays.map((value) => value * 2))).get(1);
        if (!usual || !twice) return;
        expect(usual.spread).toBeGreaterThanOrEqual(1);
        expect(twice.middle).toBe(usual.middle * 2);
        expect(twice.spread).toBeGreaterThanOrEqual(usual.spread);
      }),
      { seed: 56, numRuns: 200 },
    );
  });
});
