import { expect, test } from 'vitest';
import { cronSlots } from '../../../../src/lib/cron/cron.js';
import { samples } from '../../../support/samples.js';
import { compareSlots } from '../cron-oracle.js';
import { clock } from '../intl-clock.js';

const COUNT = samples(1_000);

test('schedules in 18 zones are due when somebody who looks at the clock each minute says so', () => {
  const { slots, none, skipped, repeated } = compareSlots(COUNT, 20_261_125);
  expect(slots).toBeGreaterThan(25 * COUNT);
  expect(none).toBeLessThan(COUNT / 10);
  expect(skipped).toBeGreaterThan(COUNT / 100);
  expect(repeated).toBeGreaterThan(COUNT / 100);
});

/** Where ours is not what a plain cron does, which is due whenever the clock shows a named time. */
test.each([
  [
    'a time that the clocks skip is due once they have, so that a daily digest comes every day',
    '30 2 * * *',
    '2026-03-28T12:00Z',
    ['2026-03-29 03:00', '2026-03-30 02:30'],
  ],
  [
    'all skipped times of a night are one',
    '*/10 2 * * *',
    '2026-03-29T00:00Z',
    ['2026-03-29 03:00', '2026-03-30 02:00'],
  ],
  [
    'a time that the clocks show twice is due the first time only',
    '30 2 * * *',
    '2026-10-24T12:00Z',
    ['2026-10-25 02:30', '2026-10-26 02:30'],
  ],
  [
    'a step through the days of the month is a day named as well as a weekday: either is enough, where cron wants both',
    '0 8 */10 * MON',
    '2026-11-08T12:00Z',
    ['2026-11-09 08:00', '2026-11-11 08:00', '2026-11-16 08:00', '2026-11-21 08:00', '2026-11-23 08:00'],
  ],
  [
    'a range that ends on a Sunday ends the week, so that from Sunday to Sunday is all of it',
    '0 8 * * SUN-SUN',
    '2026-11-22T12:00Z',
    ['2026-11-23 08:00', '2026-11-24 08:00'],
  ],
])('%s', (_name, expression, after, expected) => {
  const zone = 'Europe/Warsaw';
  const range = { after: Date.parse(after), until: Number.POSITIVE_INFINITY, limit: expected.length };
  expect(cronSlots(expression, zone, range).map((slot) => clock(zone, slot))).toEqual(expected);
});
