import { describe, expect, test } from 'vitest';
import { moverFinding } from '../../../../src/digest/callouts/mover.js';
import { WEEKLY } from '../../../support/digests.js';
import type { TestSnapshot } from '../../../support/snapshot.js';
import { contextOf, HUNDREDS, mondays, said } from './said.js';

const mover = (of: TestSnapshot) => said(moverFinding(contextOf(of)));

describe('a bot', () => {
  test.each([
    [
      'that rose with the whole while another fell',
      ['A', 50, 100],
      ['B', 500, 400],
      'neutral: Conversations of B rose 25.0% to 500 (from 400).',
    ],
    [
      'that rose in a steady whole',
      ['A', 90, 40],
      ['B', 990, 1000],
      'neutral: A had 2.3 times as many conversations as before: 90 (from 40).',
    ],
    [
      'that explains most of a fall',
      ['A', 100, 400],
      ['B', 500, 510],
      'attention: Conversations of A fell 75.0% to 100 (from 400). It accounts for −300 of −310.',
    ],
    [
      'that explains more than all of it',
      ['A', 100, 400],
      ['B', 560, 500],
      'attention: Conversations of A fell 75.0% to 100 (from 400). It accounts for −300 of −240.',
    ],
    ['that began', ['A', 80, 0], ['B', 1000, 1000], 'neutral: A began to have conversations: 80 (from 0).'],
    ['that moves with the rest', ['A', 200, 100], ['B', 1000, 500], null],
    ['that is too small', ['A', 2, 29], ['B', 500, 500], null],
    ['whose change is less than half a percent of all', ['A', 40, 90], ['B', 20_000, 20_000], null],
    ['alone', ['A', 100, 200], null, null],
  ] as const)('%s', (_name, one, other, text) => {
    expect(mover(mondays(...(other ? [one, other] : [one])))).toBe(text);
  });
});

describe('a source', () => {
  const of = (now: readonly number[], before: readonly number[]): TestSnapshot => {
    const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
    const shares = ([widget = 0, slack = 0]: readonly number[]) => ({
      widget: widget / (widget + slack),
      slack: slack / (widget + slack),
    });
    return {
      ...WEEKLY,
      bots: [
        {
          id: 'a',
          name: 'A',
          weekdays: [sum(now)],
          before: [sum(before)],
          split: shares(before),
          splitNow: shares(now),
        },
      ],
    };
  };
  test.each([
    [
      'that rose while another fell',
      [500, 50],
      [400, 100],
      'neutral: Conversations through Chat widget rose 25.0% to 500 (from 400).',
    ],
    [
      'that rose in a steady whole',
      [990, 90],
      [1000, 40],
      'neutral: Slack had 2.3 times as many conversations as before: 90 (from 40).',
    ],
    ['that moves with the rest', [800, 200], [400, 100], null],
    ['that is too small', [500, 2], [500, 29], null],
  ])('%s', (_name, now, before, text) => {
    expect(mover(of(now, before))).toBe(text);
  });
  test('moves by the day where the windows have other weekdays', () => {
    const t = (f: number) => HUNDREDS.map((x) => x * f);
    expect(
      mover({
        ...WEEKLY,
        days: ['2026-10-01', '2026-10-31'],
        before: ['2026-09-01', '2026-09-30'],
        bots: [
          { id: 'a', name: 'A', weekdays: t(0.7), before: HUNDREDS },
          { id: 'b', name: 'B', weekdays: HUNDREDS },
        ],
      }),
    ).toBe(
      'attention: Conversations of A fell 30.0% per day to 2,170 (from 3,000). It accounts for −930 of −930.',
    );
  });
});
