import { expect, test } from 'vitest';
import { waitAfter } from '../../../../src/run/journal/backoff.js';

const MINUTE = 60_000;

test.each([
  [1, 1],
  [2, 2],
  [3, 4],
  [6, 32],
  [7, 60],
  [40, 60],
])('after attempt %i it waits %i minutes, and up to a quarter more', (attempt, minutes) => {
  expect(waitAfter(attempt, null, () => 0)).toBe(minutes * MINUTE);
  expect(waitAfter(attempt, null, () => 0.9999)).toBeLessThanOrEqual(minutes * MINUTE * 1.25);
});

test('it waits as long as the other side asks, and no less than usual', () => {
  expect(waitAfter(1, 2 * 60 * MINUTE, () => 0)).toBe(120 * MINUTE);
  expect(waitAfter(3, 1_000, () => 0)).toBe(4 * MINUTE);
});
