import { describe, expect, test } from 'vitest';
import { findingsOf } from '../../../../src/digest/callouts/callouts.js';
import { verdictOf } from '../../../../src/digest/callouts/verdict.js';
import { EMPTY, WEEKLY } from '../../../support/digests.js';
import { type TestBot, type TestSnapshot, withGaps } from '../../../support/snapshot.js';
import { bot, contextOf, HUNDREDS, mondays, stepRows, times, WELL, weekOf } from './said.js';

const verdict = (...of: Parameters<typeof contextOf>) => {
  const context = contextOf(...of);
  const { rule, tone, text } = verdictOf(context, findingsOf(context));
  return `${rule} ${tone}: ${text.replaceAll('\u00a0', ' ')}`;
};
const LOST = { interactions: stepRows('Track', 800, 200), interactionsBefore: WELL };
const week = (...bots: readonly TestBot[]): TestSnapshot => ({ ...WEEKLY, history: true, bots });
const lacksPaid = (whole: Parameters<typeof withGaps>[0]) =>
  withGaps(whole, 'timeout', ({ report, window }) => report === 'paid' && window === 'current');

describe('the most severe finding comes first, then the volume', () => {
  const dead = bot('a', times(0));
  const lost = bot('b', times(2), LOST);
  test.each<{ title: string; of: TestSnapshot; gaps: boolean; text: string }>([
    {
      title: 'silence before all others',
      of: week(dead, lost),
      gaps: true,
      text: 'silent attention: A has been silent since Monday 16 November (week before: 700). Volume was usual (1,400).',
    },
    {
      title: 'missing figures before fallbacks',
      of: week(lost),
      gaps: true,
      text: 'missing attention: Some figures are missing: B. 2.0 times as many conversations as before: 1,400, usually 639 – 763. Every day was above usual.',
    },
    {
      title: 'fallbacks before volume',
      of: week(lost),
      gaps: false,
      text: 'understood attention: The bot understood less: 20.0% of uses ended in a fallback, usually 3.6% – 6.6%. 2.0 times as many conversations as before: 1,400, usually 639 – 763. Every day was above usual.',
    },
    {
      title: 'fallbacks, and that volume was usual',
      of: week(bot('b', HUNDREDS, LOST)),
      gaps: false,
      text: 'understood attention: The bot understood less: 20.0% of uses ended in a fallback, usually 3.6% – 6.6%. Volume was usual (700).',
    },
    {
      title: 'volume, which is not told twice',
      of: week(bot('b', times(2))),
      gaps: false,
      text: 'level neutral: 2.0 times as many conversations as before: 1,400, usually 639 – 763. Every day was above usual.',
    },
    {
      title: 'a bot that moved in a usual volume',
      of: week(bot('a', times(1.4)), bot('b', times(0.6))),
      gaps: false,
      text: 'mover neutral: Conversations of A rose 40.0% to 980 (from 700). Volume was usual (1,400).',
    },
  ])('$title', ({ of, gaps, text }) => {
    expect(verdict(of, {}, gaps ? lacksPaid : undefined)).toBe(text);
  });
});

describe('nothing of note', () => {
  test.each<{ title: string; of: TestSnapshot; text: string }>([
    {
      title: 'a usual week',
      of: weekOf(HUNDREDS),
      text: 'usual muted: A usual week: 700 conversations (639 – 763).',
    },
    {
      title: 'a usual day',
      of: weekOf(HUNDREDS, { days: ['2026-11-18', '2026-11-18'], before: ['2026-11-11', '2026-11-11'] }),
      text: 'usual muted: A usual day: 100 conversations (78 – 124).',
    },
    {
      title: 'some usual days',
      of: weekOf(HUNDREDS, { days: ['2026-11-16', '2026-11-18'], before: ['2026-11-09', '2026-11-11'] }),
      text: 'usual muted: About as usual: 300 conversations (260 – 342).',
    },
    {
      title: 'as before',
      of: mondays(['A', 100, 101]),
      text: 'usual muted: About as before: 100 conversations (week before: 101).',
    },
    {
      title: 'nothing to compare with',
      of: { ...mondays(['A', 100, 101]), before: null },
      text: 'usual muted: 100 conversations.',
    },
    { title: 'no talk', of: EMPTY, text: 'usual muted: No conversations in this window.' },
    {
      title: 'without conversations',
      of: { ...WEEKLY, reports: ['interactions'] },
      text: 'usual muted: Nothing stood out in this window.',
    },
  ])('$title', ({ of, text }) => {
    expect(verdict(of)).toBe(text);
  });
  test('goals, busiest hours and names are not worth the first sentence', () => {
    expect(verdict(weekOf(HUNDREDS), { goals: { conversations: { side: 'above', limit: 9000 } } })).toMatch(
      /^usual muted/,
    );
  });
});
