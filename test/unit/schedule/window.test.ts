import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Compare, PERIODS, type Period, type WeekStart } from '../../../src/config/config.js';
import { addDays, addMonths, daysBetween, weekdayOf } from '../../../src/lib/time/zone.js';
import { zoneNames } from '../../../src/lib/time/zone-names.js';
import { comparisonWindow, resolvePeriod, type Window } from '../../../src/schedule/window.js';
import { shown } from '../lib/intl-clock.js';

const days = (window: Window | null) => window && `${window.firstDay} ${window.lastDay}`;

const resolve = (period: Period, at: string, weekStart: WeekStart = 'monday', zone = 'Europe/Warsaw') =>
  resolvePeriod(period, Date.parse(at), { zone, weekStart });

/** The days of the comparison, by what to compare with. */
const comparing = (window: Window, period: Period, at: string) => (compare: Compare) =>
  days(comparisonWindow(window, period, { compare, at: Date.parse(at) }));

const fixed = { from: '2026-10-20', to: '2026-11-02' };

/** Period, its days, then those of `previous` and of `lastYear`. */
type Row = [Period, string, string, string];

describe('on Monday 23 November 2026', () => {
  it.each<Row>([
    ['today', '2026-11-23 2026-11-23', '2026-11-16 2026-11-16', '2025-11-24 2025-11-24'],
    ['yesterday', '2026-11-22 2026-11-22', '2026-11-15 2026-11-15', '2025-11-23 2025-11-23'],
    ['last7days', '2026-11-16 2026-11-22', '2026-11-09 2026-11-15', '2025-11-17 2025-11-23'],
    ['last14days', '2026-11-09 2026-11-22', '2026-10-26 2026-11-08', '2025-11-10 2025-11-23'],
    ['last30days', '2026-10-24 2026-11-22', '2026-09-24 2026-10-23', '2025-10-25 2025-11-23'],
    ['last90days', '2026-08-25 2026-11-22', '2026-05-27 2026-08-24', '2025-08-26 2025-11-23'],
    ['lastWeek', '2026-11-16 2026-11-22', '2026-11-09 2026-11-15', '2025-11-17 2025-11-23'],
    ['thisMonth', '2026-11-01 2026-11-23', '2026-10-01 2026-10-23', '2025-11-01 2025-11-23'],
    ['lastMonth', '2026-10-01 2026-10-31', '2026-09-01 2026-09-30', '2025-10-01 2025-10-31'],
    ['last3Months', '2026-08-01 2026-10-31', '2026-05-01 2026-07-31', '2025-08-01 2025-10-31'],
    ['lastQuarter', '2026-07-01 2026-09-30', '2026-04-01 2026-06-30', '2025-07-01 2025-09-30'],
    ['thisYear', '2026-01-01 2026-11-23', '2025-01-01 2025-11-23', '2025-01-01 2025-11-23'],
    ['lastYear', '2025-01-01 2025-12-31', '2024-01-01 2024-12-31', '2024-01-01 2024-12-31'],
    [fixed, '2026-10-20 2026-11-02', '2026-10-06 2026-10-19', '2025-10-20 2025-11-02'],
    [
      { from: '2026-11-17', to: '2026-11-22' },
      '2026-11-17 2026-11-22',
      '2026-11-10 2026-11-15',
      '2025-11-18 2025-11-23',
    ],
    [
      { from: '2026-11-16', to: '2026-11-22' },
      '2026-11-16 2026-11-22',
      '2026-11-09 2026-11-15',
      '2025-11-16 2025-11-22',
    ],
  ])('%j is %s, after %s, a year after %s', (period, expected, previous, lastYear) => {
    const window = resolve(period, '2026-11-23T07:00:00Z');
    const compared = comparing(window, period, '2026-11-23T07:00:00Z');
    expect({
      window: days(window),
      previous: compared('previous'),
      lastYear: compared('lastYear'),
      none: compared('none'),
    }).toEqual({ window: expected, previous, lastYear, none: null });
  });
});

