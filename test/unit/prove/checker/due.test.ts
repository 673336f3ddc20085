import { expect, test } from 'vitest';
import { dayBefore, dueSlots } from '../../../../prove/checker/due.mjs';

const instants = (schedule: string, zone: string, from: string, until: string) =>
  dueSlots({ schedule, zone }, Date.parse(from), Date.parse(until)).map((at) => new Date(at).toISOString());

test.each([
  ['0 8 * * *', 'Europe/Warsaw', ['2026-10-24T06:00:00.000Z', '2026-10-25T07:00:00.000Z']],
  [
    '*/30 2 25 10 *',
    'Europe/Warsaw',
    [0, 1].flatMap((hour) => [`2026-10-25T0${hour}:00:00.000Z`, `2026-10-25T0${hour}:30:00.000Z`]),
  ],
  ['15 9 * * 1-5', 'UTC', []],
  ['5,35 9 * 10 6', 'America/New_York', ['2026-10-24T13:05:00.000Z', '2026-10-24T13:35:00.000Z']],
])('%s in %s is due when the clock on the wall says so', (schedule, zone, expected) => {
  expect(instants(schedule, zone, '2026-10-24T00:00:00Z', '2026-10-25T23:59:00Z')).toEqual(expected);
});

test('counts the last instant, not the first', () => {
  const at = '2026-11-04T07:00:00Z';
  expect(instants('0 7 * * *', 'UTC', at, '2026-11-05T07:00:00Z')).toEqual(['2026-11-05T07:00:00.000Z']);
});

test('refuses a schedule that it cannot read, and knows the day before in a zone', () => {
  expect(() => instants('lastWorkingDay 17:00', 'UTC', '2026-11-04', '2026-11-05')).toThrow(/cannot read/);
  expect(dayBefore('Pacific/Auckland', Date.parse('2026-11-03T12:00:00Z'))).toBe('2026-11-03');
});
