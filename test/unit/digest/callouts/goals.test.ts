import { describe, expect, test } from 'vitest';
import type { Snapshot } from '../../../../src/chatbot/snapshot.js';
import type { DigestConfig, PeriodName } from '../../../../src/config/config.js';
import { goalFindings } from '../../../../src/digest/callouts/goals.js';
import { tilesOf } from '../../../../src/digest/tiles/tiles.js';
import { WEEKLY } from '../../../support/digests.js';
import type { TestSnapshot } from '../../../support/snapshot.js';
import { contextOf, HUNDREDS, said } from './said.js';

type Goals = DigestConfig['goals'];

const below = (limit: number) => ({ side: 'below', limit }) as const;
const above = (limit: number) => ({ side: 'above', limit }) as const;

describe('a goal', () => {
  test.each<{ goals: Goals; texts: readonly string[]; tiles: readonly string[] }>([
    {
      goals: { conversations: above(1500) },
      texts: ['muted: Goal met: Conversations above 1,500 (1,734).'],
      tiles: ['goal above 1,500: met'],
    },
    {
      goals: { conversations: above(1734) },
      texts: ['attention: Goal missed: Conversations above 1,734 (1,734).'],
      tiles: ['goal above 1,734: missed'],
    },
    {
      goals: { paid: below(1000), fallbackRate: below(0.06) },
      texts: [
        'attention: Goal missed: Paid below 1,000 (1,076).',
        'muted: Goal met: Fallback rate below 6.0% (4.2%).',
      ],
      tiles: ['goal below 1,000: missed', 'goal below 6.0%: met'],
    },
    {
      goals: { fallbackRate: below(0.01), messagesPerConversation: above(5) },
      texts: [
        'muted: Goal met: Messages each above 5.0 (6.0).',
        'attention: Goal missed: Fallback rate below 1.0% (4.2%).',
      ],
      tiles: ['goal above 5.0: met', 'goal below 1.0%: missed'],
    },
    { goals: {}, texts: [], tiles: [] },
  ])('$goals', ({ goals, texts, tiles }) => {
    const context = contextOf(WEEKLY, { goals });
    expect(goalFindings(context).map(said)).toEqual(texts);
    expect(tilesOf(context).flatMap(({ goal }) => goal?.text ?? [])).toEqual(tiles);
  });
});

describe('the pace', () => {
  const month: TestSnapshot = {
    ...WEEKLY,
    days: ['2026-11-01', '2026-11-20'],
    before: ['2026-10-01', '2026-10-20'],
    bots: [{ id: 'a', name: 'A', weekdays: HUNDREDS }],
  };
  test.each<[PeriodName, Goals, readonly string[]]>([
    [
      'thisMonth',
      { conversations: above(2900) },
      ['muted: On course: Conversations above 2,900 (1,934 so far, 2,975 by the end at this pace).'],
    ],
    [
      'thisMonth',
      { conversations: above(3100) },
      [
        'attention: About to miss the goal: Conversations above 3,100 (1,934 so far, 2,975 by the end at this pace).',
      ],
    ],
    ['today', { conversations: above(3100) }, []],
  ])('of %s', (period, goals, texts) => {
    const noon = (whole: Snapshot) => ({
      ...whole,
      window: { ...whole.window, to: whole.window.to - 43_200_000 },
    });
    expect(goalFindings(contextOf(month, { goals, period }, noon)).map(said)).toEqual(texts);
  });
});
