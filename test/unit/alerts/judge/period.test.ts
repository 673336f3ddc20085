import { describe, expect, test } from 'vitest';
import { judge } from '../../../../src/alerts/judge/judge.js';
import { periodOf } from '../../../../src/alerts/judge/period-days.js';
import type { LevelRule } from '../../../../src/config/config.js';
import { above, below, each, historyOf, inputOf, type Values } from './input.js';

const month = { of: 'paid', within: 'thisMonth' } as const;
const projected = { ...month, projected: true } as const;

/** Of bots with these paid conversations up to Tuesday 24 November. */
const read = (rule: LevelRule, bots: readonly Values[], changes = {}) =>
  judge(
    inputOf(
      rule,
      bots.map((paid) => historyOf({ paid })),
      changes,
    ),
  ).reading;

test.each([
  ['thisWeek', 'monday', '2026-11-23', '2026-11-29'],
  ['thisWeek', 'sunday', '2026-11-22', '2026-11-28'],
  ['thisMonth', 'monday', '2026-11-01', '2026-11-30'],
  ['thisQuarter', 'monday', '2026-10-01', '2026-12-31'],
  ['thisYear', 'monday', '2026-01-01', '2026-12-31'],
] as const)('%s from a %s on is from %s to %s', (within, weekStart, from, to) => {
  expect(periodOf(within, '2026-11-24', weekStart)).toEqual({ from, to });
});

test.each([
  ['2026-02-28', '2026-01-01', '2026-03-31'],
  ['2026-06-30', '2026-04-01', '2026-06-30'],
  ['2026-07-01', '2026-07-01', '2026-09-30'],
])('the quarter of %s is from %s to %s', (day, from, to) => {
  expect(periodOf('thisQuarter', day, 'monday')).toEqual({ from, to });
});

describe('a count within a month, over all bots', () => {
  // 24 days: 2,400 and 480 so far, 720 to expect in the other 6.
  const bots = [each(64, 100), each(64, 20)];

  test.each([
    ['above: more than the limit so far', above(2879, month), 'over'],
    ['above: the limit so far', above(2880, month), 'back'],
    ['above: more to expect than the limit', above(3599, projected), 'over'],
    ['above: no more to expect than the limit', above(3601, projected), 'back'],
    ['below: not over before the period is', below(5000, month), 'between'],
    ['below: reached already', below(2880, month), 'back'],
    ['below: less to expect than the limit', below(3601, projected), 'over'],
    ['below: as much to expect', below(3599, projected), 'back'],
  ] as const)('%s', (_name, rule, level) => {
    expect(read(rule, bots).level).toBe(level);
  });

  test('says how many so far, how many to expect, and when the limit is reached', () => {
    const rule = above(3200, { ...projected, allowance: 4000 });
    const reading = read(rule, bots);
    expect(reading).toMatchObject({
      value: 2880,
      low: null,
      high: 3200,
      facts: {
        limit: 3200,
        allowance: 4000,
        projected: 3600,
        reached: '2026-11-27',
        from: '2026-11-01',
        to: '2026-11-30',
      },
    });
    expect(reading.weight).toBeCloseTo(400, 6);
    expect(read(above(2850, month), bots).facts.reached).toBe('2026-11-24');
    expect(read(above(4000, projected), bots).facts).not.toHaveProperty('reached');
  });

  test('below is judged on the last day', () => {
    const last = [historyOf({ paid: each(64, 100) }, '2026-11-30')];
    const at = (limit: number) =>
      judge(inputOf(below(limit, month), last, { day: '2026-11-30' })).reading.level;
    expect(at(3001)).toBe('over');
    expect(at(3000)).toBe('back');
  });

  test('the order of the bots is no matter, and a bot that never had any adds nothing', () => {
    const rule = above(3200, projected);
    expect(read(rule, [...bots].reverse())).toEqual(read(rule, bots));
    expect(read(rule, [...bots, each(64, 0)])).toEqual(read(rule, bots));
  });

  test('a missing day leaves it unknown, unless the known days alone are above', () => {
    const gap = [each(64, 100), [...each(62, 20), null, 20]];
    expect(read(above(3200, projected), gap).level).toBe('unknown');
    expect(read(above(2800, projected), gap).level).toBe('over');
    expect(read(below(5000, projected), gap).level).toBe('unknown');
    expect(read(above(3200, projected), [each(20, 100)]).level).toBe('unknown');
    expect(read(above(3200, projected), []).level).toBe('unknown');
  });

  test('a missing day before the period matters little', () => {
    const gap = [[...each(20, 100), null, ...each(43, 100)], each(64, 20)];
    expect(read(above(3200, projected), gap)).toEqual(read(above(3200, projected), bots));
  });

  test('holidays count, and are not expected to come again', () => {
    const holidays = new Set(['2026-11-16', '2026-11-24']);
    const isHoliday = (day: string) => holidays.has(day);
    const values = each(64, 100).map((value, index) => (index === 55 || index === 63 ? 0 : value));
    const reading = read(above(2700, projected), [values], { isHoliday });
    expect(reading).toMatchObject({ level: 'over', value: 2200, facts: { projected: 2800 } });
  });

  test('a bot of a week has a pace, one of less is learnt', () => {
    const young = [...each(57, 0), ...each(7, 50)];
    expect(read(above(3100, projected), [each(64, 100), young]).facts.projected).toBe(3650);
    const younger = [...each(58, 0), ...each(6, 50)];
    expect(read(above(3100, projected), [each(64, 100), younger]).level).toBe('learning');
    expect(read(above(2600, projected), [each(64, 100), younger]).level).toBe('over');
  });

  test('a rate is that of all uses so far', () => {
    const rule = above(0.2, { within: 'thisWeek', of: 'fallbackRate', least: 200 });
    const rate = (fallbacks: Values, uses: Values = each(64, 100)) =>
      judge(inputOf(rule, [historyOf({ uses, fallbacks })])).reading;
    expect(rate([...each(62, 10), 10, 31])).toMatchObject({
      level: 'over',
      value: 0.205,
      facts: { uses: 200 },
    });
    expect(rate([...each(62, 10), 10, 30]).level).toBe('back');
    expect(rate([...each(62, 10), null, 30]).level).toBe('unknown');
    expect(rate([...each(62, 10), 10, 31], [...each(63, 100), 99]).level).toBe('unknown');
  });
});
