import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localHeatmap } from '../../../../src/digest/figures/local-heatmap.js';
import { offsetMinutes } from '../../../../src/lib/time/zone.js';
import { resolvePeriod } from '../../../../src/schedule/window.js';
import { samples } from '../../../support/samples.js';
import { shown } from '../../lib/intl-clock.js';
import { gap, HOUR, heatmap, hourlyCounts, series } from '../local-answers.js';

const windowOf = (zone: string, from: string, to: string) =>
  resolvePeriod({ from, to }, 0, { zone, weekStart: 'monday' });

const grid = (): number[][] => Array.from({ length: 7 }, () => new Array<number>(24).fill(0));
const missing = Array.from({ length: 7 }, () => new Array(24).fill(null));

/** Counts events by weekday and hour on the zone's clocks, by Intl. */
function counted(zone: string, events: readonly number[]): number[][] {
  const cells = grid();
  for (const event of events) {
    const { weekday, time } = shown(zone, event);
    const row = cells[weekday - 1] ?? [];
    row[Number(time.slice(0, 2))] = (row[Number(time.slice(0, 2))] ?? 0) + 1;
  }
  return cells;
}

const only = (weekday: number, hour: number, value: number | null) =>
  grid().map((row, index) => row.map((cell, at) => (index === weekday && at === hour ? value : cell)));

/** Zones without a clock change in the test's window: every whole hour, then halves and quarters. */
const WHOLE = Array.from({ length: 27 }, (_, index) => index - 12).map(
  (hours) => `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`,
);
const BROKEN = [
  'Pacific/Marquesas',
  'America/St_Johns',
  'Asia/Tehran',
  'Asia/Kabul',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Yangon',
  'Australia/Eucla',
  'Australia/Darwin',
  'Australia/Adelaide',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
];
const places = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { maxLength: 40 });

describe('a heatmap in another zone', () => {
  it.each([...WHOLE, ...BROKEN])('turned to %s equals the events counted there', (zone) => {
    const window = windowOf(zone, '2026-01-05', '2026-01-18');
    const offset = offsetMinutes(zone, window.from);
    const offsets = [...new Array(25).keys()]
      .map((hours) => offset - Math.floor(offset / 60) * 60 + (hours - 12) * 60)
      .filter((minutes) => Math.abs(minutes) <= 720);
    fc.assert(
      fc.property(places, fc.constantFrom(...offsets), (share, served) => {
        const events = share.map((place) => window.from + Math.floor(place * (window.to - window.from)));
        const cells = counted(
          'UTC',
          events.map((event) => event + served * 60_000),
        );
        const turned = localHeatmap({ heatmap: [heatmap(window, served, cells)], hourly: [], zone });
        expect(turned).toEqual(counted(zone, events));
      }),
      { numRuns: samples(10) },
    );
  });

  it.each([
    ['Europe/Warsaw', 0, [0, 0], [0, 1]],
    ['Europe/Warsaw', 60, [0, 0], [0, 0]],
    ['Pacific/Kiritimati', 0, [6, 23], [0, 13]],
    ['America/New_York', 0, [0, 0], [6, 19]],
    ['Asia/Kolkata', 330, [3, 9], [3, 9]],
    ['Asia/Kolkata', 30, [3, 9], [3, 14]],
    ['Asia/Kolkata', 0, [3, 9], [3, 14]],
    ['America/St_Johns', 0, [3, 9], [3, 5]],
  ] as const)('moves in %s from clocks at +%d min as a week without ends', (zone, offset, from, to) => {
    const window = windowOf(zone, '2026-01-05', '2026-01-11');
    const answer = heatmap(window, offset, only(from[0], from[1], 5));
    expect(localHeatmap({ heatmap: [answer], hourly: [], zone })).toEqual(only(to[0], to[1], 5));
  });

  it('takes the offset at the start of each answer', () => {
    const zone = 'Europe/Warsaw';
    const winter = windowOf(zone, '2026-03-23', '2026-03-28');
    const summer = windowOf(zone, '2026-03-30', '2026-04-05');
    const answers = [heatmap(winter, 0, only(0, 8, 1)), heatmap(summer, 0, only(0, 8, 2))];
    const turned = localHeatmap({ heatmap: answers, hourly: [], zone });
    expect([turned[0]?.[9], turned[0]?.[10]]).toEqual([1, 2]);
  });

  it('adds answers up; a cell that one could not read is missing, the others are not', () => {
    const window = windowOf('UTC', '2026-01-05', '2026-01-11');
    const answers = [
      heatmap(window, 0, only(1, 2, 3)),
      heatmap(window, 0, only(1, 2, 4)),
      heatmap(window, 0, only(5, 6, null)),
    ];
    const added = localHeatmap({ heatmap: answers, hourly: [], zone: 'UTC' });
    expect([added[1]?.[2], added[5]?.[6], added[0]?.[0]]).toEqual([7, null, 0]);
  });

  it('is preferred to hourly figures', () => {
    const window = windowOf('UTC', '2026-01-05', '2026-01-11');
    const hourly = [series(window, 'hour', [['2026-01-05T00:00Z', 9]])];
    expect(localHeatmap({ heatmap: [heatmap(window, 0, only(1, 2, 3))], hourly, zone: 'UTC' })).toEqual(
      only(1, 2, 3),
    );
  });
});

