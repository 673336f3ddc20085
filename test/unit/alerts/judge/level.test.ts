import { describe, expect, test } from 'vitest';
import { judge } from '../../../../src/alerts/judge/judge.js';
import type { AlertRule } from '../../../../src/config/config.js';
import { above, below, each, historyOf, inputOf, type Values } from './input.js';

const read = (rule: AlertRule, values: Values, changes = {}) => judge(inputOf(rule, values, changes)).reading;
const usual = each(63, 100);

describe('a count of a day', () => {
  test.each([
    ['above the limit', above(120), 121, 'over'],
    ['at the limit', above(120), 120, 'between'],
    ['more than half way from what is usual to the limit', above(120), 111, 'between'],
    ['half way from what is usual to the limit', above(120), 110, 'back'],
    ['at a limit that is less than what is usual', above(80), 80, 'back'],
    ['below the limit', below(60), 59, 'over'],
    ['at the limit from below', below(60), 60, 'between'],
    ['half way from below', below(60), 80, 'back'],
    ['at a limit from below that is more than what is usual', below(150), 150, 'back'],
    ['missing', above(120), null, 'unknown'],
  ] as const)('%s', (_name, rule, value, level) => {
    expect(read(rule, [...usual, value]).level).toBe(level);
  });

  test('says its limit, how far it is beyond, and how unusual that is', () => {
    expect(read(above(120), [...usual, 150])).toMatchObject({
      value: 150,
      low: null,
      high: 120,
      weight: 30,
      facts: { limit: 120 },
    });
    expect(read(above(120), [...usual, 150]).z).toBeGreaterThan(3);
    expect(read(below(60), [...usual, 20])).toMatchObject({ low: 60, high: null, weight: 40 });
    expect(read(below(60, { allowance: 80 }), [...usual, 20]).facts).toEqual({ limit: 60, allowance: 80 });
  });

  test('is judged while too few days are known, from the limit on', () => {
    expect(read(above(120), [121])).toMatchObject({ level: 'over', z: null });
    expect(read(above(120), [119]).level).toBe('back');
  });

  test('is not judged on a holiday', () => {
    const isHoliday = (day: string) => day === '2026-11-24';
    expect(read(above(120), [...usual, 500], { isHoliday })).toMatchObject({ level: 'unknown', value: 500 });
  });
});

describe('a rate of a day', () => {
  const rate = (rule: AlertRule, uses: Values, fallbacks: Values, changes = {}) =>
    judge(inputOf(rule, [historyOf({ uses, fallbacks })], changes)).reading;
  const limit = above(0.2, { of: 'fallbackRate', least: 100 });
  const [uses, tenth] = [each(63, 1000), each(63, 100)];

  test.each([
    ['above the limit', 1000, 201, 'over', 0.201],
    ['at the limit', 1000, 200, 'between', 0.2],
    ['half way to what is usual', 1000, 150, 'back', 0.15],
    ['of too few uses', 99, 99, 'unknown', 1],
    ['of no uses', 0, 0, 'unknown', 0],
    ['missing', 1000, null, 'unknown', null],
    ['with uses missing', null, 10, 'unknown', null],
    ['with more fallbacks than uses, of two answers', 100, 130, 'over', 1],
  ] as const)('%s', (_name, used, fallen, level, value) => {
    expect(rate(limit, [...uses, used], [...tenth, fallen])).toMatchObject({ level, value });
  });

  test('says its uses, and how many were not understood', () => {
    expect(rate(limit, [...uses, 1000], [...tenth, 300])).toMatchObject({
      low: null,
      high: 0.2,
      weight: 300,
      facts: { limit: 0.2, uses: 1000 },
    });
  });

  test('is well from the limit on where what is usual is not known', () => {
    expect(rate(limit, [1000], [199]).level).toBe('back');
  });

  test('a holiday tells its rate and is not judged', () => {
    const isHoliday = (day: string) => day === '2026-11-24';
    const reading = rate(limit, [...uses, 1000], [...tenth, 500], { isHoliday });
    expect(reading).toMatchObject({ level: 'unknown', value: 0.5 });
  });
});
