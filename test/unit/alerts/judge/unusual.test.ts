import { describe, expect, test } from 'vitest';
import { judge } from '../../../../src/alerts/judge/judge.js';
import { around, each, inputOf, type Values } from './input.js';

const rule = { kind: 'unusual', of: 'conversations' } as const;
const read = (values: Values, changes = {}) => judge(inputOf(rule, values, changes)).reading;

describe('a single day', () => {
  test.each([
    ['over: half of a hundred', 50, 'over'],
    ['over: nearly double', 170, 'over'],
    ['between: more than half way to the limit', 75, 'between'],
    ['back: as usual', 101, 'back'],
    ['unknown: missing', null, 'unknown'],
  ] as const)('%s', (_name, value, level) => {
    expect(read([...each(63, 100), value]).level).toBe(level);
  });

  test('says what is usual, how far out it is, and how many are missing', () => {
    const reading = read([...each(63, 100), 50]);
    expect(reading).toMatchObject({ value: 50, low: 78, high: 124 });
    expect(reading.weight).toBeCloseTo(50, 6);
    expect(reading.z).toBeLessThan(-4);
  });

  test('the week before does not tell what is usual, so that a fall stays one', () => {
    expect(read([...each(57, 100), ...each(7, 50)]).level).toBe('over');
    expect(read([...each(57, 100), ...each(7, 50)])).toMatchObject({ low: 78, high: 124 });
  });

  test('a stricter budget takes more', () => {
    const values = [...each(63, 100), 62];
    expect(read(values, { alpha: 1 / 365 }).level).toBe('over');
    expect(read(values, { alpha: 1 / 365_000 }).level).toBe('between');
  });

  test('an estimated φ tells less the further out the limit is', () => {
    const values = Array.from({ length: 63 }, (_, index) => [60, 100, 140, 85, 115][index % 5] ?? 0);
    const zOf = (alpha: number) => read([...values, 220], { alpha }).z ?? 0;
    expect(zOf(1 / 365_000)).toBeLessThan(zOf(1 / 365) * 0.97);
  });

  test('is learnt with fewer than six known weeks before the guard week', () => {
    expect(read([...each(41 + 7, 100), 10])).toMatchObject({
      level: 'learning',
      value: 10,
      low: null,
      z: null,
    });
    expect(read([...each(42 + 7, 100), 10]).level).toBe('over');
    expect(read([...each(30, null), ...each(33, 100), 10]).level).toBe('learning');
  });

  test('days after the judged one do not matter', () => {
    const values = [...each(63, 100), 50];
    const later = judge(inputOf(rule, [...values, 100, 100], { day: '2026-11-22' })).reading;
    expect({ ...later, day: '' }).toEqual({ ...read(values), day: '' });
    expect(read(values, { day: '2026-11-25' }).level).toBe('unknown');
  });

  test('a holiday is neither judged nor learnt from', () => {
    const values = [...around(100, 50), 5, 4, ...around(100, 11), 5];
    const days = new Set(['2026-11-11', '2026-11-12', '2026-11-24']);
    expect(read(values, { isHoliday: (day: string) => days.has(day) })).toMatchObject({
      level: 'unknown',
      value: 5,
    });
    const learnt = (isHoliday: (day: string) => boolean) => read(values.with(-1, 100), { isHoliday });
    expect(learnt((day) => days.has(day) && day < '2026-11-20').low).toBeGreaterThan(
      learnt(() => false).low ?? 0,
    );
  });
});
