import { describe, expect, test } from 'vitest';
import { isQuiet, quietEnd } from '../../../../src/alerts/message/quiet.js';

const NIGHT = { from: 22 * 60, to: 7 * 60 };
const NOON = { from: 12 * 60, to: 13 * 60 + 30 };
const WARSAW = 'Europe/Warsaw';

const at = (text: string) => Date.parse(text);

describe('quiet hours', () => {
  test.each([
    ['2026-11-24T20:59:59Z', false],
    ['2026-11-24T21:00:00Z', true],
    ['2026-11-24T23:30:00Z', true],
    ['2026-11-25T05:59:59Z', true],
    ['2026-11-25T06:00:00Z', false],
    ['2026-11-25T11:00:00Z', false],
  ])('that reach over midnight in Warsaw: at %s %s', (text, quiet) => {
    expect(isQuiet(NIGHT, WARSAW, at(text))).toBe(quiet);
  });

  test.each([
    ['2026-11-24T11:59:00Z', false],
    ['2026-11-24T12:00:00Z', true],
    ['2026-11-24T13:29:59Z', true],
    ['2026-11-24T13:30:00Z', false],
    ['2026-11-24T00:00:00Z', false],
  ])('within a day: at %s %s', (text, quiet) => {
    expect(isQuiet(NOON, 'UTC', at(text))).toBe(quiet);
  });

  test('end by the clock on the wall, whichever way it was moved in the night', () => {
    // Clocks go back on 25 October at 03:00 and forward on 28 March at 02:00.
    expect(isQuiet(NIGHT, WARSAW, at('2026-10-25T05:59:59Z'))).toBe(true);
    expect(isQuiet(NIGHT, WARSAW, at('2026-10-25T06:00:00Z'))).toBe(false);
    expect(isQuiet(NIGHT, WARSAW, at('2027-03-28T04:59:59Z'))).toBe(true);
    expect(isQuiet(NIGHT, WARSAW, at('2027-03-28T05:00:00Z'))).toBe(false);
  });

  test('hold in both of two hours of the same name', () => {
    const hour = { from: 2 * 60, to: 3 * 60 };
    const instants = [
      '2026-10-24T23:59:59Z',
      '2026-10-25T00:30:00Z',
      '2026-10-25T01:30:00Z',
      '2026-10-25T02:00:00Z',
    ];
    expect(instants.map((text) => isQuiet(hour, WARSAW, at(text)))).toEqual([false, true, true, false]);
  });

  test('that are not set are never', () => {
    expect(isQuiet(null, WARSAW, at('2026-11-24T23:00:00Z'))).toBe(false);
  });

  test('end on a schedule of cron', () => {
    expect(quietEnd(NIGHT)).toBe('0 7 * * *');
    expect(quietEnd(NOON)).toBe('30 13 * * *');
    expect(quietEnd({ from: 60, to: 0 })).toBe('0 0 * * *');
  });
});
