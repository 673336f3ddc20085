import { describe, expect, test } from 'vitest';
import { countsDiffer, newsLimit, ratesDiffer } from '../../../src/baseline/guard.js';

test.each([
  [1, 1.96],
  [2, 2.241],
  [5, 2.576],
  [15, 2.935],
  [0, 1.96],
])('a change among %d candidates is news from z = %d on', (candidates, limit) => {
  expect(newsLimit(candidates)).toBeCloseTo(limit, 3);
});

const one = { dispersion: 1, ratio: 1, candidates: 1 };

describe('counts', () => {
  test.each([
    ['a fall that is news', 81, 121, one, -2.803, true],
    ['a rise that is not', 110, 100, one, 0.69, false],
    ['none after four, by which the root of small counts is stable', 0, 4, one, -2.09, true],
    ['nothing and nothing', 0, 0, one, 0, false],
    ['the same among fifteen', 81, 121, { ...one, candidates: 15 }, -2.803, false],
    ['half the exposure', 50, 100, { ...one, ratio: 0.5 }, 0, false],
    ['four times the variance', 81, 121, { ...one, dispersion: 4 }, -1.385, false],
    ['few degrees of freedom', 81, 121, { ...one, dispersion: 4, freedom: 5 }, -1.2, false],
  ])('%s', (_name, now, before, options, z, news) => {
    const found = countsDiffer(now, before, options);
    expect(found.z).toBeCloseTo(z, 1);
    expect(found.news).toBe(news);
  });

  test('an estimated φ makes a deviate of Student’s t: 2.018 with 42 degrees of freedom is as improbable as 1.96', () => {
    const [exact, estimated] = [1, 1 + 1e-12].map((dispersion) => {
      const before = 10_000;
      const now = (Math.sqrt(before + 3 / 8) + (2.018 * Math.SQRT2) / 2) ** 2 - 3 / 8;
      return countsDiffer(now, before, { ...one, dispersion }).z;
    });
    expect(exact).toBeCloseTo(2.018, 3);
    expect(estimated).toBeCloseTo(1.96, 3);
  });
});

describe('rates', () => {
  const options = { dispersion: 1, candidates: 1 };
  test.each([
    ['a rise that is news', [100, 1000], [50, 1000], options, 4.05, true],
    ['one of chance', [55, 1000], [50, 1000], options, 0.48, false],
    ['less with dispersion', [100, 1000], [50, 1000], { ...options, dispersion: 4 }, 2.11, true],
    ['no more than the model errs', [52_000, 1_000_000], [50_000, 1_000_000], options, 0.78, false],
    ['nothing used', [0, 0], [50, 1000], options, 0, false],
    ['never any', [0, 500], [0, 1000], options, 0, false],
    ['always all', [500, 500], [1000, 1000], options, 0, false],
  ])('%s', (_name, [now = 0, uses = 0], [before = 0, usesBefore = 0], given, z, news) => {
    const found = ratesDiffer({ uses, hits: now }, { uses: usesBefore, hits: before }, given);
    expect(found.z).toBeCloseTo(z, 1);
    expect(found.news).toBe(news);
  });
});
