import { describe, expect, test } from 'vitest';
import { levelFinding } from '../../../../src/digest/callouts/level.js';
import { WEEKLY } from '../../../support/digests.js';
import { snapshot, type TestSnapshot, withGaps } from '../../../support/snapshot.js';
import { contextOf, HUNDREDS, mondays, said, weekOf } from './said.js';

const levelOf = (...of: Parameters<typeof contextOf>) => levelFinding(contextOf(...of));
const level = (...of: Parameters<typeof contextOf>) => said(levelOf(...of));
const times = (factor: number) => HUNDREDS.map((count) => count * factor);
const SPIKE = [100, 100, 800, 100, 100, 100, 100];

describe('all conversations against what is usual', () => {
  test.each([
    ['as ever', HUNDREDS, null],
    ['at the lower end of usual', [90, 90, 91, 92, 92, 92, 92], null],
    [
      'one below it',
      [90, 90, 91, 91, 92, 92, 92],
      'attention: Conversations fell 8.9% to 638, usually 639 – 763.',
    ],
    [
      'half',
      times(0.5),
      'attention: Conversations fell 50.0% to 350, usually 639 – 763. Every day was below usual.',
    ],
    [
      'half as many more',
      times(1.5),
      'neutral: Conversations rose 50.0% to 1,050, usually 639 – 763. Every day was above usual.',
    ],
    [
      'double',
      times(2),
      'neutral: 2.0 times as many conversations as before: 1,400, usually 639 – 763. Every day was above usual.',
    ],
    [
      'one day of eight times as many',
      SPIKE,
      'neutral: 2.0 times as many conversations as before: 1,400, usually 639 – 763. Wednesday 18 November had 800; without that day 600 (no change).',
    ],
    [
      'one empty day',
      [100, 100, 0, 100, 100, 100, 100],
      'attention: Conversations fell 14.3% to 600, usually 639 – 763. Wednesday 18 November had 0; without that day 600 (no change).',
    ],
  ])('%s', (_name, weekdays, text) => {
    expect(level(weekOf(weekdays))).toBe(text);
  });

  test.each([
    [
      [100, 40, 165, 100, 100, 100, 100],
      'attention: Tuesday 17 November was unusually quiet: 40 conversations',
    ],
    [
      [100, 50, 165, 100, 100, 100, 100],
      'neutral: Wednesday 18 November was unusually busy: 165 conversations',
    ],
    [[100, 65, 135, 100, 100, 100, 100], null],
  ])('of %j, of which the sum is usual, names the day that stands out most', (weekdays, text) => {
    expect(level(weekOf(weekdays))).toBe(text && `${text}, against the usual 78 to 124 of that weekday.`);
  });

  test('adds what the configuration says of the day', () => {
    const notes = [{ on: '2026-11-18', text: 'Black Friday mail' }];
    expect(level(weekOf(SPIKE), { notes })).toMatch(
      /without that day 600 \(no change\)\. That day: Black Friday mail\.$/,
    );
    expect(level(weekOf([100, 50, 165, 100, 100, 100, 100]), { notes })).toMatch(
      / of that weekday\. That day: Black Friday mail\.$/,
    );
    expect(level(weekOf(times(2)), { notes })).not.toContain('Black Friday');
  });

  test('says what is usual where the comparison says the opposite', () => {
    const history = [...Array.from({ length: 7 }, () => HUNDREDS), times(0.7)];
    const bots = [{ id: 'a', name: 'A', weekdays: times(0.8), before: times(0.7), history }];
    const finding = levelOf(weekOf([], { bots }));
    expect(said(finding)).toBe('attention: Fewer conversations than usual: 560, usually 623 – 746.');
    expect(finding?.callout.values).toEqual({ value: 560, before: 490, change: 0.143, low: 623, high: 746 });
  });

  test('tells nothing of a week that lacks a day', () => {
    const gap = withGaps(snapshot(weekOf(times(0.5))), 'timeout', ({ window }) => window === 'current');
    expect(level(weekOf(times(0.5)), {}, () => gap)).toBeNull();
  });
});

test('tells nothing where all bots are silent, which is told already', () => {
  expect(level(weekOf([]))).toBeNull();
  expect(level(weekOf([100, 100]))).toMatch(/^attention: Conversations fell 71\.4% to 200/);
});

describe('all conversations against the comparison alone', () => {
  test.each([
    [50, 70, null],
    [100, 80, null],
    [10_000, 10_400, null],
    [10_000, 10_600, 'neutral: Conversations rose 6.0% to 10,600 (from 10,000).'],
    [100, 60, 'attention: Conversations fell 40.0% to 60 (from 100).'],
    [100, 250, 'neutral: 2.5 times as many conversations as before: 250 (from 100).'],
    [0, 50, 'neutral: More conversations than usual: 50 (from 0).'],
    [50, 1, 'attention: Conversations fell 98.0% to 1 (from 50).'],
  ])('from %d to %d', (before, now, text) => {
    expect(level(mondays(['A', now, before]))).toBe(text);
  });

  test('is by the day where the windows have other weekdays, and the totals are printed', () => {
    const month = (factor: number): TestSnapshot => ({
      ...WEEKLY,
      days: ['2026-10-01', '2026-10-31'],
      before: ['2026-09-01', '2026-09-30'],
      bots: [{ id: 'a', name: 'A', weekdays: times(factor), before: HUNDREDS }],
    });
    expect(level(month(1))).toBeNull();
    expect(level(month(1.3))).toBe('neutral: Conversations rose 30.0% per day to 4,030 (from 3,000).');
  });

  test('is not told where a bot has no comparison', () => {
    const gaps = (whole: Parameters<typeof withGaps>[0]) =>
      withGaps(whole, 'timeout', ({ window }, { id }) => id === 'B' && window === 'comparison');
    expect(level(mondays(['A', 900, 100], ['B', 900, 100]), {}, gaps)).toBeNull();
  });
});