describe('a heatmap rebuilt from hours', () => {
  it.each([
    ['Europe/Warsaw', '2026-03-23', '2026-03-29'],
    ['Europe/Warsaw', '2026-10-19', '2026-10-25'],
    ['America/New_York', '2026-03-02', '2026-03-08'],
    ['America/New_York', '2026-10-26', '2026-11-08'],
    ['America/Havana', '2026-01-01', '2026-12-31'],
  ])('of %s from %s to %s equals the events counted there', (zone, from, to) => {
    const window = windowOf(zone, from, to);
    fc.assert(
      fc.property(places, (share) => {
        const events = share.map((place) => window.from + Math.floor(place * (window.to - window.from)));
        const hourly = [series(window, 'hour', hourlyCounts(events))];
        expect(localHeatmap({ heatmap: [], hourly, zone })).toEqual(counted(zone, events));
      }),
      { numRuns: samples(20) },
    );
  });

  it.each([
    ['Europe/Warsaw', '2026-03-29', { 1: 1, 2: 0, 3: 1 }],
    ['Europe/Warsaw', '2026-10-25', { 1: 1, 2: 2, 3: 1 }],
    ['America/New_York', '2026-03-08', { 1: 1, 2: 0, 3: 1 }],
    ['America/New_York', '2026-11-01', { 0: 1, 1: 2, 2: 1 }],
    ['Australia/Lord_Howe', '2026-10-04', { 0: 2, 1: 1, 2: 0, 3: 1 }],
    ['Australia/Lord_Howe', '2026-04-05', { 0: 1, 1: 2, 2: 1 }],
  ])('in %s on %s, with one conversation every hour, shows the change: %j', (zone, day, expected) => {
    const window = windowOf(zone, day, day);
    const first = Math.floor(window.from / HOUR) * HOUR;
    const points: [number, number][] = [];
    for (let at = first; at < window.to; at += HOUR) points.push([at, 1]);
    const sunday = localHeatmap({ heatmap: [], hourly: [series(window, 'hour', points)], zone })[6];
    const seen = Object.keys(expected).map((hour) => [hour, sunday?.[Number(hour)]]);
    expect(Object.fromEntries(seen)).toEqual(expected);
  });

  it('misses only the hour that could not be read', () => {
    const window = windowOf('UTC', '2026-01-05', '2026-01-11');
    const hourly = [
      series(window, 'hour', [
        ['2026-01-05T03:00Z', null],
        ['2026-01-05T04:00Z', 2],
      ]),
    ];
    const cells = localHeatmap({ heatmap: [], hourly, zone: 'UTC' });
    expect(cells.flat().filter((cell) => cell === null)).toHaveLength(1);
    expect(cells[0]?.slice(3, 5)).toEqual([null, 2]);
  });

  it('adds sources and requests up', () => {
    const { from, to } = windowOf('UTC', '2026-01-05', '2026-01-18');
    const edge = from + 7 * 24 * HOUR;
    const hourly = [
      series({ from, to: edge, source: 'widget' }, 'hour', [['2026-01-06T10:00Z', 1]]),
      series({ from: edge, to, source: 'widget' }, 'hour', [['2026-01-13T10:00Z', 2]]),
      series({ from, to, source: 'messenger' }, 'hour', [['2026-01-06T10:00Z', 4]]),
    ];
    expect(localHeatmap({ heatmap: [], hourly, zone: 'UTC' })).toEqual(only(1, 10, 7));
  });
});

describe('a heatmap that is missing', () => {
  const window = windowOf('UTC', '2026-01-05', '2026-01-11');
  const full = heatmap(window, 0, grid());

  it.each([
    ['nothing was asked', { heatmap: [], hourly: [] }],
    ['a heatmap request failed', { heatmap: [full, gap(window)], hourly: [] }],
    ['an hourly request failed', { heatmap: [], hourly: [series(window, 'hour', []), gap(window)] }],
    ['the series is not hourly', { heatmap: [], hourly: [series(window, 'day', [])] }],
  ])('has 7 × 24 missing cells when %s', (_reason, answers) => {
    expect(localHeatmap({ ...answers, zone: 'UTC' })).toEqual(missing);
  });
});
