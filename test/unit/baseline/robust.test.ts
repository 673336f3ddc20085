import { expect, test } from 'vitest';
import { medianOf, robustSpread, winsorise } from '../../../src/baseline/robust.js';

test.each([
  [[], 0],
  [[3], 3],
  [[1, 9], 5],
  [[9, 1, 2], 2],
  [[4, 1, 100, 2], 3],
  [[5, -1, 5, 5], 5],
  [Array.from({ length: 41 }, (_, index) => (index * 17) % 41), 20],
])('the median of %j is %d', (values, median) => {
  expect(medianOf(values)).toBe(median);
});

test('the robust spread is that of normal residuals, and takes no notice of an outlier', () => {
  expect(robustSpread([-1, 1, -1, 1, 500])).toBeCloseTo(1.4826, 9);
});

test('values are pulled in to so many spreads from their median', () => {
  const options = { reach: 3, minSpread: () => 2 };
  expect(winsorise([10, 10, 10, 10, 100], options)).toEqual([10, 10, 10, 10, 16]);
  expect(winsorise([10, 10, 10, 10, -5], options)).toEqual([10, 10, 10, 10, 4]);
  expect(winsorise([0, 10, 20, 30, 40], options)).toEqual([0, 10, 20, 30, 40]);
});
