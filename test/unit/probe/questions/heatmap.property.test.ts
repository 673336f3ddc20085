import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toleranceFor } from '../../../../src/probe/judge/fit.js';
import { judgeDayZero } from '../../../../src/probe/questions/day-zero.js';
import { judgeOffsetSign } from '../../../../src/probe/questions/offset-sign.js';
import { late } from '../../../support/probe-series.js';
import { samples } from '../../../support/samples.js';

const weekdays = fc.array(fc.nat(900), { minLength: 7, maxLength: 7 });
const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
const turned = (values: readonly number[], by: number) =>
  values.map((_, at) => values[(((at - by) % values.length) + values.length) % values.length] ?? 0);

describe('judgeDayZero', () => {
  test('says which day is 0 or that it cannot tell, whatever the week and with late conversations', () => {
    fc.assert(
      fc.property(
        weekdays.chain((week) => late(week, toleranceFor(total(week))).map((seen) => ({ week, seen }))),
        fc.constantFrom('sunday', 'monday'),
        ({ week, seen }, truth) => {
          const rows = truth === 'monday' ? seen : turned(seen, 1);
          const { answer, value } = judgeDayZero(rows, week);
          expect(answer).not.toBe('contradiction');
          if (answer === 'settled') expect(value).toBe(truth);
        },
      ),
      { numRuns: samples(400) },
    );
  });

  test.each([
    ['flat', [100, 100, 100, 100, 100, 100, 100], 'notEnoughData', null],
    ['nearly flat', [101, 100, 99, 100, 101, 100, 100], 'notEnoughData', null],
    ['empty', [0, 0, 0, 0, 0, 0, 0], 'notEnoughData', null],
    ['quiet at the weekend', [120, 110, 105, 100, 90, 40, 20], 'settled', 'sunday'],
  ])('a week that is %s', (_, week, answer, value) => {
    expect(judgeDayZero(turned(week, 1), week)).toMatchObject({ answer, value });
  });

  test('a week that begins on another day, and one of other counts, are contradictions with their numbers', () => {
    const week = [120, 110, 105, 100, 90, 40, 20];
    const saturday = judgeDayZero(turned(week, 2), week);
    expect(saturday).toMatchObject({ answer: 'contradiction', settings: {} });
    expect(saturday.evidence).toContain('by 0 if it is saturday');
    expect(judgeDayZero([9, 1, 7, 3, 300, 2, 5], week).answer).toBe('contradiction');
  });

  test('the evidence has the numbers that were compared', () => {
    const { evidence, settings } = judgeDayZero(
      [120, 110, 105, 100, 90, 40, 20],
      [120, 110, 105, 100, 90, 40, 20],
    );
    expect(settings).toEqual({ dayZero: 'monday' });
    expect(evidence).toBe(
      'The heatmap’s days 0 to 6 hold 120 · 110 · 105 · 100 · 90 · 40 · 20 of 585 conversations, Monday to Sunday 120 · 110 · 105 · 100 · 90 · 40 · 20 by the daily series: they differ by 200 if day 0 is Sunday, by 0 if it is Monday.',
    );
  });
});

const grid = fc.oneof(
  fc.array(fc.nat(40), { minLength: 168, maxLength: 168 }),
  fc.nat(20).map((value) => Array.from({ length: 168 }, () => value)),
  fc
    .array(fc.nat(40), { minLength: 24, maxLength: 24 })
    .map((day) => Array.from({ length: 168 }, (_, at) => day[at % 24] ?? 0)),
);

describe('judgeOffsetSign', () => {
  test('says the sign or that it cannot tell, whatever the hours', () => {
    fc.assert(
      fc.property(
        grid.chain((plain) => late(plain, toleranceFor(total(plain))).map((seen) => ({ plain, seen }))),
        fc.constantFrom(1, -1),
        ({ plain, seen }, sign) => {
          const answers = { plain, ahead: turned(seen, 4 * sign), behind: turned(plain, -4 * sign) };
          const { answer, value } = judgeOffsetSign(answers, 4);
          expect(answer).not.toBe('contradiction');
          if (answer === 'settled') expect(value).toBe(sign);
        },
      ),
      { numRuns: samples(300) },
    );
  });

  const day = Array.from({ length: 168 }, (_, at) => (at % 24 > 8 && at % 24 < 17 ? 12 : 0));
  test.each([
    ['the same all day', Array.from({ length: 168 }, () => 5), 1, 'notEnoughData', null],
    ['busy in the day, east', day, 1, 'settled', 1],
    ['busy in the day, west', day, -1, 'settled', -1],
    ['busy in the day, ignored', day, 0, 'contradiction', null],
    ['busy in the day, twice as far', day, 2, 'contradiction', null],
  ])('hours that are %s', (_, plain, times, answer, value) => {
    const answers = { plain, ahead: turned(plain, 4 * times), behind: turned(plain, -4 * times) };
    expect(judgeOffsetSign(answers, 4)).toMatchObject({ answer, value });
  });
});
