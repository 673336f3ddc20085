import { describe, expect, test } from 'vitest';
import { judge } from '../../../../src/alerts/judge/judge.js';
import type { AlertRule } from '../../../../src/config/config.js';
import { changed, each, historyOf, inputOf, type Values } from './input.js';

const read = (rule: AlertRule, values: Values, changes = {}) => judge(inputOf(rule, values, changes)).reading;
const weeks = (before: number, now: number): Values => [...each(57, before), ...each(7, now)];

describe('seven days against the seven before', () => {
  test.each([
    ['fallen by more', changed('down', 0.3), weeks(100, 69), 'over'],
    ['fallen by as much', changed('down', 0.3), weeks(100, 70), 'between'],
    ['fallen by half as much', changed('down', 0.3), weeks(100, 85), 'back'],
    ['fallen by more, and yet chance may have it', changed('down', 0.3), weeks(1, 0), 'between'],
    [
      'fallen by nearly as much, as chance would',
      changed('down', 0.3),
      weeks(1, 1).with(-1, 0).with(-2, 0),
      'back',
    ],
    ['risen while a fall is watched for', changed('down', 0.3), weeks(100, 300), 'back'],
    ['risen by more', changed('up', 0.3), weeks(100, 131), 'over'],
    ['risen by as much', changed('up', 0.3), weeks(100, 130), 'between'],
    ['risen from nothing', changed('up', 0.3), [...each(50, 10), ...each(7, 0), ...each(7, 10)], 'over'],
    ['nothing and nothing', changed('up', 0.3), [...each(40, 10), ...each(24, 0)], 'back'],
  ] as const)('%s', (_name, rule, values, level) => {
    expect(read(rule, values).level).toBe(level);
  });

  test('says both sums, the change, and how much of it chance explains', () => {
    const reading = read(changed('down', 0.3), weeks(100, 50));
    expect(reading).toMatchObject({
      value: 350,
      low: 490,
      high: null,
      weight: 350,
      facts: { before: 700, change: -0.5, days: 7 },
    });
    expect(reading.z).toBeLessThan(-5);
    expect(read(changed('up', 0.5), weeks(100, 200))).toMatchObject({ low: null, high: 1050, value: 1400 });
    expect(read(changed('up', 0.3), [...each(50, 9), ...each(7, 0), ...each(7, 9)]).facts).toEqual({
      before: 0,
      days: 7,
    });
  });

  test('a stricter budget takes a change that is clearer', () => {
    const values = weeks(5, 2);
    expect(read(changed('down', 0.3), values, { alpha: 1 / 200 }).level).toBe('over');
    expect(read(changed('down', 0.3), values, { alpha: 1 / 1_000_000 }).level).toBe('between');
  });

  test('is unknown where a day is missing, and learning where too few days are known', () => {
    expect(read(changed('down', 0.3), [...each(60, 100), null, 10, 10, 10]).level).toBe('unknown');
    expect(read(changed('down', 0.3), [...each(51, 100), null, ...each(12, 10)]).level).toBe('unknown');
    expect(read(changed('down', 0.3), [...each(20, 100), ...each(7, 10)]).level).toBe('learning');
    expect(read(changed('down', 0.3), each(10, 100)).level).toBe('unknown');
  });

  test('days are compared without holidays and their counterparts', () => {
    const isHoliday = (day: string) => day === '2026-11-20';
    const values = [...each(57, 100), 69, 69, 0, 69, 69, 69, 69];
    expect(read(changed('down', 0.3), values, { isHoliday })).toMatchObject({
      level: 'over',
      value: 414,
      facts: { before: 600, days: 6 },
    });
    const most = (day: string) => day >= '2026-11-18' && day <= '2026-11-21';
    expect(read(changed('down', 0.3), values, { isHoliday: most }).level).toBe('unknown');
  });
});

test('a single day is compared with the same weekday a week before', () => {
  const rule = changed('down', 0.3, { over: 1 });
  const values = [...each(56, 100), 200, ...each(6, 500), 110];
  expect(read(rule, values)).toMatchObject({ level: 'over', value: 110, facts: { before: 200, days: 1 } });
});

test('four weeks are compared with the four before', () => {
  const values = [...each(36, 100), ...each(28, 60)];
  expect(read(changed('down', 0.3, { over: 28 }), values)).toMatchObject({
    level: 'over',
    value: 28 * 60,
    facts: { before: 2800 },
  });
});

describe('a rate', () => {
  const rule = changed('up', 0.5, { of: 'fallbackRate', least: 100 });
  const rate = (fallbacks: Values, uses: Values = each(64, 1000)) =>
    judge(inputOf(rule, [historyOf({ uses, fallbacks })])).reading;

  test.each([
    ['risen by more', 151, 'over'],
    ['risen by as much', 150, 'between'],
    ['risen by half as much', 125, 'back'],
  ] as const)('%s', (_name, fallbacks, level) => {
    expect(rate(weeks(100, fallbacks)).level).toBe(level);
  });

  test('says both rates and the uses, and how many more were not understood', () => {
    const reading = rate(weeks(100, 200));
    expect(reading).toMatchObject({ value: 0.2, low: null, facts: { before: 0.1, change: 1, uses: 7000 } });
    expect(reading.high).toBeCloseTo(0.15, 9);
    expect(reading.weight).toBeCloseTo(700, 6);
  });

  test('of too few uses is not judged', () => {
    expect(rate(weeks(10, 20), each(64, 99))).toMatchObject({ level: 'unknown', value: 20 / 99 });
    expect(rate(weeks(10, 20), each(64, 100)).level).toBe('over');
    expect(rate(each(64, 0), each(64, 0)).level).toBe('unknown');
  });

  test('is learnt with fewer than six weeks', () => {
    expect(rate(weeks(100, 200).slice(30), each(34, 1000)).level).toBe('learning');
  });
});
