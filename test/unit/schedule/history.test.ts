import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, daysBetween, weekdayOf } from '../../../src/lib/time/zone.js';
import { zoneNames } from '../../../src/lib/time/zone-names.js';
import { historyWindow, isWeek, lengthInDays, weeksOf } from '../../../src/schedule/history.js';
import { type Window, windowOf } from '../../../src/schedule/window.js';

const days = (window: Window | null) => window && `${window.firstDay} ${window.lastDay}`;
const between = (first: string, last: string) => windowOf('Europe/Warsaw', [first, last]);

describe('the history of a window', () => {
  test.each([
    ['a week', '2026-11-16', '2026-11-22', '2026-08-24 2026-11-15'],
    ['a week from a Wednesday', '2026-11-18', '2026-11-24', '2026-08-24 2026-11-15'],
    ['a Monday', '2026-11-16', '2026-11-16', '2026-08-24 2026-11-15'],
    ['a Sunday', '2026-11-22', '2026-11-22', '2026-08-24 2026-11-15'],
    ['eight days', '2026-11-16', '2026-11-23', '2026-09-21 2026-11-15'],
    ['a month', '2026-10-01', '2026-10-31', '2026-08-03 2026-09-27'],
    ['62 days', '2026-09-22', '2026-11-22', '2026-07-27 2026-09-20'],
    ['63 days', '2026-09-21', '2026-11-22', null],
  ])('of %s', (_name, first, last, expected) => {
    expect(days(historyWindow(between(first, last), 'monday'))).toBe(expected);
  });

  test('goes by the day on which weeks start', () => {
    expect(days(historyWindow(between('2026-11-15', '2026-11-21'), 'sunday'))).toBe('2026-08-23 2026-11-14');
    expect(days(historyWindow(between('2026-11-15', '2026-11-21'), 'monday'))).toBe('2026-08-17 2026-11-08');
  });

  test('is the last whole weeks that ended before it, in every zone', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zoneNames()),
        fc.constantFrom('monday' as const, 'sunday' as const),
        fc.integer({ min: 0, max: 9000 }),
        fc.integer({ min: 1, max: 62 }),
        (zone, weekStart, start, length) => {
          const first = addDays('2002-01-01', start);
          const window = windowOf(zone, [first, addDays(first, length - 1)]);
          const history = historyWindow(window, weekStart);
          if (history === null) throw new Error('A window of up to 62 days has a history.');
          expect(lengthInDays(history)).toBe(length <= 7 ? 84 : 56);
          expect(weekdayOf(history.firstDay)).toBe(weekStart === 'monday' ? 1 : 7);
          const gap = daysBetween(history.lastDay, first) - 1;
          expect(gap).toBeGreaterThanOrEqual(0);
          expect(gap).toBeLessThan(7);
          const weeks = weeksOf(history);
          expect(weeks.every((week) => isWeek(week, weekStart))).toBe(true);
          expect(weeks.map(({ from }) => from)).toEqual([
            history.from,
            ...weeks.slice(0, -1).map(({ to }) => to),
          ]);
          expect(weeks.at(-1)?.to).toBe(history.to);
        },
      ),
      { seed: 56, numRuns: 200 },
    );
  });
});

test.each([
  ['seven days from the first day of a week', '2026-11-16', '2026-11-22', true],
  ['seven days from another', '2026-11-17', '2026-11-23', false],
  ['six days', '2026-11-16', '2026-11-21', false],
  ['two weeks', '2026-11-09', '2026-11-22', false],
])('a week is %s: %s to %s', (_name, first, last, expected) => {
  expect(isWeek(between(first, last), 'monday')).toBe(expected);
});
