import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WeekStart } from '../../../src/config/config.js';
import { addDays } from '../../../src/lib/time/zone.js';
import { zoneNames } from '../../../src/lib/time/zone-names.js';
import {
  type Bucket,
  type BucketSize,
  bucketSize,
  bucketsOf,
  wholeSteps,
} from '../../../src/schedule/bucket.js';
import { resolvePeriod } from '../../../src/schedule/window.js';
import { clock, shown } from '../lib/intl-clock.js';

const HOUR = 3_600_000;
const windowOf = (zone: string, from: string, to = from) =>
  resolvePeriod({ from, to }, 0, { zone, weekStart: 'monday' });
const keys = (buckets: readonly Bucket[]) => buckets.map(({ key }) => key);
const hours = (bucket: Bucket) => (bucket.to - bucket.from) / HOUR;

describe('bucketSize', () => {
  it.each([
    [1, 'hour'],
    [2, 'hour'],
    [3, 'day'],
    [62, 'day'],
    [63, 'week'],
    [190, 'week'],
    [191, 'month'],
    [366, 'month'],
  ])('of %d days is %s', (count, expected) => {
    expect(bucketSize(windowOf('Europe/Warsaw', '2026-01-01', addDays('2026-01-01', count - 1)))).toBe(
      expected,
    );
  });
});

