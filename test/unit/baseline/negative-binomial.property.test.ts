import fc from 'fast-check';
import { expect, test } from 'vitest';
import { usualRange, zOf } from '../../../src/baseline/negative-binomial.js';

const expectations = fc
  .tuple(fc.double({ min: -4, max: 9, noNaN: true }), fc.double({ min: 0.001, max: 12, noNaN: true }))
  .map(([logarithm, excess]) => {
    const mean = Math.exp(logarithm);
    return { mean, variance: mean * (1 + excess) };
  });

test('a count is in the usual range exactly when its z is within ±1.96', () => {
  fc.assert(
    fc.property(expectations, fc.nat(9), (expectation, offset) => {
      const { low, high } = usualRange(expectation);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(low).toBeLessThanOrEqual(high);
      for (const inside of [low, high, Math.min(low + offset, high)])
        expect(Math.abs(zOf(inside, expectation))).toBeLessThanOrEqual(1.96 + 1e-9);
      expect(zOf(high + 1 + offset, expectation)).toBeGreaterThan(1.96);
      if (low > offset) expect(zOf(low - 1 - offset, expectation)).toBeLessThan(-1.96);
    }),
    { numRuns: 500 },
  );
});

test('z grows with the count', () => {
  fc.assert(
    fc.property(expectations, fc.nat(20_000), (expectation, value) => {
      expect(zOf(value + 1, expectation)).toBeGreaterThanOrEqual(zOf(value, expectation));
    }),
    { numRuns: 500 },
  );
});
