import { expect, test } from 'vitest';
import { ratioBaselineOf } from '../../../src/baseline/ratio-baseline.js';

const weeks = (...means: readonly (number | null)[]) =>
  means.map((mean) => (mean === null ? null : { total: mean * 1000, units: 1000 }));

test('the usual mean of a unit is pooled, with the differences between weeks as its variance', () => {
  const found = ratioBaselineOf(weeks(5, 5.2, 4.8, 5.1, 4.9, 5, 5.3, 4.7));
  expect(found?.mean).toBeCloseTo(5, 9);
  const { low = 0, high = 0 } = found?.range(1000) ?? {};
  expect(5 - low).toBeCloseTo(high - 5, 9);
  expect(high - 5).toBeGreaterThan(1.96 * 0.2);
  expect(high - 5).toBeLessThan(0.9);
  expect(found?.range(50).high).toBeGreaterThan(high);
});

test('equal weeks leave the model’s error', () => {
  const { low, high } = ratioBaselineOf(weeks(5, 5, 5, 5, 5, 5))?.range(1000) ?? {};
  expect(low).toBeCloseTo(5 * (1 - 1.96 * 0.05), 2);
  expect(high).toBeCloseTo(5 * (1 + 1.96 * 0.05), 2);
});

test('one bad week does not hide the next', () => {
  const found = ratioBaselineOf(weeks(5, 5.2, 4.8, 15, 4.9, 5, 5.3, 4.7));
  expect(found?.range(1000).high).toBeLessThan(8);
});

test('weeks without anything have a range above nothing, and fewer than six none', () => {
  expect(ratioBaselineOf(weeks(0, 0, 0, 0, 0, 0))?.range(1000)).toMatchObject({ low: 0 });
  expect(ratioBaselineOf(weeks(0, 0, 0, 0, 0, 0))?.range(1000).high).toBeGreaterThan(0);
  expect(ratioBaselineOf(weeks(5, 5, 5, 5, 5, null, null))).toBeNull();
});
