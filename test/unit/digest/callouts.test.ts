import { describe, expect, test } from 'vitest';
import { busiestCallout, outsideShare } from '../../../src/digest/callouts/busiest.js';
import { calloutsOf } from '../../../src/digest/callouts/callouts.js';
import { changeCallout } from '../../../src/digest/callouts/change.js';
import { fallbackCallout } from '../../../src/digest/callouts/fallback.js';
import { figureCallout } from '../../../src/digest/callouts/figure.js';
import { missingCallout } from '../../../src/digest/callouts/missing.js';
import { moverCallout } from '../../../src/digest/callouts/mover.js';
import { unusedCallout } from '../../../src/digest/callouts/unused.js';
import { createContext } from '../../../src/digest/context.js';
import type { Callout } from '../../../src/digest/digest.js';
import { EMPTY, WEEKLY } from '../../support/digests.js';
import {
  changed,
  digestConfig,
  interaction,
  snapshot,
  type TestBot,
  type TestSnapshot,
  withGaps,
} from '../../support/snapshot.js';

/** A week of bots that talk on Mondays only: name, count, count before. */
const mondays = (...bots: readonly (readonly [string, number, number])[]): TestSnapshot => ({
  ...WEEKLY,
  bots: bots.map(([name, now, before]): TestBot => ({ id: name, name, weekdays: [now], before: [before] })),
});

const contextOf = (of: TestSnapshot) => createContext(snapshot(of), digestConfig(of));

const spoken = (callout: Callout | null) => callout && `${callout.tone}: ${callout.lead}${callout.rest}`;

describe('the change of conversations', () => {
  test.each([
    ['at the fewest', 30, 33, 'neutral: Conversations rose 10.0% to 33.'],
    ['below the fewest before', 29, 60, null],
    ['below the fewest now', 60, 29, null],
    ['falling', 100, 80, 'attention: Conversations fell 20.0% to 80.'],
    ['at the edge of steady', 100, 105, 'neutral: Conversations rose 5.0% to 105.'],
    ['within steady', 1000, 1049, 'neutral: Conversations held steady at 1,049 (from 1,000).'],
    ['without anything before', 0, 500, null],
  ])('%s, from %d to %d', (_name, before, now, text) => {
    expect(spoken(changeCallout(contextOf(mondays(['A', now, before]))))).toBe(text);
  });

  test.each([
    ['half of it', ['A', 60, 50], ['B', 60, 50], '; A brought most of it (+10 of +20).'],
    ['most of it', ['A', 51, 50], ['B', 69, 50], '; B brought most of it (+19 of +20).'],
    ['more than all of it', ['A', 45, 50], ['B', 75, 50], '; B alone changed by +25, the others by −5.'],
  ] as const)('names the bot that brought %s', (_name, one, other, text) => {
    expect(changeCallout(contextOf(mondays(one, other)))?.rest).toContain(text);
  });

  test('names no bot when none brought half', () => {
    const rest = changeCallout(contextOf(mondays(['A', 60, 50], ['B', 60, 50], ['C', 60, 50])))?.rest;
    expect(rest).toBe(' to 180.');
  });

  test('is silent when a bot cannot be compared', () => {
    const whole = snapshot(WEEKLY);
    const gaps = withGaps(
      whole,
      'timeout',
      ({ window }, bot) => bot.id === 'sales' && window === 'comparison',
    );
    expect(changeCallout(createContext(gaps, digestConfig(WEEKLY)))).toBeNull();
  });
});

describe('the bot that moved against the rest', () => {
  test.each([
    [
      'falls while the whole rises',
      ['A', 80, 100],
      ['B', 500, 400],
      'attention: A fell 20.0% to 80 conversations.',
    ],
    [
      'moves while the whole is steady',
      ['A', 60, 40],
      ['B', 990, 1000],
      'neutral: A rose 50.0% to 60 conversations.',
    ],
    ['moves less than is large', ['A', 81, 100], ['B', 500, 400], null],
    ['is too small to tell', ['A', 20, 29], ['B', 500, 400], null],
    ['moves with the rest', ['A', 150, 100], ['B', 500, 400], null],
  ] as const)('%s', (_name, one, other, text) => {
    expect(spoken(moverCallout(contextOf(mondays(one, other))))).toBe(text);
  });

  test('has nobody to move against alone', () => {
    expect(moverCallout(contextOf(mondays(['A', 100, 200])))).toBeNull();
  });
});

describe('a figure that changed on its own', () => {
  /** Conversations stay; messages become `factor` times what they were. */
  const messagesBy = (factor: number) => {
    const of = mondays(['A', 100, 100]);
    const given = changed(snapshot(of), (answer) =>
      answer.report === 'messages' && answer.window === 'current' && answer.result.kind === 'series'
        ? {
            ...answer,
            result: {
              ...answer.result,
              points: answer.result.points.map(({ at, value }) => ({ at, value: (value ?? 0) * factor })),
            },
          }
        : answer,
    );
    return spoken(figureCallout(createContext(given, digestConfig(of))));
  };

  test.each([
    [1.5, 'neutral: Messages rose 50.0% to 900 (from 600).'],
    [0.5, 'attention: Messages fell 50.0% to 300 (from 600).'],
    [1.2, 'neutral: Messages rose 20.0% to 720 (from 600).'],
    [1.15, null],
  ])('messages times %d', (factor, text) => {
    expect(messagesBy(factor)).toBe(text);
  });

  test('is no news when it follows conversations', () => {
    expect(figureCallout(contextOf(mondays(['A', 200, 100])))).toBeNull();
  });
});