describe('bucketsOf', () => {
  it('tiles any window in any zone exactly, with unique keys', () => {
    const sizes: Record<BucketSize, number> = { hour: 5, day: 120, week: 800, month: 2_500, year: 9_000 };
    const cases = fc.constantFrom<BucketSize>('hour', 'day', 'week', 'month', 'year').chain((size) =>
      fc.record({
        size: fc.constant(size),
        zone: fc.constantFrom(...zoneNames()),
        first: fc.integer({ min: 0, max: 13_100 }).map((days) => addDays('2000-01-01', days)),
        length: fc.integer({ min: 1, max: sizes[size] }),
        weekStart: fc.constantFrom<WeekStart>('monday', 'sunday'),
      }),
    );
    fc.assert(
      fc.property(cases, ({ size, zone, first, length, weekStart }) => {
        const window = windowOf(zone, first, addDays(first, length - 1));
        const buckets = bucketsOf(window, size, weekStart);
        const edges = [window.from, ...buckets.map(({ to }) => to)];
        expect(buckets.map(({ from }) => from)).toEqual(edges.slice(0, -1));
        expect(edges.at(-1)).toBe(window.to);
        expect(buckets.every(({ from, to }) => from < to)).toBe(true);
        expect(new Set(keys(buckets)).size).toBe(buckets.length);
        for (const { key, from } of buckets) {
          const reading = size === 'hour' ? clock(zone, from).replace(' ', 'T') : shown(zone, from).day;
          expect(key.slice(0, reading.length)).toBe(reading);
        }
      }),
      { numRuns: 400 },
    );
  });

  it.each<[string, string, number, (string | undefined)[]]>([
    ['Europe/Warsaw', '2026-03-29', 23, ['T01:00+01:00', 'T03:00+02:00', 'T04:00+02:00']],
    ['Europe/Warsaw', '2026-10-25', 25, ['T01:00+02:00', 'T02:00+02:00', 'T02:00+01:00']],
    ['America/New_York', '2026-03-08', 23, ['T01:00-05:00', 'T03:00-04:00', 'T04:00-04:00']],
    ['America/New_York', '2026-11-01', 25, ['T01:00-04:00', 'T01:00-05:00', 'T02:00-05:00']],
  ])('%s on %s has %d whole hours', (zone, day, count, around) => {
    const buckets = bucketsOf(windowOf(zone, day), 'hour', 'monday');
    expect(buckets.map(hours)).toEqual(new Array(count).fill(1));
    expect(keys(buckets).slice(1, 4)).toEqual(around.map((rest) => `${day}${rest}`));
  });

  it.each<[string, number, number, string[]]>([
    ['2026-10-04', 24, 23.5, ['T01:00+10:30', 'T02:30+11:00', 'T03:00+11:00']],
    ['2026-04-05', 25, 24.5, ['T01:00+11:00', 'T01:30+10:30', 'T02:00+10:30']],
  ])('Lord Howe on %s has %d steps in %d hours, one of them half an hour', (day, count, length, around) => {
    const buckets = bucketsOf(windowOf('Australia/Lord_Howe', day), 'hour', 'monday');
    expect([buckets.length, buckets.reduce((sum, bucket) => sum + hours(bucket), 0)]).toEqual([
      count,
      length,
    ]);
    expect(keys(buckets).slice(1, 4)).toEqual(around.map((rest) => `${day}${rest}`));
    expect(buckets.slice(1, 4).map(hours)).toEqual([1, 0.5, 1]);
  });

  it.each([
    ['America/Havana', '2026-03-08', 23, 'T01:00-04:00'],
    ['America/Havana', '2026-11-01', 25, 'T00:00-04:00'],
    ['Asia/Beirut', '2026-03-29', 23, 'T01:00+03:00'],
    ['Asia/Beirut', '2026-10-24', 25, 'T00:00+03:00'],
    ['Africa/Cairo', '2026-04-24', 23, 'T01:00+03:00'],
    ['Africa/Cairo', '2026-10-29', 25, 'T00:00+03:00'],
    ['America/Asuncion', '2017-10-01', 23, 'T01:00-03:00'],
    ['America/St_Johns', '2010-11-07', 26, 'T00:00-02:30'],
  ])('in %s, where midnight moves on %s, the day has %d steps from %s', (zone, day, count, first) => {
    const buckets = bucketsOf(windowOf(zone, day), 'hour', 'monday');
    expect([buckets.length, buckets[0]?.key]).toEqual([count, `${day}${first}`]);
  });

  it('ends a step at a change that comes a minute after midnight', () => {
    const buckets = bucketsOf(windowOf('America/St_Johns', '2010-11-07'), 'hour', 'monday');
    expect(buckets.slice(0, 4).map(({ key, from, to }) => [key, (to - from) / 60_000])).toEqual([
      ['2010-11-07T00:00-02:30', 1],
      ['2010-11-06T23:01-03:30', 59],
      ['2010-11-07T00:00-03:30', 60],
      ['2010-11-07T01:00-03:30', 60],
    ]);
  });

  it('leaves out a day that a zone skipped', () => {
    const zone = 'Pacific/Apia';
    expect(keys(bucketsOf(windowOf(zone, '2011-12-29', '2012-01-01'), 'day', 'monday'))).toEqual([
      '2011-12-29',
      '2011-12-31',
      '2012-01-01',
    ]);
    for (const size of ['hour', 'day', 'week', 'month', 'year'] as const)
      expect(bucketsOf(windowOf(zone, '2011-12-30'), size, 'monday')).toEqual([]);
  });

  it('gives a day with a clock change its own length', () => {
    const buckets = bucketsOf(windowOf('Europe/Warsaw', '2026-10-24', '2026-10-26'), 'day', 'monday');
    expect(buckets.map(hours)).toEqual([24, 25, 24]);
  });

  it.each<[WeekStart, string[]]>([
    ['monday', ['2026-12-30', '2027-01-04', '2027-01-11']],
    ['sunday', ['2026-12-30', '2027-01-03', '2027-01-10']],
  ])('cuts the first and last week when weeks start on %s', (weekStart, expected) => {
    expect(keys(bucketsOf(windowOf('UTC', '2026-12-30', '2027-01-12'), 'week', weekStart))).toEqual(expected);
  });

  it('cuts the first and last month, and knows leap years', () => {
    const buckets = bucketsOf(windowOf('UTC', '2028-01-31', '2028-03-02'), 'month', 'monday');
    expect(buckets.map((bucket) => [bucket.key, hours(bucket) / 24])).toEqual([
      ['2028-01-31', 1],
      ['2028-02-01', 29],
      ['2028-03-01', 2],
    ]);
  });

  it('cuts the first and last year', () => {
    const buckets = bucketsOf(windowOf('Europe/Warsaw', '2026-12-30', '2028-01-02'), 'year', 'monday');
    expect(buckets.map((bucket) => [bucket.key, hours(bucket) / 24])).toEqual([
      ['2026-12-30', 2],
      ['2027-01-01', 365],
      ['2028-01-01', 2],
    ]);
  });

  it('writes the offset of a zone behind UTC by half hours', () => {
    expect(keys(bucketsOf(windowOf('America/St_Johns', '2026-01-05'), 'hour', 'monday'))[9]).toBe(
      '2026-01-05T09:00-03:30',
    );
  });
});

describe('wholeSteps', () => {
  it.each<[BucketSize, string, string, boolean[]]>([
    ['month', '2026-01-01', '2026-02-28', [true, true]],
    ['month', '2026-01-02', '2026-03-30', [false, true, false]],
    ['month', '2026-01-02', '2026-01-31', [false]],
    ['month', '2026-01-01', '2026-01-30', [false]],
    ['week', '2026-11-23', '2026-12-02', [true, false]],
    ['year', '2025-12-31', '2026-12-31', [false, true]],
    ['day', '2026-03-28', '2026-03-29', [true, true]],
  ])('says which %s from %s to %s is not cut by an end', (size, from, to, expected) => {
    expect(wholeSteps(windowOf('Europe/Warsaw', from, to), size, 'monday')).toEqual(expected);
  });
});
