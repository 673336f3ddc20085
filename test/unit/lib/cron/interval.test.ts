import { expect, test } from 'vitest';
import { shortestInterval } from '../../../../src/lib/cron/interval.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const now = Date.parse('2026-11-30T23:00:00Z');

test.each([
  ['0 7 * * *', DAY],
  ['30 * * * *', HOUR],
  ['*/5 9-17 * * *', 300_000],
  ['0 7,19 * * *', 12 * HOUR],
  ['0 7,8 * * MON', HOUR],
  ['0 7 * * MON-FRI', DAY],
  ['0 7 * * MON,THU', 3 * DAY],
  ['0 7 * * MON', 7 * DAY],
  ['0 7 1 * *', 28 * DAY],
  ['0 7 1 1 *', 365 * DAY],
  ['0 0 29 2 *', 1461 * DAY],
])('Two slots of %s are at least %d ms apart', (expression, expected) => {
  expect(shortestInterval(expression, now)).toBe(expected);
});

test('What is not cron is thrown', () => {
  expect(() => shortestInterval('0 7 * *', now)).toThrow();
});
