import { expect, test } from 'vitest';
import { normalQuantile } from '../../../src/baseline/normal.js';

test.each([
  [0.5, 0],
  [0.975, 1.959963984540054],
  [0.995, 2.5758293035489004],
  [0.025, -1.959963984540054],
  [0.9999, 3.7190164854556804],
  [1e-10, -6.361340902404056],
  [1e-300, -37.0470962993612],
])('the normal quantile of %d is %d', (probability, deviate) => {
  expect(normalQuantile(probability)).toBeCloseTo(deviate, 7);
});

test('the normal quantile has no end at 0 and 1', () => {
  expect([0, 1].map(normalQuantile)).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
});

test('the area below a quantile is its probability, by Simpson’s rule', () => {
  const density = (x: number) => Math.exp(-(x ** 2) / 2) / Math.sqrt(2 * Math.PI);
  const area = (to: number) => {
    const step = to / 200;
    const inner = Array.from({ length: 199 }, (_, k) => density((k + 1) * step) * (k % 2 === 0 ? 4 : 2));
    return (step / 3) * (density(0) + density(to) + inner.reduce((sum, value) => sum + value, 0));
  };
  for (const probability of [0.001, 0.01, 0.07, 0.08, 0.3, 0.6, 0.92, 0.93, 0.999])
    expect(0.5 + area(normalQuantile(probability))).toBeCloseTo(probability, 9);
});
