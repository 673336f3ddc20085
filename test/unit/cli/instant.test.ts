import { describe, expect, test } from 'vitest';
import { instantFor, parseMoment, parseSlot } from '../../../src/cli/instant.js';
import { slotNamed } from '../../../src/schedule/moment.js';

const NOW = Date.parse('2026-11-30T09:30:20Z');
const WARSAW = { timezone: 'Europe/Warsaw', schedule: '0 8 * * MON', period: 'lastWeek' } as const;

const at = async (text: string | undefined, subject: Parameters<typeof instantFor>[1] = WARSAW) =>
  new Date(await instantFor(text === undefined ? undefined : parseMoment(text), subject, NOW)).toISOString();

test.each([
  ['2026-11-23T08:00:00+01:00', '2026-11-23T07:00:00.000Z'],
  ['2026-11-23T07:00Z', '2026-11-23T07:00:00.000Z'],
  ['2026-11-23t07:00z', '2026-11-23T07:00:00.000Z'],
  ['2026-11-23 08:00 +0100', '2026-11-23T07:00:00.000Z'],
  ['2026-11-23T07:00:00.250Z', '2026-11-23T07:00:00.250Z'],
  ['2026-11-01T08:00', '2026-11-01T07:00:00.000Z'],
  ['2026-11-01 08:00', '2026-11-01T07:00:00.000Z'],
  ['2026-07-01T08:00:30', '2026-07-01T06:00:30.000Z'],
  // A Monday: its slot. A Sunday: no slot, so the start of the day.
  ['2026-11-23', '2026-11-23T07:00:00.000Z'],
  ['2026-11-01', '2026-10-31T23:00:00.000Z'],
  // In the repeated hour with the offset said.
  ['2026-10-25T02:30+02:00', '2026-10-25T00:30:00.000Z'],
  ['2026-10-25T02:30+01:00', '2026-10-25T01:30:00.000Z'],
])('--at %s is %s', async (text, instant) => {
  expect(await at(text)).toBe(instant);
});

test('without --at it is the running minute', async () => {
  expect(await at(undefined)).toBe('2026-11-30T09:30:00.000Z');
});

test('a day without a schedule, or with several slots, is its start, or the first of them', async () => {
  expect(await at('2026-11-23', { ...WARSAW, schedule: null })).toBe('2026-11-22T23:00:00.000Z');
  expect(await at('2026-11-23', { ...WARSAW, schedule: '0 9,17 * * *' })).toBe('2026-11-23T08:00:00.000Z');
});

test('a day to which a holiday moves a slot stands for that slot, and the holiday for its start', async () => {
  const moved = {
    ...WARSAW,
    skipHolidays: 'after',
    holidays: [{ day: '2026-11-23', name: 'Off' }],
  } as const;
  expect(await at('2026-11-24', moved)).toBe('2026-11-24T07:00:00.000Z');
  expect(await at('2026-11-23', moved)).toBe('2026-11-22T23:00:00.000Z');
  expect(await at('2026-10-30', { ...WARSAW, schedule: 'lastWorkingDay 17:00' })).toBe(
    '2026-10-30T16:00:00.000Z',
  );
});

test.each([
  ['yesterday', 'is not a day or time'],
  ['', 'is not a day or time'],
  ['2026-02-30', 'is not a day or time'],
  ['2026-02-30T08:00', 'is not a day or time'],
  ['2026-13-01', 'is not a day or time'],
  ['2026-11-23T25:00', 'is not a day or time'],
  ['2026-11-23T24:00', 'is not a day or time'],
  ['2026-11-23T08:61', 'is not a day or time'],
  ['2026-11-23T08', 'is not a day or time'],
  ['2026-11-23T08:00+99:00', 'is not a day or time'],
  ['23.11.2026', '2026-11-23T08:00:00+01:00'],
  ['1764576000', '(2026-11-23)'],
  [
    '2026-03-29T02:30',
    '2026-03-29T02:30 does not exist in Europe/Warsaw: the clocks go forward to 2026-03-29T03:00',
  ],
  [
    '2026-10-25T02:30',
    'occurs twice in Europe/Warsaw, as the clocks go back. Write 2026-10-25T02:30+02:00 or 2026-10-25T02:30+01:00.',
  ],
  ['2099-01-01T00:00:00Z', '2099-01-01T00:00:00.000Z is in the future'],
  ['2026-11-30T10:31', '2026-11-30 10:31 (Europe/Warsaw) is in the future'],
  ['2026-12-01', '2026-12-01 stands for 2026-12-01 00:00 (Europe/Warsaw), which is in the future'],
  ['2026-12-07', '2026-12-07 stands for 2026-12-07 08:00 (Europe/Warsaw), which is in the future'],
])('--at “%s” is refused', async (text, sentence) => {
  await expect(async () => at(text)).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringContaining(sentence),
  });
});

test.each([
  ['2011-12-30', 'Pacific/Apia', '2011-12-30 does not exist in Pacific/Apia'],
  ['2026-09-06T00:30', 'America/Santiago', 'the clocks go forward to 2026-09-06T01:00'],
  ['2026-04-05T01:45', 'Australia/Lord_Howe', '2026-04-05T01:45+11:00 or 2026-04-05T01:45+10:30'],
])('%s is refused in %s', async (text, timezone, sentence) => {
  await expect(async () => at(text, { ...WARSAW, timezone })).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringContaining(sentence),
  });
});

test('a period that has not begun is refused, and one that runs on is not', async () => {
  const fixed = (from: string, to: string) => ({ ...WARSAW, period: { from, to } });
  await expect(at(undefined, fixed('2026-12-01', '2026-12-31'))).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringContaining('begins on 2026-12-01'),
  });
  expect(await at(undefined, fixed('2026-11-30', '2026-12-31'))).toBe('2026-11-30T09:30:00.000Z');
  expect(await at(undefined, { ...WARSAW, period: 'today' })).toBe('2026-11-30T09:30:00.000Z');
});

describe('a slot', () => {
  const NOON = Date.parse('2026-11-30T11:00:00Z');
  const TWICE = { ...WARSAW, id: 'weekly', schedule: '0 9,17 * * MON' } as const;
  const slot = (text: string | undefined) =>
    new Date(slotNamed(text === undefined ? undefined : parseSlot(text), TWICE, NOON)).toISOString();

  test.each([
    [undefined, '2026-11-30T16:00:00.000Z'],
    // Today: the first one is over.
    ['2026-11-30', '2026-11-30T16:00:00.000Z'],
    ['2026-12-07', '2026-12-07T08:00:00.000Z'],
    ['2026-11-23', '2026-11-23T08:00:00.000Z'],
    ['2026-11-30T09:00', '2026-11-30T08:00:00.000Z'],
    ['2026-12-07T17:00+01:00', '2026-12-07T16:00:00.000Z'],
  ])('named %s is that of %s', (text, instant) => {
    expect(slot(text)).toBe(instant);
  });

  test.each([
    [
      '2026-12-08',
      'There is no slot of weekly at 2026-12-08 (Europe/Warsaw). The next ones are 2026-11-30 17:00, ',
    ],
    ['2026-12-07T08:59', 'There is no slot of weekly at 2026-12-07 08:59'],
    ['2026-12-07T08:00:30Z', 'There is no slot of weekly at 2026-12-07 09:00'],
    ['2027-03-28T02:30', '2027-03-28T02:30 does not exist in Europe/Warsaw'],
    ['monday', 'The slot “monday” is not a day or time.'],
  ])('named %s is refused', (text, sentence) => {
    expect(() => slot(text)).toThrow(sentence);
  });
});
