import { describe, expect, test } from 'vitest';
import type { InteractionRow } from '../../../../src/chatbot/snapshot.js';
import { understoodFinding } from '../../../../src/digest/callouts/understood.js';
import { WEEKLY } from '../../../support/digests.js';
import { interaction, type TestBot, type TestSnapshot } from '../../../support/snapshot.js';
import { contextOf, HUNDREDS, said, stepRows } from './said.js';

const understood = (of: TestSnapshot) => said(understoodFinding(contextOf(of)));

/** One bot of one step: uses and fallbacks now, in the week before, and in the seven weeks before that. */
const rates = (
  now: readonly [number, number],
  before: readonly [number, number],
  weeks: readonly (readonly [number, number])[] = [],
): TestSnapshot => ({
  ...WEEKLY,
  history: weeks.length > 0,
  bots: [
    {
      id: 'a',
      name: 'A',
      weekdays: HUNDREDS,
      interactions: stepRows('Track', ...now),
      interactionsBefore: stepRows('Track', ...before),
      interactionsHistory: weeks.map((week) => stepRows('Track', ...week)),
    },
  ],
});
const SEVEN = Array.from({ length: 7 }, () => [950, 50] as const);

const MOST =
  'Most after “Track”: in 50 of 950 uses (5.3%, 5.3% before); mending it would remove up to 100% of fallbacks.';
const GREW =
  'After “Track”: a fallback in 140 of 860 uses (16.3%, 5.3% before); mending it would remove up to 100% of fallbacks.';

describe('the fallback rate against what is usual', () => {
  test.each<{ title: string; of: TestSnapshot; text: string | null }>([
    {
      title: 'is said in grey inside it',
      of: rates([950, 50], [950, 50], SEVEN),
      text: `muted: Fallback rate was 5.0%, usually 3.6% – 6.6%. ${MOST}`,
    },
    {
      title: 'above it',
      of: rates([860, 140], [950, 50], SEVEN),
      text: `attention: The bot understood less: 14.0% of uses ended in a fallback, usually 3.6% – 6.6%. ${GREW}`,
    },
    {
      title: 'below it',
      of: rates([990, 10], [950, 50], SEVEN),
      text: 'good: The bot understood more: only 1.0% of uses ended in a fallback, usually 3.6% – 6.6%. Most after “Track”: in 10 of 990 uses (1.0%, 5.3% before); mending it would remove up to 100% of fallbacks.',
    },
    { title: 'of few uses is not told', of: rates([15, 14], [950, 50], SEVEN), text: null },
    {
      title: 'is known from six weeks',
      of: rates([860, 140], [950, 50], SEVEN.slice(0, 5)),
      text: `attention: The bot understood less: 14.0% of uses ended in a fallback, usually 3.6% – 6.6%. ${GREW}`,
    },
    {
      title: 'is not known from five',
      of: rates([860, 140], [950, 50], SEVEN.slice(0, 4)),
      text: `attention: The bot understood less: 14.0% of uses ended in a fallback (from 5.0%). ${GREW}`,
    },
  ])('$title', ({ of, text }) => {
    expect(understood(of)).toBe(text);
  });
});

describe('the fallback rate against the comparison alone', () => {
  test.each<{ title: string; of: TestSnapshot; text: string | null }>([
    {
      title: 'rose',
      of: rates([860, 140], [950, 50]),
      text: `attention: The bot understood less: 14.0% of uses ended in a fallback (from 5.0%). ${GREW}`,
    },
    {
      title: 'is said in grey where the rise may be chance',
      of: rates([940, 60], [950, 50]),
      text: 'muted: Fallback rate was 6.0% (from 5.0%). Most after “Track”: in 60 of 940 uses (6.4%, 5.3% before); mending it would remove up to 100% of fallbacks.',
    },
    {
      title: 'fell',
      of: rates([990, 10], [900, 100]),
      text: 'good: The bot understood more: only 1.0% of uses ended in a fallback (from 10.0%). Most after “Track”: in 10 of 990 uses (1.0%, 11.1% before); mending it would remove up to 100% of fallbacks.',
    },
    { title: 'of less than five fallbacks names no step', of: rates([860, 4], [950, 5]), text: null },
  ])('$title', ({ of, text }) => {
    expect(understood(of)).toBe(text);
  });
});

describe('the step', () => {
  const botOf = (id: string, rows: readonly InteractionRow[], before = rows): TestBot => ({
    id,
    name: id.toUpperCase(),
    weekdays: HUNDREDS,
    interactions: rows,
    interactionsBefore: before,
  });
  const step = (...bots: readonly TestBot[]) => understood({ ...WEEKLY, bots });
  test.each<{ title: string; bots: readonly TestBot[]; text: string }>([
    {
      title: 'of one name in two bots is summed, and outdoes a larger one of one bot',
      bots: [
        botOf('a', [...stepRows('Track', 1000, 60), ...stepRows('Pay', 1000, 90)]),
        botOf('b', stepRows('Track', 1000, 50)),
      ],
      text: 'muted: Fallback rate was 6.3% (from 6.3%). Most after “Track”: in 110 of 2,000 uses (5.5%, 5.5% before); mending it would remove up to 55% of fallbacks.',
    },
    {
      title: 'of one name twice in a bot is summed',
      bots: [botOf('a', [...stepRows('Track', 1000, 30, '1'), ...stepRows('Track', 500, 40, '2')])],
      text: 'muted: Fallback rate was 4.5% (from 4.5%). Most after “Track”: in 70 of 1,500 uses (4.7%, 4.7% before); mending it would remove up to 100% of fallbacks.',
    },
    {
      title: 'that grew is named before one with more fallbacks',
      bots: [
        botOf(
          'a',
          [...stepRows('Track', 1000, 60), ...stepRows('Pay', 300, 50)],
          [...stepRows('Track', 1000, 60), ...stepRows('Pay', 300, 9)],
        ),
      ],
      text: 'attention: The bot understood less: 7.8% of uses ended in a fallback (from 5.0%). After “Pay”: a fallback in 50 of 300 uses (16.7%, 3.0% before); mending it would remove up to 45% of fallbacks.',
    },
    {
      title: 'is named before the default fallback, which follows none',
      bots: [
        botOf('a', [interaction({ type: 'fallback', name: 'F', value: 500 }), ...stepRows('Pay', 1000, 9)]),
      ],
      text: 'muted: Fallback rate was 33.7% (from 33.7%). Most after “Pay”: in 9 of 1,000 uses (0.9%, 0.9% before); mending it would remove up to 2% of fallbacks.',
    },
    {
      title: 'in one of two bots of a worse rate stands beside that bot',
      bots: [
        botOf('a', stepRows('Track', 860, 140), stepRows('Track', 950, 50)),
        botOf('b', stepRows('Track', 900, 20)),
      ],
      text: 'attention: The bots understood less: 8.3% of uses ended in a fallback (from 3.6%). After “Track”: a fallback in 160 of 1,760 uses (9.1%, 3.8% before); mending it would remove up to 100% of fallbacks. A accounts for 140 of 160 fallbacks.',
    },
  ])('$title', ({ bots, text }) => {
    expect(step(...bots)).toBe(text);
  });

  test('that is no longer listed is not named', () => {
    const gone = interaction({ parentId: 'gone', type: 'contextFallback', name: 'F', value: 50 });
    expect(step(botOf('a', [interaction({ id: 'x', name: 'X', value: 100 }), gone]))).toBeNull();
  });
});
