import { expect, test } from 'vitest';
import type { Period } from '../../../src/config/config.js';
import { unfinishedSlot } from '../../../src/schedule/unfinished.js';

const NOW = Date.parse('2026-11-26T12:00:00Z');
const WARSAW = 'Europe/Warsaw';

test.each<[string | null, Period, string, string | null]>([
  ['0 8 * * MON', 'lastWeek', 'America/New_York', null],
  ['0 8 * * MON', 'lastWeek', 'America/Los_Angeles', '2026-11-30 08:00'],
  ['0 8 * * TUE', 'lastWeek', 'America/Los_Angeles', null],
  ['0 8 * * MON', 'lastWeek', 'Asia/Tokyo', null],
  ['0 6 * * *', 'yesterday', 'America/New_York', null],
  ['30 5 * * *', 'yesterday', 'America/New_York', '2026-11-27 05:30'],
  ['30 8 * * *', 'yesterday', 'America/Los_Angeles', '2026-11-27 08:30'],
  ['0 5 1 * *', 'lastMonth', 'America/New_York', '2026-12-01 05:00'],
  ['0 1 * * *', 'yesterday', 'Europe/London', null],
  ['0 0 * * *', 'yesterday', 'Europe/London', '2026-11-27 00:00'],
  // The day runs by every clock, which the digest's own readers know.
  ['0 8 * * *', 'today', 'America/Los_Angeles', null],
  ['0 8 * * *', { from: '2026-11-01', to: '2027-03-01' }, 'America/Los_Angeles', '2027-03-02 08:00'],
  [null, 'lastWeek', 'America/Los_Angeles', null],
])('“%s” about %j finds the last day running in %s: %s', (schedule, period, zone, expected) => {
  const digest = { schedule, timezone: WARSAW, period, weekStart: 'monday' } as const;
  expect(unfinishedSlot(digest, zone, NOW)?.own ?? null).toBe(expected);
});
