import { describe, expect, test } from 'vitest';
import { probabilityOfZero, usualRange, zOf } from '../../../src/baseline/negative-binomial.js';
import { normalQuantile } from '../../../src/baseline/normal.js';

describe('the probability of zero', () => {
  test.each([
    ['Poisson', { mean: 2, variance: 2 }, Math.exp(-2)],
    ['geometric, r = 1', { mean: 3, variance: 12 }, 1 / 4],
    ['r = 2', { mean: 4, variance: 12 }, 1 / 9],
    ['a mean of 0', { mean: 0, variance: 0 }, 1],
  ])('of a count: %s', (_name, expectation, probability) => {
    expect(probabilityOfZero(expectation)).toBeCloseTo(probability, 7);
  });
});

describe('z', () => {
  test.each([3, 99])('is that of the mid-p: a geometric count of mean %d has it in closed form', (mean) => {
    const below = (count: number) => 1 - (mean / (1 + mean)) ** count;
    for (const count of [0, 1, 3, 7, 12, 40])
      expect(zOf(count, { mean, variance: mean + mean ** 2 })).toBeCloseTo(
        normalQuantile((below(count) + below(count + 1)) / 2),
        6,
      );
  });

  test.each([
    [144, { mean: 200, variance: 400 }, -3.0],
    [200, { mean: 200, variance: 400 }, 0],
    [260, { mean: 200, variance: 400 }, 2.87],
    [0, { mean: 1000, variance: 2500 }, -30],
  ])('of %d above a mean of 200 is by the power', (value, expectation, z) => {
    expect(zOf(value, expectation)).toBeCloseTo(z, 1);
  });

  test('goes on without a jump where the power takes over', () => {
    for (const value of [150, 180, 200, 230, 260]) {
      const [below, above] = [199.999, 200].map((mean) => zOf(value, { mean, variance: 2 * mean }));
      expect(Math.abs((below ?? 0) - (above ?? 9))).toBeLessThan(0.06);
    }
  });

  test.each([
    [0, 0.01],
    [1_000_000, 0.01],
    [1_000_000, 150],
    [0, 199],
    [1_000_000, 5000],
    [3, 0],
  ])('of %d with a mean of %d is finite', (value, mean) => {
    expect(zOf(value, { mean, variance: 2 * mean })).toSatisfy(Number.isFinite);
  });
});

test.each([
  [
    { mean: 0.06, variance: 0.07 },
    { low: 0, high: 1 },
  ],
  [
    { mean: 10, variance: 10 },
    { low: 5, high: 16 },
  ],
  [
    { mean: 10, variance: 40 },
    { low: 2, high: 25 },
  ],
  [
    { mean: 2400, variance: 2400 },
    { low: 2305, high: 2496 },
  ],
  [
    { mean: 0, variance: 0 },
    { low: 0, high: 0 },
  ],
])('the usual range of %j', (expectation, range) => {
  expect(usualRange(expectation)).toEqual(range);
});
