import { describe, expect, test } from 'vitest';
import { judge } from '../../../../src/alerts/judge/judge.js';
import { each, inputOf, type Values } from './input.js';

const rule = { kind: 'silence', of: 'conversations' } as const;
const read = (values: Values, changes = {}) => judge(inputOf(rule, values, changes)).reading;

describe('silence', () => {
  test.each([
    ['over: a day without any of fifty', [...each(63, 50), 0], 'over', 1],
    ['over: five days without two', [...each(59, 2), ...each(5, 0)], 'over', 5],
    ['over: a missing day within counts for nothing', [...each(60, 8), 0, 0, null, 0], 'over', 3],
    ['between: three days without two', [...each(61, 2), ...each(3, 0)], 'between', 3],
    ['back: an empty day that chance explains', [...each(63, 1), 0], 'back', 1],
    ['back: a Sunday of a bot that rests at weekends', weekends(62), 'back', 2],
    ['over after eight weeks: known by the week before', [...each(7, 50), ...each(57, 0)], 'over', 57],
    ['learning: an empty day of few that chance explains', [...each(20, 2), 0, 0, 0], 'learning', 3],
    ['over while learning: longer than ever before', [...each(20, 5), ...each(4, 0)], 'over', 4],
    [
      'learning: improbable, but no longer than once before',
      [...each(15, 50), 0, ...each(15, 50), 0],
      'learning',
      1,
    ],
  ] as const)('%s', (_name, values, level, days) => {
    expect(read(values)).toMatchObject({ level, value: 0, facts: { days } });
  });

  test.each([
    ['back: any count ends it', [...each(60, 50), 0, 0, 0, 1], 'back'],
    ['learning: too few days to tell', each(30, 50), 'learning'],
    ['back while learning: a silence was over days ago', [...each(20, 9), ...each(5, 0), 9, 9], 'back'],
    ['learning again a week later', [...each(20, 9), ...each(5, 0), ...each(9, 9)], 'learning'],
    ['unknown: nothing in the whole history', each(64, 0), 'unknown'],
    ['unknown: less than a week before the run', [...each(6, 50), 0], 'unknown'],
    ['unknown: the day is missing', [...each(60, 50), 0, 0, 0, null], 'unknown'],
    ['unknown: nothing is known', [], 'unknown'],
  ])('%s', (_name, values, level) => {
    expect(read(values).level).toBe(level);
  });

  test('a holiday is not judged and counts for nothing', () => {
    const values = [...each(63, 50), 0];
    expect(read(values, { isHoliday: (day: string) => day === '2026-11-24' })).toMatchObject({
      level: 'unknown',
      value: 0,
    });
    expect(read([...each(62, 8), 0, 0]).level).toBe('over');
    const holiday = (day: string) => day === '2026-11-23';
    expect(read([...each(62, 8), 0, 0], { isHoliday: holiday })).toMatchObject({
      level: 'between',
      facts: { since: '2026-11-24', days: 1 },
    });
  });

  test('says since when, what was to be expected, and how improbable it is', () => {
    const reading = read([...each(60, 10), ...each(4, 0)]);
    expect(reading).toMatchObject({ low: 4, high: 17, facts: { since: '2026-11-21', days: 4 } });
    expect(reading.weight).toBeCloseTo(40, 6);
    expect(reading.facts.expected).toBeCloseTo(40, 6);
    expect(reading.z).toBeLessThan(-5);
  });

  test('a stricter budget takes a longer silence, a laxer one no shorter than once in ten years', () => {
    const values = [...each(59, 2), ...each(5, 0)];
    expect(read(values, { alpha: 1 / 730 }).level).toBe('over');
    expect(read(values, { alpha: 1e-6 }).level).toBe('between');
    expect(read([...each(60, 2), ...each(4, 0)], { alpha: 0.05 }).level).toBe('between');
  });
});

function weekends(length: number): Values {
  const week = [9, 9, 9, 9, 9, 0, 0];
  return Array.from({ length }, (_, index) => week[(index + 1) % 7] ?? 0);
}
