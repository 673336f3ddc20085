import { describe, expect, test } from 'vitest';
import { baselineOf } from '../../../src/baseline/expectation.js';
import { usualRange } from '../../../src/baseline/negative-binomial.js';
import { addDays } from '../../../src/lib/time/zone.js';

const dayAt = (index: number) => addDays('2026-09-21', index);
/** Counts from a Monday on. */
const days = (values: readonly (number | null)[]) =>
  values.map((value, index) => ({ day: dayAt(index), value }));

const SHAPE = [120, 125, 120, 115, 110, 60, 50];
const steady = Array.from({ length: 56 }, (_, index) => SHAPE[index % 7] ?? 0);
const nextWeek = Array.from({ length: 7 }, (_, index) => dayAt(56 + index));
const found = (values: readonly (number | null)[]) => {
  const baseline = baselineOf(days(values));
  if (baseline === null) throw new Error('There is no baseline.');
  return baseline;
};

describe('of eight equal weeks', () => {
  const baseline = found(steady);

  test('each weekday expects what it had, with chance, the model’s error and that of the estimates', () => {
    expect(baseline).toMatchObject({ weeks: 8, dispersion: 1 });
    for (const [index, day] of nextWeek.entries()) {
      const { mean, variance } = baseline.expected(day);
      expect(mean).toBeCloseTo(SHAPE[index] ?? 0, 0);
      expect(variance).toBeGreaterThan(mean + (0.05 * mean) ** 2);
      expect(variance).toBeLessThan(1.4 * (mean + (0.05 * mean) ** 2));
    }
  });

  test('the week expects the sum, whose days err by themselves', () => {
    const { mean, variance } = baseline.total(nextWeek);
    expect(mean).toBeCloseTo(700, 6);
    const own = mean + SHAPE.reduce((sum, count) => sum + (0.05 * count) ** 2, 0);
    expect(variance / own).toBeGreaterThan(1.1);
    expect(variance / own).toBeLessThan(1.25);
    expect(usualRange(baseline.total(nextWeek))).toEqual({ low: 638, high: 764 });
  });

  test('no day expects nothing', () => {
    expect(baseline.total([])).toEqual({ mean: 0, variance: 0 });
  });
});

describe('a history tells by', () => {
  test('its last eight weeks', () => {
    const values = [...new Array<number>(28).fill(5000), ...steady];
    const after = nextWeek.map((day) => addDays(day, 28));
    expect(found(values).total(after)).toEqual(found(steady).total(nextWeek));
  });

  test('days from the first with any count on', () => {
    const late = [...new Array<number>(14).fill(0), ...steady.slice(14)];
    expect(found(late)).toMatchObject({ weeks: 6 });
    expect(found(late).total(nextWeek).mean).toBeCloseTo(700, 6);
    expect(baselineOf(days(late.with(14, 0)))).toBeNull();
  });

  test('its known days', () => {
    const holes = steady.map((count, index) => (index % 11 === 3 ? null : count));
    expect(found(holes)).toMatchObject({ weeks: 7 });
    expect(found(holes).total(nextWeek).mean).toBeCloseTo(700, 0);
  });

  test.each([
    ['no days', []],
    ['41 days', steady.slice(0, 41)],
    ['missing days', new Array<null>(84).fill(null)],
    ['zeros alone', new Array<number>(84).fill(0)],
    ['a weekday that is never known', steady.map((count, index) => (index % 7 === 6 ? null : count))],
  ])('nothing with %s', (_name, values) => {
    expect(baselineOf(days(values))).toBeNull();
  });
});

describe('an outlier in the history', () => {
  test.each([
    ['a spike of eight times', steady.with(23, 920)],
    ['a holiday without any', steady.with(23, 0)],
    ['a week of nothing', steady.map((count, index) => (index >= 21 && index < 28 ? 0 : count))],
  ])('moves little: %s', (_name, values) => {
    const baseline = found(values);
    const { low, high } = usualRange(baseline.total(nextWeek));
    expect(baseline.dispersion).toBeLessThan(1.5);
    expect(Math.abs(baseline.total(nextWeek).mean - 700)).toBeLessThan(21);
    expect(low).toBeGreaterThan(600);
    expect(high).toBeLessThan(800);
  });
});

describe('a trend', () => {
  const growing = (share: number) =>
    steady.map((count, index) => Math.round(count * (1 + share) ** Math.floor(index / 7)));

  test.each([
    [0.04, 700 * 1.04 ** 8, 0.03],
    [-0.05, 700 * 0.95 ** 8, 0.03],
  ])('of %d a week goes on', (share, mean, error) => {
    expect(found(growing(share)).total(nextWeek).mean / mean - 1).toBeCloseTo(0, 1);
    expect(Math.abs(found(growing(share)).total(nextWeek).mean / mean - 1)).toBeLessThan(error);
  });

  test('changes an expectation by a quarter at most', () => {
    const far = nextWeek.map((day) => addDays(day, 280));
    const steep = found(growing(0.04));
    expect(steep.total(far).mean).toBeLessThan(1.25 * 850);
    expect(steep.total(far).mean).toBeGreaterThan(steep.total(nextWeek).mean);
  });

  test('is none where chance explains it', () => {
    const uneven = steady.map((count, index) => count + ((index * 7) % 5) - 2);
    expect(found(uneven).total(nextWeek.map((day) => addDays(day, 280)))).toEqual(
      found(uneven).total(nextWeek),
    );
  });
});

describe('few counts', () => {
  test('weekends that never had any still expect a little', () => {
    const baseline = found(steady.map((count, index) => (index % 7 > 4 ? 0 : count)));
    const saturday = baseline.expected(dayAt(61));
    expect(saturday.mean).toBeGreaterThan(0);
    expect(usualRange(saturday)).toEqual({ low: 0, high: 1 });
  });

  test('one count in eight weeks', () => {
    const baseline = found([1, ...new Array<number>(55).fill(0)]);
    expect(usualRange(baseline.total(nextWeek))).toEqual({ low: 0, high: 1 });
  });

  test('a bot that is dead for all eight weeks', () => {
    const baseline = found([...steady.slice(0, 28), ...new Array<number>(56).fill(0)]);
    const { low, high } = usualRange(baseline.total(nextWeek));
    expect(low).toBe(0);
    expect(high).toBeLessThan(3);
  });
});
