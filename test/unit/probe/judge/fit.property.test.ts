import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bestFit, excludes, toleranceFor } from '../../../../src/probe/judge/fit.js';
import { samples } from '../../../support/samples.js';

const distances = fc.array(fc.double({ min: 0, max: 1_000, noNaN: true }), { minLength: 2, maxLength: 7 });

describe('bestFit', () => {
  test('never chooses another than the right assumption, when that is within the tolerance', () => {
    fc.assert(
      fc.property(
        distances,
        fc.nat(6),
        fc.double({ min: 0.01, max: 300, noNaN: true }),
        (all, right, tolerance) => {
          const truth = right % all.length;
          const [first, ...rest] = all.map((distance, value) => ({
            value,
            distance: value === truth ? Math.min(distance, tolerance) : distance,
          }));
          if (first === undefined) return;
          const found = bestFit([first, ...rest], tolerance);
          expect(found.kind).not.toBe('none');
          if (found.kind === 'one') expect(found.value).toBe(truth);
          if (found.kind === 'several') expect(found.values).toContain(truth);
        },
      ),
      { numRuns: samples(400) },
    );
  });

  test.each([
    [[0, 50], { kind: 'one', value: 0 }],
    [[10, 31], { kind: 'one', value: 0 }],
    [[10, 30], { kind: 'several', values: [0, 1] }],
    [[0, 0], { kind: 'several', values: [0, 1] }],
    [[10.1, 900], { kind: 'none', nearest: { value: 0, distance: 10.1 } }],
  ] as const)('of distances %j at a tolerance of 10', ([a, b], found) => {
    expect(
      bestFit(
        [
          { value: 0, distance: a },
          { value: 1, distance: b },
        ],
        10,
      ),
    ).toEqual(found);
  });
});

test('the tolerance is a part of the total, so that other counts in the same proportions are judged the same', () => {
  expect(toleranceFor(7_000)).toBe(7 * toleranceFor(1_000));
  expect([excludes(60, toleranceFor(1_000)), excludes(61, toleranceFor(1_000))]).toEqual([false, true]);
});
