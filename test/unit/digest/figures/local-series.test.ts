import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addSeries, bucketValues, total } from '../../../../src/digest/figures/local-series.js';
import { bucketsOf } from '../../../../src/schedule/bucket.js';
import { resolvePeriod } from '../../../../src/schedule/window.js';
import { shown } from '../../lib/intl-clock.js';
import { gap, HOUR, hourlyCounts, series } from '../local-answers.js';

const windowOf = (zone: string, from: string, to: string) =>
  resolvePeriod({ from, to }, 0, { zone, weekStart: 'monday' });
const warsaw = windowOf('Europe/Warsaw', '2026-11-16', '2026-11-18');
const days = bucketsOf(warsaw, 'day', 'monday');
const whole = { from: warsaw.from, to: warsaw.to };
const secondDay = days[1]?.from ?? 0;

describe('bucketValues', () => {
  it('counts an hour in the local day that holds its start', () => {
    const answers = [
      series(whole, 'hour', [
        ['2026-11-15T23:00Z', 1],
        ['2026-11-16T22:00Z', 2],
        ['2026-11-16T23:00Z', 4],
        ['2026-11-18T22:00Z', 8],
      ]),
    ];
    expect(bucketValues(answers, days)).toEqual([3, 4, 8]);
  });

  it('makes absent points zero within an answered range', () => {
    expect(bucketValues([series(whole, 'hour', [])], days)).toEqual([0, 0, 0]);
  });

  it('leaves every bucket missing without answers', () => {
    expect(bucketValues([], days)).toEqual([null, null, null]);
  });

  it('makes a bucket missing for a value that could not be read, whatever else is in it', () => {
    const answers = [
      series(whole, 'hour', [
        ['2026-11-16T08:00Z', 1],
        ['2026-11-17T08:00Z', null],
        ['2026-11-17T09:00Z', 5],
        ['2026-11-18T08:00Z', 2],
      ]),
    ];
    expect(bucketValues(answers, days)).toEqual([1, null, 2]);
  });

  it('makes every bucket that a gap touches missing', () => {
    const { from, to } = whole;
    const edge = secondDay + HOUR;
    expect(bucketValues([series({ from, to: edge }, 'hour', []), gap({ from: edge, to })], days)).toEqual([
      0,
      null,
      null,
    ]);
  });

  it('lets a gap win over an answer for the same time', () => {
    expect(
      bucketValues([series(whole, 'hour', []), gap({ from: secondDay, to: secondDay + 1 })], days),
    ).toEqual([0, null, 0]);
  });

  it('makes a bucket that was only partly asked for missing', () => {
    expect(bucketValues([series({ from: whole.from + 1, to: whole.to }, 'hour', [])], days)).toEqual([
      null,
      0,
      0,
    ]);
  });

  it('joins several requests of one source', () => {
    const edge = secondDay + 5 * HOUR;
    const answers = [
      series({ from: edge, to: whole.to }, 'hour', [[edge, 2]]),
      series({ from: whole.from, to: edge }, 'hour', [[edge - HOUR, 1]]),
    ];
    expect(bucketValues(answers, days)).toEqual([0, 3, 0]);
  });

  it('adds sources up, and misses what one of them misses', () => {
    const { from } = whole;
    const answers = [
      series({ ...whole, source: 'widget' }, 'hour', [
        ['2026-11-16T08:00Z', 1],
        ['2026-11-18T08:00Z', 2],
      ]),
      series({ from, to: secondDay, source: 'messenger' }, 'hour', [['2026-11-16T09:00Z', 10]]),
      gap({ from: secondDay, to: whole.to, source: 'messenger' }),
    ];
    expect(bucketValues(answers, days)).toEqual([11, null, null]);
    expect(bucketValues(answers.slice(0, 2), days)).toEqual([11, null, null]);
  });

  it.each([
    ['day', '2026-11-15T00:00Z'],
    ['month', '2026-11-01T00:00Z'],
    ['year', '2026-01-01T00:00Z'],
  ] as const)('counts a UTC %s that began before the range from the start of the range', (dimension, at) => {
    expect(bucketValues([series(whole, dimension, [[at, 7]])], days)).toEqual([7, 0, 0]);
  });

  it.each([
    ['hour', '2026-11-15T22:00Z'],
    ['hour', '2026-11-18T23:00Z'],
    ['day', '2026-11-14T00:00Z'],
    ['month', '2026-10-01T00:00Z'],
    ['year', '2025-01-01T00:00Z'],
    ['year', '2027-01-01T00:00Z'],
  ] as const)('leaves out a UTC %s of %s, all outside the range', (dimension, at) => {
    expect(bucketValues([series(whole, dimension, [[at, 7]])], days)).toEqual([0, 0, 0]);
  });

  it('leaves out points outside the buckets', () => {
    const answers = [
      series(whole, 'hour', [
        ['2026-11-16T08:00Z', 1],
        ['2026-11-17T08:00Z', 2],
        ['2026-11-18T08:00Z', 4],
      ]),
    ];
    expect(bucketValues(answers, days.slice(1, 2))).toEqual([2]);
  });

  it('keeps totals and agrees with Intl on every local day of a whole-hour zone', () => {
    const zones = ['Europe/Warsaw', 'America/New_York', 'Pacific/Kiritimati', 'Etc/GMT+12', 'America/Havana'];
    const starts = ['2026-03-02', '2026-03-23', '2026-10-19', '2026-12-21'];
    const cases = fc.record({
      zone: fc.constantFrom(...zones),
      start: fc.constantFrom(...starts),
      size: fc.constantFrom('hour', 'day', 'week', 'month'),
      places: fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { maxLength: 60 }),
      split: fc.integer({ min: 1, max: 300 }),
    });
    fc.assert(
      fc.property(cases, ({ zone, start, size, places, split }) => {
        const window = windowOf(zone, start, `${start.slice(0, 8)}31`);
        const events = places.map((place) => window.from + Math.floor(place * (window.to - window.from)));
        const edge = Math.min(window.from + split * HOUR, window.to - HOUR);
        const answers = [
          { from: window.from, to: edge },
          { from: edge, to: window.to },
        ].map((range) =>
          series(range, 'hour', hourlyCounts(events.filter((at) => at >= range.from && at < range.to))),
        );
        expect(total(bucketValues(answers, bucketsOf(window, size, 'monday')))).toBe(events.length);
        const daily = bucketsOf(window, 'day', 'monday');
        expect(bucketValues(answers, daily)).toEqual(
          daily.map(({ key }) => events.filter((at) => shown(zone, at).day === key).length),
        );
      }),
      { numRuns: 150 },
    );
  });

  it('re-buckets 20,000 hours into days of 23, 24 and 25', () => {
    const window = windowOf('Europe/Warsaw', '2024-01-01', '2026-04-30');
    const points = Array.from({ length: (window.to - window.from) / HOUR }, (_, hour): [number, number] => [
      window.from + hour * HOUR,
      1,
    ]);
    const buckets = bucketsOf(window, 'day', 'monday');
    const answers = [series(window, 'hour', points)];
    const values = bucketValues(answers, buckets);
    expect(points.length).toBeGreaterThan(20_000);
    expect(values).toEqual(buckets.map(({ from, to }) => (to - from) / HOUR));
  });
});

describe('addSeries', () => {
  it('adds step by step and misses what any misses', () => {
    expect(
      addSeries([
        [1, 2, null],
        [10, null, null],
      ]),
    ).toEqual([11, null, null]);
  });

  it('leaves one series as it is and makes none of none', () => {
    expect(addSeries([[1, null, 0]])).toEqual([1, null, 0]);
    expect(addSeries([])).toEqual([]);
  });
});

describe('total', () => {
  it.each([
    [[1, 2, 3], 6],
    [[0], 0],
    [[1, null], null],
    [[], null],
  ])('of %j is %j', (values, expected) => {
    expect(total(values)).toBe(expected);
  });
});
