import { expect, test } from 'vitest';
import { changeLimit, dayLimit, driftLimit, silenceLimit } from '../../../../src/alerts/judge/budget.js';

test.each([
  ['one false alarm in two years', 1 / 730, 3.2, 2.996, 1 / 3650, 8],
  ['of thirty series', 1 / 10_950, 3.913, 3.742, 1 / 10_950, 10.88],
  ['the most there is', 1 / 20, 1.96, 2.6, 1 / 3650, 8],
])('the limits of a budget: %s', (_name, alpha, day, change, silence, drift) => {
  expect(dayLimit(alpha)).toBeCloseTo(day, 2);
  expect(changeLimit(alpha)).toBeCloseTo(change, 2);
  expect(silenceLimit(alpha)).toBeCloseTo(silence, 9);
  expect(driftLimit(alpha)).toBeCloseTo(drift, 1);
});
