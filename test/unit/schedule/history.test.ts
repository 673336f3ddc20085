import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, daysBetween, weekdayOf } from '../../../src/lib/time/zone.js';
import { zoneNames } from '../../../src/lib/time/zone-names.js';
import { bucketSize } from '../../../src/schedule/bucket.js';
import { beyondComparison, historyWindow } from '../../../src/schedule/history.js';
import { type Window, windowOf } from '../../../src/schedule/window.js';

const week = windowOf('Europe/Warsaw', ['2026-11-16', '2026-11-22']);
const days = (window: Window | null) => window && `${window.firstDay} ${window.lastDay}`;

describe('the history of a window', () => {
  test.each([
    ['hour', '2026-09-21 2026-11-15'],
    ['day', '2026-09-21 2026-11-15'],
    ['week', null],
    ['month', null],
    ['year', null],
  ] as const)('on an axis by the %s is %s', (bucket, expected) => {
    expect(days(historyWindow(week, bucket))).toBe(expected);
  });

  test('is eight of each weekday, right before the window, in every zone', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zoneNames()),
        fc.integer({ min: 0, max: 9000 }),
        fc.integer({ min: 1, max: 62 }),
        (zone, start, length) => {
          const first = addDays('2002-01-01', start);
          const window = windowOf(zone, [first, addDays(first, length - 1)]);
          const history = historyWindow(window, bucketSize(window));
          expect(history?.to).toBe(window.from);
          expect(history && daysBetween(history.firstDay, first)).toBe(56);
          expect(history && weekdayOf(history.firstDay)).toBe(weekdayOf(first));
        },
      ),
      { seed: 56, numRuns: 200 },
    );
  });
});

describe('what is asked for of the history', () => {
  const history = historyWindow(week, 'day');
  test.each([
    ['compared with nothing, all of it', null, '2026-09-21 2026-11-15'],
    ['but the week before', ['2026-11-09', '2026-11-15'], '2026-09-21 2026-11-08'],
    ['but all days save one', ['2026-09-22', '2026-11-15'], '2026-09-21 2026-09-21'],
    ['nothing, where the comparison holds it', ['2026-09-21', '2026-11-15'], null],
    ['nothing, where the comparison is longer', ['2026-08-01', '2026-11-15'], null],
    ['all of it, where the comparison lies elsewhere', ['2025-11-17', '2025-11-23'], '2026-09-21 2026-11-15'],
    ['all of it, where the comparison ends earlier', ['2026-10-01', '2026-10-31'], '2026-09-21 2026-11-15'],
  ] as const)('is %s', (_name, compared, expected) => {
    const comparison = compared && windowOf('Europe/Warsaw', compared);
    if (!history) throw new Error('A week has a history.');
    expect(days(beyondComparison(history, comparison))).toBe(expected);
  });
});
