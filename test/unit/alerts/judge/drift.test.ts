import { describe, expect, test } from 'vitest';
import { type Cusum, type Memory, NO_MEMORY } from '../../../../src/alerts/episodes/state.js';
import { judge } from '../../../../src/alerts/judge/judge.js';
import { addDays } from '../../../../src/lib/time/zone.js';
import { daysUpTo, each, historyOf, inputOf, TUESDAY, type Values } from './input.js';

const rule = { kind: 'unusual', of: 'conversations' } as const;

/** The readings of every day after the first nine weeks, each check remembering the one before. */
function readAll(values: Values, { holidays = new Set<string>() } = {}) {
  const days = daysUpTo(values);
  const history = historyOf({ conversations: values });
  let memory: Memory = NO_MEMORY;
  return days.slice(63).map(({ day }) => {
    const input = { kind: 'drift', day, memory, isHoliday: (one: string) => holidays.has(one) } as const;
    const { reading, cusum } = judge(inputOf(rule, [history], input));
    if (reading.level !== 'unknown') memory = { ...memory, judged: day, cusum };
    return reading;
  });
}

const levels = (values: Values, options = {}) => readAll(values, options).map((reading) => reading.level);

describe('a drift', () => {
  test('is told once days that are not unusual by themselves add up', () => {
    const readings = readAll([...each(63, 100), ...each(12, 78)]);
    const first = readings.findIndex((reading) => reading.level === 'over');
    expect(first).toBeGreaterThan(3);
    expect(first).toBeLessThan(11);
    expect(readings[first]).toMatchObject({ value: 78, low: 78, facts: { since: addDays(TUESDAY, -11) } });
    expect(readings[first]?.facts.days).toBe(first + 1);
    expect(readings[first]?.facts.drift).toBeCloseTo(-0.22, 2);
    expect(readings[first]?.weight).toBeCloseTo(22 * (first + 1), 0);
  });

  test('is the same upwards', () => {
    const readings = readAll([...each(63, 100), ...each(12, 124)]);
    const found = readings.find((reading) => reading.level === 'over');
    expect(found?.facts.drift).toBeCloseTo(0.24, 2);
    expect(found?.facts.since).toBe(addDays(TUESDAY, -11));
  });

  test('of a few percent is the model’s own error', () => {
    expect(levels([...each(63, 1000), ...each(60, 1048)])).not.toContain('over');
  });

  test('one day counts for no more than four deviates', () => {
    expect(levels([...each(63, 100), 1000, ...each(6, 100)])).not.toContain('over');
    expect(levels([...each(63, 100), 1000, 1000, 1000, 1000]).at(-1)).toBe('over');
  });

  test('lasts while counts stay away, and is back soon after they are', () => {
    const found = levels([...each(63, 100), ...each(20, 70), ...each(20, 100)]);
    const first = found.indexOf('over');
    expect(found.slice(first, 20)).toEqual(new Array(20 - first).fill('over'));
    const back = found.indexOf('back', first);
    expect(back).toBeGreaterThan(20);
    expect(back).toBeLessThan(32);
    expect(found.slice(back)).toEqual(new Array(found.length - back).fill('back'));
  });

  test('no other is told within four weeks, and one after them is', () => {
    const values = [...each(63, 100), ...each(8, 60), ...each(14, 100), ...each(20, 60)];
    const found = levels(values);
    const first = found.indexOf('over');
    const second = found.findIndex((level, index) => index >= 22 && level === 'over');
    expect(second - first).toBeGreaterThan(28);
    expect(second).toBeLessThan(first + 36);
  });

  test('a day that is judged again is not counted twice', () => {
    const values = [...each(63, 100), 70];
    const cusum: Cusum = { ...NO_MEMORY.cusum, down: 5, downSince: '2026-11-20' };
    const read = (judged: string) =>
      judge(inputOf(rule, values, { kind: 'drift', memory: { ...NO_MEMORY, judged, cusum } })).cusum.down;
    expect(read('2026-11-23')).toBeGreaterThan(5);
    expect(read('2026-11-24')).toBe(5);
  });

  test('missing days and holidays leave the sums as they are', () => {
    const values = [...each(63, 100), ...each(4, 75), null, 10, ...each(2, 75)];
    const found = readAll(values, { holidays: new Set([addDays(TUESDAY, -2)]) });
    expect(found.map((reading) => reading.level)).toEqual(expect.arrayContaining(['unknown', 'between']));
    expect(found[4]).toMatchObject({ level: 'unknown', value: null });
    expect(found[5]).toMatchObject({ level: 'unknown', value: 10 });
    expect(found.at(-1)?.facts.days).toBe(6);
  });

  test('is learnt like a single day', () => {
    expect(judge(inputOf(rule, each(40, 100), { kind: 'drift' })).reading.level).toBe('learning');
  });
});
