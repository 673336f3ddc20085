import { describe, expect, test } from 'vitest';
import { usualDays } from '../../../src/alerts/days/usual-days.js';
import { addDays } from '../../../src/lib/time/zone.js';
import { each, historyOf, TUESDAY, type Values } from './judge/input.js';

const isHoliday = () => false;
const counts = (values: Values, options = {}) =>
  usualDays(historyOf({ conversations: values }), {
    of: 'conversations',
    day: TUESDAY,
    isHoliday,
    ...options,
  });

describe('the picture of a count', () => {
  test('shows eight weeks up to the judged day, each with what was usual on it', () => {
    const days = counts([...each(120, 100), 50]);
    expect(days).toHaveLength(56);
    expect(days[0]?.day).toBe(addDays(TUESDAY, -55));
    expect(days.at(-1)).toEqual({ day: TUESDAY, value: 50, usual: { low: 78, high: 124 } });
  });

  test('a day has the range that it had, not that of today', () => {
    const days = counts([...each(100, 20), ...each(64, 100)]);
    expect(days[0]?.usual?.high).toBeLessThan(60);
    expect(days.at(-1)?.usual?.low).toBeGreaterThan(60);
  });

  test('where the history does not reach back far enough, a day has what is usual now', () => {
    const days = counts(each(64, 100));
    expect(days.every(({ usual }) => usual !== null && usual.low > 70 && usual.high < 130)).toBe(true);
  });

  test('there is no range while days are learnt, and none on a holiday', () => {
    expect(counts(each(30, 100)).map(({ usual }) => usual)).toEqual(each(30, null));
    const holiday = counts(each(64, 100), { isHoliday: (day: string) => day === '2026-11-20' });
    expect(holiday.filter(({ usual }) => usual === null)).toEqual([
      { day: '2026-11-20', value: 100, usual: null },
    ]);
  });

  test('a missing day is null and has a range', () => {
    const [day] = counts([...each(62, 100), null, 100]).slice(-2);
    expect(day).toMatchObject({ value: null, usual: { low: 78 } });
  });
});

describe('the picture of a rate', () => {
  const rates = (fallbacks: Values, uses: Values = each(fallbacks.length, 1000)) =>
    usualDays(historyOf({ uses, fallbacks }), { of: 'fallbackRate', day: TUESDAY, isHoliday });

  test('shows fractions, and a range that is wider with fewer uses', () => {
    const days = rates(each(64, 100), [...each(63, 1000), 200]);
    expect(days).toHaveLength(56);
    const [many, few] = [days.at(-2), days.at(-1)];
    expect(many?.value).toBe(0.1);
    expect(few?.value).toBe(0.5);
    expect(many?.usual?.low).toBeGreaterThan(0.07);
    expect(many?.usual?.high).toBeLessThan(0.13);
    expect(few?.usual?.high).toBeGreaterThan(many?.usual?.high ?? 1);
  });

  test('a day without uses, or that is missing, has neither', () => {
    const days = rates([...each(62, 100), null, 0], [...each(63, 1000), 0]);
    expect(days.slice(-2).map(({ value, usual }) => [value, usual])).toEqual([
      [null, null],
      [null, null],
    ]);
  });
});
