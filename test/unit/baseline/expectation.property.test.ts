import fc from 'fast-check';
import { expect, test } from 'vitest';
import { baselineOf } from '../../../src/baseline/expectation.js';
import { usualRange, zOf } from '../../../src/baseline/negative-binomial.js';
import { silenceOf } from '../../../src/baseline/silence.js';
import { addDays } from '../../../src/lib/time/zone.js';

const counts = fc.oneof(
  { weight: 6, arbitrary: fc.nat(60) },
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.nat(100_000) },
  { weight: 1, arbitrary: fc.constant(null) },
);
const histories = fc
  .array(counts, { minLength: 40, maxLength: 84, size: 'max' })
  .map((values) => values.map((value, index) => ({ day: addDays('2026-09-21', index), value })));

test('whatever the history was, an expectation is a number with a variance above 0', () => {
  let known = 0;
  fc.assert(
    fc.property(histories, fc.integer({ min: -100, max: 400 }), fc.nat(40), (history, from, length) => {
      const baseline = baselineOf(history);
      if (baseline === null) return;
      known += 1;
      const days = Array.from({ length: length + 1 }, (_, index) => addDays('2026-09-21', from + index));
      const each = days.map((day) => baseline.expected(day));
      const whole = baseline.total(days);
      for (const { mean, variance } of [...each, whole]) {
        expect(mean).toBeGreaterThan(0);
        expect(variance).toBeGreaterThan(mean * 0.999_999);
        expect(Number.isFinite(mean + variance)).toBe(true);
      }
      expect(whole.mean / each.reduce((sum, { mean }) => sum + mean, 0)).toBeCloseTo(1, 9);
      expect(baseline.dispersion).toBeGreaterThanOrEqual(1);
      expect(zOf(usualRange(whole).low, whole)).toSatisfy(Number.isFinite);
    }),
    { numRuns: 300 },
  );
  expect(known).toBeGreaterThan(30);
});

test('a silence has a probability, and a first day that is empty', () => {
  let silent = 0;
  fc.assert(
    fc.property(histories, fc.nat(20), (history, empty) => {
      const start = addDays('2026-09-21', history.length);
      const run = Array.from({ length: empty }, (_, index) => ({ day: addDays(start, index), value: 0 }));
      const timeline = [...history, ...run];
      const found = silenceOf(timeline);
      if (found === null) return;
      silent += 1;
      expect(timeline.find(({ day }) => day === found.since)?.value).toBe(0);
      expect(found.probability).toBeGreaterThanOrEqual(0);
      expect(found.probability).toBeLessThan(1);
      expect(found.expected).toBeGreaterThan(0);
    }),
    { numRuns: 300 },
  );
  expect(silent).toBeGreaterThan(30);
});