describe('at year ends, leap days and short months', () => {
  it.each<[string, ...Row]>([
    ['2027-01-01', 'yesterday', '2026-12-31 2026-12-31', '2026-12-24 2026-12-24', '2026-01-01 2026-01-01'],
    ['2027-01-01', 'lastWeek', '2026-12-21 2026-12-27', '2026-12-14 2026-12-20', '2025-12-22 2025-12-28'],
    ['2027-01-04', 'lastWeek', '2026-12-28 2027-01-03', '2026-12-21 2026-12-27', '2025-12-29 2026-01-04'],
    ['2027-01-01', 'thisMonth', '2027-01-01 2027-01-01', '2026-12-25 2026-12-25', '2026-01-02 2026-01-02'],
    ['2027-01-06', 'thisMonth', '2027-01-01 2027-01-06', '2026-12-25 2026-12-30', '2026-01-02 2026-01-07'],
    ['2027-01-07', 'thisMonth', '2027-01-01 2027-01-07', '2026-12-25 2026-12-31', '2026-01-02 2026-01-08'],
    ['2027-01-08', 'thisMonth', '2027-01-01 2027-01-08', '2026-12-01 2026-12-08', '2026-01-01 2026-01-08'],
    ['2027-01-15', 'lastMonth', '2026-12-01 2026-12-31', '2026-11-01 2026-11-30', '2025-12-01 2025-12-31'],
    ['2027-02-01', 'last3Months', '2026-11-01 2027-01-31', '2026-08-01 2026-10-31', '2025-11-01 2026-01-31'],
    ['2027-01-01', 'lastQuarter', '2026-10-01 2026-12-31', '2026-07-01 2026-09-30', '2025-10-01 2025-12-31'],
    ['2027-03-31', 'lastQuarter', '2026-10-01 2026-12-31', '2026-07-01 2026-09-30', '2025-10-01 2025-12-31'],
    ['2027-04-01', 'lastQuarter', '2027-01-01 2027-03-31', '2026-10-01 2026-12-31', '2026-01-01 2026-03-31'],
    ['2027-01-01', 'thisYear', '2027-01-01 2027-01-01', '2026-12-25 2026-12-25', '2026-01-02 2026-01-02'],
    ['2027-01-07', 'thisYear', '2027-01-01 2027-01-07', '2026-12-25 2026-12-31', '2026-01-02 2026-01-08'],
    ['2027-01-08', 'thisYear', '2027-01-01 2027-01-08', '2026-01-01 2026-01-08', '2026-01-01 2026-01-08'],
    ['2027-01-01', 'lastYear', '2026-01-01 2026-12-31', '2025-01-01 2025-12-31', '2025-01-01 2025-12-31'],
    ['2026-03-31', 'thisMonth', '2026-03-01 2026-03-31', '2026-02-01 2026-02-28', '2025-03-01 2025-03-31'],
    ['2026-02-28', 'thisMonth', '2026-02-01 2026-02-28', '2026-01-01 2026-01-28', '2025-02-01 2025-02-28'],
    ['2028-02-29', 'thisMonth', '2028-02-01 2028-02-29', '2028-01-01 2028-01-29', '2027-02-01 2027-02-28'],
    ['2028-03-10', 'lastMonth', '2028-02-01 2028-02-29', '2028-01-01 2028-01-31', '2027-02-01 2027-02-28'],
    ['2029-03-10', 'lastMonth', '2029-02-01 2029-02-28', '2029-01-01 2029-01-31', '2028-02-01 2028-02-29'],
    ['2028-02-29', 'thisYear', '2028-01-01 2028-02-29', '2027-01-01 2027-02-28', '2027-01-01 2027-02-28'],
    ['2028-03-01', 'yesterday', '2028-02-29 2028-02-29', '2028-02-22 2028-02-22', '2027-03-02 2027-03-02'],
  ])('on %s %j is %s, after %s, a year after %s', (day, period, expected, previous, lastYear) => {
    const window = resolve(period, `${day}T07:00:00Z`);
    const compared = comparing(window, period, `${day}T07:00:00Z`);
    expect([days(window), compared('previous'), compared('lastYear')]).toEqual([
      expected,
      previous,
      lastYear,
    ]);
  });
});

describe('weeks', () => {
  it.each<[string, WeekStart, string]>([
    ['2026-11-21', 'sunday', '2026-11-08 2026-11-14'],
    ['2026-11-22', 'sunday', '2026-11-15 2026-11-21'],
    ['2026-11-23', 'sunday', '2026-11-15 2026-11-21'],
    ['2026-11-22', 'monday', '2026-11-09 2026-11-15'],
    ['2026-11-23', 'monday', '2026-11-16 2026-11-22'],
    ['2027-01-02', 'sunday', '2026-12-20 2026-12-26'],
    ['2027-01-03', 'sunday', '2026-12-27 2027-01-02'],
  ])('on %s with weeks from %s the last is %s', (day, weekStart, expected) => {
    expect(days(resolve('lastWeek', `${day}T12:00:00Z`, weekStart))).toBe(expected);
  });
});

