import { describe, expect, test } from 'vitest';
import { rateBaselineOf } from '../../../src/baseline/rate-baseline.js';

const weeks = (...hits: readonly (number | null)[]) =>
  hits.map((count) => (count === null ? null : { uses: 1000, hits: count }));
const steady = weeks(52, 48, 50, 55, 45, 50, 53, 47);

describe('the usual rate', () => {
  test('is pooled over the weeks, with chance as its least variance', () => {
    const found = rateBaselineOf(steady);
    expect(found).toMatchObject({ weeks: 8, dispersion: 1 });
    expect(found?.rate).toBeCloseTo(0.05, 9);
    const { low = 0, high = 0 } = found?.range(1000) ?? {};
    expect(low).toBeCloseTo(0.0356, 3);
    expect(high).toBeCloseTo(0.0662, 3);
  });

  test('has a wider range over fewer uses, and at least the model’s error over many', () => {
    const found = rateBaselineOf(steady);
    const width = (uses: number) => (found?.range(uses).high ?? 0) - (found?.range(uses).low ?? 0);
    expect(width(100)).toBeGreaterThan(2 * width(1000));
    expect(width(1e9)).toBeGreaterThan(2 * 1.96 * 0.05 * 0.05);
  });

  test('is unknown with fewer than six known weeks', () => {
    expect(rateBaselineOf(weeks(50, 50, 50, 50, 50, null, null, null))).toBeNull();
    expect(rateBaselineOf([...weeks(50, 50, 50, 50, 50), { uses: 0, hits: 0 }])).toBeNull();
    expect(rateBaselineOf(weeks(50, 50, 50, 50, 50, 50, null, null))?.weeks).toBe(6);
  });

  test('takes the last eight weeks', () => {
    expect(rateBaselineOf([...weeks(900, 900), ...steady])).toMatchObject({
      rate: rateBaselineOf(steady)?.rate,
    });
  });

  test('pulls a bad week in: the next one is outside', () => {
    const found = rateBaselineOf(weeks(52, 48, 50, 300, 45, 50, 53, 47));
    expect(found?.rate).toBeLessThan(0.056);
    expect(found?.range(1000).high).toBeLessThan(0.08);
  });

  test('has a larger variance where weeks differ more than chance', () => {
    const found = rateBaselineOf(weeks(20, 80, 30, 70, 40, 60, 50, 50));
    expect(found?.dispersion).toBeGreaterThan(5);
  });

  test.each([
    [0, 0, 0.0012, 0.002],
    [1000, 1, 1, 1],
  ])('of %d hits of 1,000 in all weeks stays within 0 and 1', (hits, rate, least, most) => {
    const found = rateBaselineOf(weeks(...new Array<number>(8).fill(hits)));
    expect(found?.rate).toBe(rate);
    const { low = -1, high = -1 } = found?.range(1000) ?? {};
    expect(low).toBeGreaterThanOrEqual(0);
    expect(low).toBeLessThan(1);
    expect(high).toBeLessThanOrEqual(most);
    expect(high).toBeGreaterThanOrEqual(least - 0.0003);
  });
});