describe('the fallback rate', () => {
  const uses = (all: number, lost: number) => [
    interaction({ id: 'step', name: 'Step', value: all - lost }),
    interaction({ parentId: 'step', type: 'contextFallback', name: 'Fallback Interaction', value: lost }),
  ];
  const rateOf = (now: readonly [number, number], before: readonly [number, number]) => {
    const bot: TestBot = {
      id: 'a',
      name: 'A',
      weekdays: [100],
      interactions: uses(...now),
      interactionsBefore: uses(...before),
    };
    return spoken(fallbackCallout(contextOf({ ...WEEKLY, bots: [bot] })));
  };

  test.each([
    [
      'rises by a point',
      [100, 8],
      [100, 7],
      'attention: Fallback rate is up to 8.0%; 8 of 8 fallbacks came after “Step”.',
    ],
    [
      'rises by less',
      [1000, 79],
      [1000, 70],
      'neutral: Fallback rate is 7.9%; 79 of 79 fallbacks came after “Step”.',
    ],
    [
      'falls by a point',
      [100, 6],
      [100, 7],
      'neutral: Fallback rate is down to 6.0%; 6 of 6 fallbacks came after “Step”.',
    ],
    [
      'is high',
      [100, 20],
      [100, 20],
      'attention: Fallback rate is 20.0%; 20 of 20 fallbacks came after “Step”.',
    ],
    [
      'names no step below the fewest fallbacks',
      [100, 4],
      [100, 2],
      'attention: Fallback rate is up to 4.0%.',
    ],
    ['has nothing to tell', [100, 4], [100, 4], null],
    ['is not told of few uses', [29, 20], [100, 2], null],
  ] as const)('%s', (_name, now, before, text) => {
    expect(rateOf(now, before)).toBe(text);
  });
});

describe('the busiest hour', () => {
  const week = (weekdays: readonly number[]): TestSnapshot => ({
    ...WEEKLY,
    bots: [{ id: 'a', name: 'A', weekdays }],
  });

  test.each([
    ['at the fewest', [30], 'Monday 11:00 – 12:00'],
    ['below the fewest', [29], null],
    ['at a tie, the earlier day and hour', [0, 1000, 1000], 'Tuesday 12:00 – 13:00'],
  ])('%s', (_name, weekdays, lead) => {
    expect(busiestCallout(contextOf(week(weekdays)))?.lead ?? null).toBe(lead);
  });

  test('says how many hours share it', () => {
    expect(busiestCallout(contextOf(week([0, 1000, 1000])))?.rest).toMatch(
      /^ and 3 other hours were the busiest \(95 conversations each\); 31% came outside/,
    );
  });

  test('is silent about working hours in a window without a working day', () => {
    const sunday: TestSnapshot = { ...week([0, 0, 0, 0, 0, 0, 200]), days: ['2026-11-22', '2026-11-22'] };
    expect(busiestCallout(contextOf(sunday))?.rest).not.toContain('working hours');
  });

  test.each([
    [[1, 2, 3, 4, 5, 6, 7], 0, 24, 0],
    [[1], 9, 17, 160 / 168],
    [[], 9, 17, 1],
  ] as const)('on days %j from %d to %d, %d of an even week is outside', (days, from, to, share) => {
    const even = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 1));
    expect(outsideShare(even, 168, { days, from, to })).toBeCloseTo(share, 10);
  });
});

describe('interactions that nobody used', () => {
  const unused = (conversations: number, names: readonly string[]) =>
    spoken(
      unusedCallout(
        contextOf({
          ...WEEKLY,
          bots: [
            {
              id: 'a',
              name: 'A',
              weekdays: [conversations],
              interactions: names.map((name) => interaction({ id: name, name })),
            },
          ],
        }),
      ),
    );

  test.each([
    [30, ['B', 'A'], 'neutral: 2 interactions were never used: A, B.'],
    [30, ['A'], 'neutral: 1 interaction was never used: A.'],
    [30, ['A', 'B', 'C', 'D', 'E'], 'neutral: 5 interactions were never used: A, B, C and 2 more.'],
    [29, ['A'], null],
    [30, [], null],
  ])('with %d conversations and %j unused', (conversations, names, text) => {
    expect(unused(conversations, names)).toBe(text);
  });
});

describe('missing figures', () => {
  const missing = (which: Parameters<typeof withGaps>[2]) =>
    spoken(missingCallout(createContext(withGaps(snapshot(WEEKLY), 'timeout', which), digestConfig(WEEKLY))));

  test('are told first', () => {
    expect(missing(({ report }, bot) => report === 'paid' && bot.id === 'sales')).toBe(
      'attention: Some figures are missing: Sales bot; the reasons stand under the figures.',
    );
  });

  test('are not told when only the comparison is missing', () => {
    expect(missing(({ window }) => window === 'comparison')).toBeNull();
  });
});

test('a window without talk has nothing to notice and says so', () => {
  expect(calloutsOf(contextOf(EMPTY))).toEqual({ items: [], quiet: 'Nothing stood out in this window.' });
});
