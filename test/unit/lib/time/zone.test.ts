import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDay } from '../../../../src/lib/time/day.js';
import {
  addDays,
  addMonths,
  daysBetween,
  isoWeek,
  localTime,
  nextClockChange,
  offsetIntervals,
  offsetMinutes,
  startOfDay,
  startOfMonth,
  weekdayOf,
} from '../../../../src/lib/time/zone.js';
import { isZone, zoneNames } from '../../../../src/lib/time/zone-names.js';
import { clock, shown } from '../intl-clock.js';

const DAY = 24 * 3_600_000;
const zones = fc.constantFrom(...zoneNames());
const instants = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2036, 0) });
const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

describe('zone names', () => {
  it.each(['UTC', 'Europe/Warsaw', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'])('knows %s', (name) => {
    expect(isZone(name)).toBe(true);
  });

  it.each(['', 'Europe/Warsow', '+02:00', '-0330', 'Mars/Olympus'])('refuses %j', (name) => {
    expect(isZone(name)).toBe(false);
  });

  it('lists only zones that it knows, UTC among them', () => {
    expect(zoneNames()).toContain('UTC');
    expect(zoneNames().filter((name) => !isZone(name))).toEqual([]);
  });
});

describe('local time', () => {
  it('agrees with Intl in every zone at any instant', () => {
    fc.assert(
      fc.property(zones, instants, (zone, at) => {
        const { day, hour, minute, weekday } = localTime(zone, at);
        const two = (value: number) => String(value).padStart(2, '0');
        expect({ day, time: `${two(hour)}:${two(minute)}`, weekday }).toEqual(shown(zone, at));
      }),
      { numRuns: 300 },
    );
  });

  it('agrees with Intl on where a day starts', () => {
    fc.assert(
      fc.property(zones, instants, (zone, at) => {
        const { day } = shown(zone, at);
        const start = startOfDay(zone, day);
        expect([shown(zone, start).day, shown(zone, start - 1).day < day]).toEqual([day, true]);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['Europe/Warsaw', '2026-03-29', '2026-03-28T23:00:00.000Z'],
    ['America/Havana', '2026-03-08', '2026-03-08T05:00:00.000Z'],
    ['America/Havana', '2026-11-01', '2026-11-01T04:00:00.000Z'],
    ['Asia/Beirut', '2026-03-29', '2026-03-28T22:00:00.000Z'],
    ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00.000Z'],
    ['America/Asuncion', '2017-10-01', '2017-10-01T04:00:00.000Z'],
    ['America/St_Johns', '2010-11-07', '2010-11-07T02:30:00.000Z'],
    ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00.000Z'],
    ['Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00.000Z'],
  ])('in %s, %s starts at %s', (zone, day, expected) => {
    expect(iso(startOfDay(zone, day))).toBe(expected);
  });

  it.each([
    ['UTC', '2026-01-01T00:00Z', 0],
    ['Europe/Warsaw', '2026-07-01T00:00Z', 120],
    ['America/St_Johns', '2026-01-01T00:00Z', -210],
    ['Australia/Lord_Howe', '2026-07-01T00:00Z', 630],
    ['Asia/Kathmandu', '2026-01-01T00:00Z', 345],
    ['Pacific/Kiritimati', '2026-01-01T00:00Z', 840],
  ])('%s is ahead of UTC at %s by %d minutes', (zone, at, minutes) => {
    expect(offsetMinutes(zone, Date.parse(at))).toBe(minutes);
  });
});

describe('clock changes', () => {
  it.each([
    ['Europe/Warsaw', '2026-01-01T00:00Z', '2026-03-29T01:00:00.000Z', '2026-03-29 03:00'],
    ['Europe/Warsaw', '2026-03-29T01:00Z', '2026-10-25T01:00:00.000Z', '2026-10-25 02:00'],
    ['America/New_York', '2026-01-01T00:00Z', '2026-03-08T07:00:00.000Z', '2026-03-08 03:00'],
    ['Australia/Lord_Howe', '2026-01-01T00:00Z', '2026-04-04T15:00:00.000Z', '2026-04-05 01:30'],
    ['Australia/Lord_Howe', '2026-06-01T00:00Z', '2026-10-03T15:30:00.000Z', '2026-10-04 02:30'],
  ])('in %s the first after %s is at %s, to %s', (zone, after, expected, reading) => {
    const change = nextClockChange(zone, Date.parse(after));
    expect([iso(change), change && clock(zone, change)]).toEqual([expected, reading]);
  });

  it('are none where the clocks stand still', () => {
    expect(nextClockChange('UTC', 0)).toBeNull();
    expect(nextClockChange('Asia/Kolkata', Date.UTC(2026, 0))).toBeNull();
  });

  it('split any span into offsetIntervals that tile it, each with one offset', () => {
    fc.assert(
      fc.property(zones, instants, fc.integer({ min: 1, max: 900 }), (zone, from, days) => {
        const to = from + days * DAY;
        const parts = [...offsetIntervals(zone, from, to)];
        expect(parts.map((part) => part.from)).toEqual([from, ...parts.slice(0, -1).map((part) => part.to)]);
        expect(parts.at(-1)?.to).toBe(to);
        for (const part of parts)
          for (const at of [part.from, part.to - 1])
            expect(clock(zone, at)).toBe(clock('UTC', at + part.offset * 60_000));
      }),
      { numRuns: 200 },
    );
  });

  it('give an empty span no stretch and an endless one a last stretch without end', () => {
    expect([...offsetIntervals('UTC', 5, 5)]).toEqual([]);
    expect([...offsetIntervals('UTC', 5, Number.POSITIVE_INFINITY)]).toEqual([
      { from: 5, to: Number.POSITIVE_INFINITY, offset: 0 },
    ]);
  });
});

describe('calendar days', () => {
  it.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-02-28', 1, '2026-03-01'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2027-01-01', -1, '2026-12-31'],
    ['2026-03-29', 364, '2027-03-28'],
  ])('%s and %d days is %s', (day, count, expected) => {
    expect([addDays(day, count), daysBetween(day, expected)]).toEqual([expected, count]);
  });

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2028-02-29', -12, '2027-02-28'],
    ['2026-01-15', -1, '2025-12-15'],
  ])('%s and %d months is %s', (day, count, expected) => {
    expect(addMonths(day, count)).toBe(expected);
  });

  it.each([
    ['2026-11-16', 1, '2026-W47'],
    ['2026-12-31', 4, '2026-W53'],
    ['2027-01-01', 5, '2026-W53'],
    ['2027-01-04', 1, '2027-W01'],
    ['2024-12-30', 1, '2025-W01'],
    ['2023-01-01', 7, '2022-W52'],
  ])('%s is weekday %d of %s', (day, weekday, week) => {
    expect([weekdayOf(day), isoWeek(day)]).toEqual([weekday, week]);
  });

  it('start their month on the first', () => {
    expect(['2026-11-24', '2026-11-01'].map(startOfMonth)).toEqual(['2026-11-01', '2026-11-01']);
  });

  it.each(['2026-02-29', '2026-13-01', '2026-1-1', '20260101', '2026-01-01T00:00', '', 'today'])(
    'do not include %j',
    (text) => {
      expect(isDay(text)).toBe(false);
    },
  );

  it('include 29 February of a leap year', () => {
    expect(isDay('2028-02-29')).toBe(true);
  });
});
