import { describe, expect, it } from 'vitest';
import { slotKey } from '../../../src/schedule/slot.js';
import { upcomingSlots } from '../../../src/schedule/slots.js';
import { startOfWeek } from '../../../src/schedule/week.js';
import { clock } from '../lib/intl-clock.js';

describe('upcomingSlots', () => {
  it.each<[string, string, string, string, (string | [number, number] | null)[]]>([
    ['Europe/Warsaw', '0 8 * * *', '2026-03-28T00:00Z', '2026-03-29T01:00Z', [null, [60, 120], null]],
    ['Europe/Warsaw', '0 8 * * *', '2026-10-24T00:00Z', '2026-10-25T01:00Z', [null, [120, 60], null]],
    ['Europe/Warsaw', '0 0 * * *', '2026-03-27T12:00Z', '2026-03-29T01:00Z', [null, [60, 120], null]],
    ['Australia/Lord_Howe', '0 8 * * *', '2026-10-02T12:00Z', '2026-10-03T15:30Z', [null, [630, 660], null]],
    ['America/Havana', '0 0 * * *', '2026-03-07T01:00Z', '2026-03-08T05:00Z', [null, [-300, -240], null]],
    ['Asia/Kolkata', '0 8 * * *', '2026-03-28T00:00Z', '2026-03-28T00:00Z', [null, null, null]],
  ])('in %s, %s after %s marks only the day of %s', (zone, schedule, after, changeAt, expected) => {
    const slots = upcomingSlots({ schedule, zone }, Date.parse(after), expected.length);
    expect(slots.map(({ clockChange }) => clockChange && [clockChange.before, clockChange.after])).toEqual(
      expected,
    );
    for (const { clockChange } of slots)
      if (clockChange !== null) expect(clockChange.at).toBe(Date.parse(changeAt));
  });

  it.each([
    ['Europe/Warsaw', '30 2 * * *', '2026-03-28T12:00Z', ['moved', null]],
    ['Europe/Warsaw', '0,30 2,3 * * *', '2026-03-28T12:00Z', ['moved', null]],
    ['Europe/Warsaw', '0 3 * * *', '2026-03-28T12:00Z', [null, null]],
    ['Europe/Warsaw', '0 * * * *', '2026-03-29T00:30Z', [null, null]],
    ['Europe/Warsaw', '30 2 * * *', '2026-10-24T12:00Z', ['first', null]],
    ['Europe/Warsaw', '30 * * * *', '2026-10-25T00:00Z', ['first', 'second', null]],
    ['Europe/Warsaw', '0 3 * * *', '2026-10-24T12:00Z', [null, null]],
    ['Australia/Lord_Howe', '45 1 * * *', '2026-04-04T00:00Z', ['first', null]],
    ['Australia/Lord_Howe', '15 2 * * *', '2026-10-03T00:00Z', ['moved', null]],
  ])('in %s, %s after %s are told what the change does to them', (zone, schedule, after, expected) => {
    const slots = upcomingSlots({ schedule, zone }, Date.parse(after), expected.length);
    expect(slots.map(({ clockChange }) => clockChange?.effect ?? null)).toEqual(expected);
  });

  it('come in order, each at its local time', () => {
    const slots = upcomingSlots(
      { schedule: '30 9 * * MON,THU', zone: 'America/New_York' },
      Date.UTC(2026, 10, 24),
      3,
    );
    expect(slots.map(({ at }) => clock('America/New_York', at))).toEqual([
      '2026-11-26 09:30',
      '2026-11-30 09:30',
      '2026-12-03 09:30',
    ]);
  });
});

describe('startOfWeek', () => {
  it.each([
    ['2027-01-03', 'monday', '2026-12-28'],
    ['2027-01-04', 'monday', '2027-01-04'],
    ['2027-01-02', 'sunday', '2026-12-27'],
    ['2027-01-03', 'sunday', '2027-01-03'],
  ] as const)('of %s with weeks from %s is %s', (day, weekStart, expected) => {
    expect(startOfWeek(day, weekStart)).toBe(expected);
  });
});

describe('slotKey', () => {
  it('names the digest and the instant, whatever the trigger', () => {
    const slot = { digest: 'weekly', scheduledFor: Date.UTC(2026, 10, 23, 7) };
    const keys = (['cron', 'manual'] as const).map((trigger) => slotKey({ ...slot, trigger }));
    expect(keys).toEqual(['weekly@2026-11-23T07:00:00.000Z', 'weekly@2026-11-23T07:00:00.000Z']);
  });
});
