import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, daysBetween, nextClockChange, startOfDay } from '../../../src/lib/time/zone.js';
import { cutAt, isCut, type Window } from '../../../src/schedule/window.js';
import { planOf, runs } from '../../support/runs.js';
import { windowOf } from '../../support/snapshot.js';
import { clock, shown } from '../lib/intl-clock.js';

const WARSAW = 'Europe/Warsaw';
type Days = readonly [string, string];

const days = ({ firstDay, lastDay }: Window) => `${firstDay} ${lastDay}`;
const shownEnd = (window: Window | null) =>
  window && `${days(window)} until ${clock(window.zone, window.to)}`;

/** By Intl. A shorter comparison was over by then, and a time that a clock change skips is that of the change. */
function sameTime(window: Window, comparison: Window): void {
  expect(comparison.to).toBeLessThanOrEqual(window.from);
  const shorter =
    daysBetween(comparison.firstDay, comparison.lastDay) < daysBetween(window.firstDay, window.lastDay);
  const skipped = nextClockChange(comparison.zone, comparison.to - 1) === comparison.to;
  if (shorter || !isCut(window)) expect(isCut(comparison)).toBe(false);
  else if (!skipped) expect(shown(window.zone, comparison.to).time).toBe(shown(window.zone, window.to).time);
}

function cut(window: Days, comparison: Days, at: string) {
  const whole = { window: windowOf(WARSAW, window), comparison: windowOf(WARSAW, comparison) };
  const both = cutAt(whole, Date.parse(at));
  return [shownEnd(both.window), shownEnd(both.comparison)];
}

describe('two windows as far as they had come', () => {
  test.each<[string, Days, Days, string, (string | null)[]]>([
    [
      'a day',
      ['2026-11-23', '2026-11-23'],
      ['2026-11-16', '2026-11-16'],
      '2026-11-23T07:30Z',
      ['2026-11-23 2026-11-23 until 2026-11-23 08:30', '2026-11-16 2026-11-16 until 2026-11-16 08:30'],
    ],
    [
      'a month, on its second day',
      ['2026-11-01', '2026-11-30'],
      ['2026-10-01', '2026-10-31'],
      '2026-11-02T07:30Z',
      ['2026-11-01 2026-11-02 until 2026-11-02 08:30', '2026-10-01 2026-10-02 until 2026-10-02 08:30'],
    ],
    [
      'a month, on a day that the month before does not have',
      ['2026-03-01', '2026-03-31'],
      ['2026-02-01', '2026-02-28'],
      '2026-03-31T06:00Z',
      ['2026-03-01 2026-03-31 until 2026-03-31 08:00', '2026-02-01 2026-02-28 until 2026-03-01 00:00'],
    ],
    [
      'a month, at midnight',
      ['2026-11-01', '2026-11-30'],
      ['2026-10-01', '2026-10-31'],
      '2026-11-15T23:00Z',
      ['2026-11-01 2026-11-15 until 2026-11-16 00:00', '2026-10-01 2026-10-15 until 2026-10-16 00:00'],
    ],
    [
      'a day, at an hour that a clock change skipped in the other',
      ['2026-04-05', '2026-04-05'],
      ['2026-03-29', '2026-03-29'],
      '2026-04-05T00:30Z',
      ['2026-04-05 2026-04-05 until 2026-04-05 02:30', '2026-03-29 2026-03-29 until 2026-03-29 03:00'],
    ],
    [
      'a window that is over',
      ['2026-11-16', '2026-11-22'],
      ['2026-11-09', '2026-11-15'],
      '2026-11-22T23:00Z',
      ['2026-11-16 2026-11-22 until 2026-11-23 00:00', '2026-11-09 2026-11-15 until 2026-11-16 00:00'],
    ],
    [
      'a window that has not begun, which is compared with nothing',
      ['2026-11-16', '2026-11-22'],
      ['2026-11-09', '2026-11-15'],
      '2026-11-15T23:00Z',
      ['2026-11-16 2026-11-22 until 2026-11-23 00:00', null],
    ],
  ])('%s', (_name, window, comparison, at, expected) => {
    expect(cut(window, comparison, at)).toEqual(expected);
  });

  test('a day, at an hour that comes twice in the other, the first time', () => {
    const whole = {
      window: windowOf(WARSAW, ['2026-11-01', '2026-11-01']),
      comparison: windowOf(WARSAW, ['2026-10-25', '2026-10-25']),
    };
    const { comparison } = cutAt(whole, Date.parse('2026-11-01T01:30Z'));
    expect(comparison && new Date(comparison.to).toISOString()).toBe('2026-10-25T00:30:00.000Z');
  });

  test('end at the slot and at the same local time, within their last days, and neither is empty', () => {
    fc.assert(
      fc.property(runs, (run) => {
        const { window, comparison } = planOf(run);
        for (const one of [window, comparison ?? window]) {
          expect(one.from).toBe(startOfDay(one.zone, one.firstDay));
          expect(one.to).toBeGreaterThan(startOfDay(one.zone, one.lastDay));
          expect(one.to).toBeLessThanOrEqual(startOfDay(one.zone, addDays(one.lastDay, 1)));
        }
        if (run.at > window.from) expect(window.to).toBeLessThanOrEqual(run.at);
        if (isCut(window)) expect(window.to).toBe(run.at);
        if (comparison !== null) sameTime(window, comparison);
      }),
      { numRuns: 500 },
    );
  });
});
