import { describe, expect, test } from 'vitest';
import { silenceOf } from '../../../src/baseline/silence.js';
import { addDays } from '../../../src/lib/time/zone.js';

/** Counts from a Monday on. */
const days = (values: readonly (number | null)[]) =>
  values.map((value, index) => ({ day: addDays('2026-09-21', index), value }));
const each = (count: number, value: number | null) => new Array<number | null>(count).fill(value);
const workWeeks = (count: number) => Array.from({ length: count }, () => [9, 9, 9, 9, 9, 0, 0]).flat();

const nearTen = Array.from({ length: 56 }, (_, index) => (index % 5 < 2 ? 9 : 10));

/** Some five a day, with more than three times the variance of chance. */
const uneven = Array.from({ length: 56 }, (_, index) => ((index * 5) % 9 < 4 ? 9 : 1));

describe('a bot is silent', () => {
  test.each([
    ['after a day without one of fifty', [...each(56, 50), 0], '2026-11-16', 1],
    ['after two days without eight', [...each(56, 8), 0, 0], '2026-11-16', 2],
    ['over a missing day, which counts for nothing', [...each(56, 8), 0, null, 0], '2026-11-16', 2],
    [
      'with missing days before it',
      [...each(30, 8), ...each(9, null), ...each(12, 8), 0, 0],
      '2026-11-11',
      2,
    ],
    ['by its probability, with not quite ten that were to be expected', [...nearTen, 0], '2026-11-16', 1],
    ['with a week of history', [...each(7, 12), 0], '2026-09-28', 1],
    ['on a Monday after a weekend that is always empty', [...workWeeks(8), 0, 0], '2026-11-14', 4],
    [
      'by ten that were to be expected, however uneven the days are',
      [...uneven, ...each(3, 0)],
      '2026-11-16',
      3,
    ],
  ])('%s', (_name, values, since, run) => {
    expect(silenceOf(days(values))).toMatchObject({ since, days: run });
  });

  test('with what was to be expected, and its probability', () => {
    const found = silenceOf(days([...each(56, 3), ...each(4, 0)]));
    expect(found?.expected).toBeCloseTo(12, 6);
    expect(found?.probability).toBeLessThan(1e-4);
    expect(found?.probability).toBeGreaterThan(Math.exp(-12));
    expect(silenceOf(days([...uneven, ...each(3, 0)]))?.probability).toBeGreaterThan(1 / 3650);
  });
});

describe('a bot is not silent', () => {
  test.each([
    ['at a weekend that is always empty', workWeeks(8)],
    ['on a day without one of five, which chance explains', [...each(56, 5), 0]],
    ['with eight that were to be expected', [...each(56, 2), 0, 0, 0, 0]],
    ['while it has any', [...each(56, 50), 0, 1]],
    ['on a missing day', [...each(56, 50), null]],
    ['without seven days of history', [...each(6, 50), 0, 0]],
    ['where nothing had begun', each(60, 0)],
    ['with nothing known', each(60, null)],
    ['with no days', []],
    ['after two days of a bot of one a day', [...each(56, 1), 0, 0]],
  ])('%s', (_name, values) => {
    expect(silenceOf(days(values))).toBeNull();
  });
});