describe('the zone decides', () => {
  it.each([
    ['2026-12-31T23:30:00Z', 'Europe/Warsaw', '2027-01-01'],
    ['2026-12-31T23:30:00Z', 'UTC', '2026-12-31'],
    ['2026-12-31T10:00:00Z', 'Pacific/Kiritimati', '2027-01-01'],
    ['2027-01-01T09:59:00Z', 'Pacific/Honolulu', '2026-12-31'],
  ])('which day %s is in %s', (at, zone, expected) => {
    expect(resolve('today', at, 'monday', zone).firstDay).toBe(expected);
  });

  it.each([
    ['Europe/Warsaw', '2026-03-29', '2026-03-28T23:00:00.000Z', 23],
    ['Europe/Warsaw', '2026-10-25', '2026-10-24T22:00:00.000Z', 25],
    ['America/New_York', '2026-03-08', '2026-03-08T05:00:00.000Z', 23],
    ['America/New_York', '2026-11-01', '2026-11-01T04:00:00.000Z', 25],
    ['Australia/Lord_Howe', '2026-10-04', '2026-10-03T13:30:00.000Z', 23.5],
    ['Australia/Lord_Howe', '2026-04-05', '2026-04-04T13:00:00.000Z', 24.5],
    ['America/Havana', '2026-03-08', '2026-03-08T05:00:00.000Z', 23],
    ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00.000Z', 0],
  ])('that in %s %s starts at %s and lasts %d hours', (zone, day, start, hours) => {
    const window = resolve({ from: day, to: day }, '2026-11-23T07:00:00Z', 'monday', zone);
    expect([new Date(window.from).toISOString(), (window.to - window.from) / 3_600_000]).toEqual([
      start,
      hours,
    ]);
  });
});

describe('every window', () => {
  const periods = fc.constantFrom<Period>(...PERIODS, fixed);
  const cases = {
    period: periods,
    zone: fc.constantFrom(...zoneNames()),
    weekStart: fc.constantFrom<WeekStart>('monday', 'sunday'),
    at: fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2036, 0) }),
  };

  it('runs from the first instant of its first day to the last of its last, by Intl', () => {
    fc.assert(
      fc.property(fc.record(cases), ({ period, at, ...context }) => {
        const { zone, firstDay, lastDay, from, to } = resolvePeriod(period, at, context);
        const dayAt = (instant: number) => shown(zone, instant).day;
        expect(dayAt(from - 1) < firstDay && dayAt(from) >= firstDay).toBe(true);
        expect(dayAt(to - 1) <= lastDay && dayAt(to) > lastDay).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('is compared with one that lies wholly before it, of about its length', () => {
    fc.assert(
      fc.property(
        fc.record(cases),
        fc.constantFrom<Compare>('previous', 'lastYear'),
        ({ period, at, ...context }, compare) => {
          const window = resolvePeriod(period, at, context);
          const before = comparisonWindow(window, period, { compare, at });
          const lengths = [window, before].map((one) => one && (one.to - one.from) / 86_400_000);
          expect(before && before.to <= window.from).toBe(true);
          expect(Math.abs((lengths[0] ?? 0) - (lengths[1] ?? 99))).toBeLessThan(4);
          expect(before?.zone).toBe(window.zone);
        },
      ),
      { numRuns: 300 },
    );
  });

  /** Periods that are so many days, whatever the calendar. */
  const dayPeriods = fc.constantFrom<Period>(
    'today',
    'yesterday',
    'last7days',
    'last14days',
    'last30days',
    'last90days',
    'lastWeek',
  );

  it('of so many days is compared with as many, shorter than a week or of whole weeks with the same weekdays', () => {
    fc.assert(
      fc.property(
        fc.record({ ...cases, period: dayPeriods }),
        fc.constantFrom<Compare>('previous', 'lastYear'),
        ({ period, at, ...context }, compare) => {
          const window = resolvePeriod(period, at, context);
          const before = comparisonWindow(window, period, { compare, at });
          if (!before) throw new Error('There is something to compare with.');
          const length = (one: Window) => daysBetween(one.firstDay, one.lastDay) + 1;
          expect(length(before)).toBe(length(window));
          const weeks = compare === 'lastYear' || length(window) < 7 || length(window) % 7 === 0;
          if (weeks) expect(weekdayOf(before.firstDay)).toBe(weekdayOf(window.firstDay));
          const distance = compare === 'lastYear' ? 364 : Math.max(7, length(window));
          expect(daysBetween(before.firstDay, window.firstDay)).toBe(distance);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('of full calendar months is compared with full months, a year ago with the same ones', () => {
    const months = fc.constantFrom<Period>('lastMonth', 'last3Months', 'lastQuarter', 'lastYear');
    fc.assert(
      fc.property(
        fc.record({ ...cases, period: months }),
        fc.constantFrom<Compare>('previous', 'lastYear'),
        ({ period, at, ...context }, compare) => {
          const window = resolvePeriod(period, at, context);
          const before = comparisonWindow(window, period, { compare, at });
          if (!before) throw new Error('There is something to compare with.');
          expect([before.firstDay.slice(8), addDays(before.lastDay, 1).slice(8)]).toEqual(['01', '01']);
          if (compare === 'previous') expect(before.to).toBe(window.from);
          else expect(before.firstDay).toBe(addMonths(window.firstDay, -12));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is compared with nothing where that is asked for', () => {
    fc.assert(
      fc.property(fc.record(cases), ({ period, at, ...context }) => {
        const window = resolvePeriod(period, at, context);
        expect(comparisonWindow(window, period, { compare: 'none', at })).toBeNull();
      }),
      { numRuns: 50 },
    );
  });
});
