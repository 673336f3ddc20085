import { describe, expect, test } from 'vitest';
import { silentFindings } from '../../../../src/digest/callouts/silent.js';
import { WEEKLY } from '../../../support/digests.js';
import type { TestBot, TestSnapshot } from '../../../support/snapshot.js';
import { contextOf, HUNDREDS, said } from './said.js';

const NOTHING = [0, 0, 0, 0, 0, 0, 0];
const bot = (
  id: string,
  weekdays: readonly number[],
  before: readonly number[],
  more: Partial<TestBot> = {},
) => ({
  id,
  name: id.toUpperCase(),
  weekdays,
  before,
  ...more,
});
const week = (...bots: readonly TestBot[]): TestSnapshot => ({ ...WEEKLY, history: true, bots });
const found = (...of: Parameters<typeof contextOf>) => silentFindings(contextOf(...of));
const silent = (...of: Parameters<typeof contextOf>) => found(...of).map(said);

describe('a bot', () => {
  test('that has nothing is told first, with what it had', () => {
    const [finding] = found(week(bot('a', NOTHING, HUNDREDS)));
    expect(said(finding)).toBe('attention: A has been silent since Monday 16 November (week before: 700).');
    expect(finding?.callout.about).toEqual({ bots: ['a'], sources: [], steps: [] });
    expect(finding?.callout.values).toEqual({ count: 1, since: '2026-11-16', before: 700, expected: 700 });
  });

  test('that has nothing since Thursday is silent since then', () => {
    expect(silent(week(bot('a', [100, 100, 100], HUNDREDS)))).toEqual([
      'attention: A has been silent since Thursday 19 November (week before: 700).',
    ]);
  });

  test('that fell silent in the week before says so', () => {
    const history = [...Array.from({ length: 7 }, () => HUNDREDS), [100, 100]];
    expect(silent(week(bot('a', NOTHING, [100, 100], { history })))).toEqual([
      'attention: A has been silent since Wednesday 11 November (week before: 200).',
    ]);
  });

  test('that is silent every weekend is well', () => {
    const workdays = [100, 100, 100, 100, 100, 0, 0];
    expect(silent(week(bot('a', workdays, workdays)))).toEqual([]);
    expect(
      silent({
        ...week(bot('a', workdays, workdays)),
        days: ['2026-11-21', '2026-11-22'],
        before: ['2026-11-14', '2026-11-15'],
      }),
    ).toEqual([]);
  });

  test.each([
    ['nine of a week before that were chance', [3, 0, 2, 0, 2, 0, 2], []],
    [
      'ten',
      [3, 0, 3, 0, 2, 0, 2],
      ['attention: A has been silent since Monday 16 November (week before: 10).'],
    ],
  ])('without history is silent after %s', (_name, before, texts) => {
    expect(silent({ ...week(bot('a', NOTHING, before)), history: false })).toEqual(texts);
  });

  test('of two conversations a day is told after a week, one of two a week is not', () => {
    expect(silent(week(bot('a', NOTHING, [2, 2, 2, 2, 2, 2, 2])))).toHaveLength(1);
    expect(silent(week(bot('a', NOTHING, [1, 0, 0, 1, 0, 0, 0])))).toEqual([]);
  });

  test('that had its last conversation on the last day is well', () => {
    expect(silent(week(bot('a', [0, 0, 0, 0, 0, 0, 1], HUNDREDS)))).toEqual([]);
  });

  test('beside another is told by name, and so are several', () => {
    const alive = bot('c', HUNDREDS, HUNDREDS);
    expect(silent(week(bot('a', NOTHING, HUNDREDS), alive))).toEqual([
      'attention: A has been silent since Monday 16 November (week before: 700).',
    ]);
    const [finding] = found(week(bot('a', NOTHING, HUNDREDS), alive, bot('b', [100], HUNDREDS)));
    expect(said(finding)).toBe(
      'attention: 2 bots are silent: A since Monday 16 November, B since Tuesday 17 November.',
    );
    expect(finding?.callout.about.bots).toEqual(['a', 'b']);
  });
});

describe('a channel', () => {
  const split = { widget: 0.7, messenger: 0.3 } as const;
  /** Messenger is 30 of each hundred conversations, and nothing of the last week. */
  const dead = (id: string) => ({
    ...bot(id, times(0.7), HUNDREDS),
    split,
    splitNow: { widget: 1, messenger: 0 },
  });
  const times = (factor: number) => HUNDREDS.map((count) => count * factor);

  test('that is dead in all bots is told without a bot', () => {
    const [finding, ...others] = found(week(dead('a'), dead('b')));
    expect(others).toEqual([]);
    expect(said(finding)).toBe(
      'attention: Messenger has been silent since Monday 16 November (week before: 420).',
    );
    expect(finding?.callout.about).toEqual({ bots: [], sources: ['messenger'], steps: [] });
    expect(finding?.callout.section).toBe('by-source');
  });

  test('that one bot still has is not silent', () => {
    expect(silent(week(dead('a'), { ...bot('b', HUNDREDS, HUNDREDS), split }))).toEqual([]);
  });

  test('of a bot that is silent altogether is not told besides', () => {
    const all = week(
      { ...bot('a', NOTHING, HUNDREDS), split },
      { ...bot('b', HUNDREDS, HUNDREDS), split: { widget: 1 } },
    );
    expect(silent(all)).toEqual([
      'attention: A has been silent since Monday 16 November (week before: 700).',
    ]);
  });
});
