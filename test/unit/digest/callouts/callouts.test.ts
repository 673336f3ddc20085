import { describe, expect, test } from 'vitest';
import type { ReportAnswer } from '../../../../src/chatbot/snapshot.js';
import { busiestCallout, outsideShare } from '../../../../src/digest/callouts/busiest.js';
import { calloutsOf, mostWeighty } from '../../../../src/digest/callouts/callouts.js';
import { changeCallout } from '../../../../src/digest/callouts/change.js';
import { fallbackCallout } from '../../../../src/digest/callouts/fallback.js';
import { figureCallout } from '../../../../src/digest/callouts/figure.js';
import { missingCallout } from '../../../../src/digest/callouts/missing.js';
import { moverCallout } from '../../../../src/digest/callouts/mover.js';
import { unusedCallout } from '../../../../src/digest/callouts/unused.js';
import { unusualCallout } from '../../../../src/digest/callouts/unusual.js';
import { composeDigest } from '../../../../src/digest/compose.js';
import { createContext } from '../../../../src/digest/context.js';
import type { Callout } from '../../../../src/digest/digest.js';
import { EMPTY, WEEKLY } from '../../../support/digests.js';
import {
  changed,
  digestConfig,
  interaction,
  snapshot,
  type TestBot,
  type TestSnapshot,
  windowOf,
  withGaps,
} from '../../../support/snapshot.js';

/** A week of bots that talk on Mondays only: name, count, count before. */
const mondays = (...bots: readonly (readonly [string, number, number])[]): TestSnapshot => ({
  ...WEEKLY,
  bots: bots.map(([name, now, before]): TestBot => ({ id: name, name, weekdays: [now], before: [before] })),
});

const contextOf = (of: TestSnapshot) => createContext(snapshot(of), digestConfig(of));

const spoken = (callout: Callout | null) => callout && `${callout.tone}: ${callout.heading}${callout.body}`;

describe('the change of conversations', () => {
  test.each([
    ['at the fewest', 30, 33, 'neutral: Conversations rose 10.0% to 33.'],
    ['below the fewest before', 29, 60, null],
    ['below the fewest now', 60, 29, null],
    ['falling', 100, 80, 'attention: Conversations fell 20.0% to 80.'],
    ['at the edge of steady', 100, 105, 'neutral: Conversations rose 5.0% to 105.'],
    ['within steady', 1000, 1049, 'neutral: Conversations held steady at 1,049 (from 1,000).'],
    ['at what is shown as the edge', 10_000, 10_495, 'neutral: Conversations rose 5.0% to 10,495.'],
    [
      'below what is shown as it',
      10_000,
      10_494,
      'neutral: Conversations held steady at 10,494 (from 10,000).',
    ],
    ['without anything before', 0, 500, null],
  ])('%s, from %d to %d', (_name, before, now, text) => {
    expect(spoken(changeCallout(contextOf(mondays(['A', now, before]))))).toBe(text);
  });

  test.each([
    ['half of it', ['A', 60, 50], ['B', 60, 50], '; A brought most of it (+10 of +20).'],
    ['most of it', ['A', 51, 50], ['B', 69, 50], '; B brought most of it (+19 of +20).'],
    ['more than all of it', ['A', 45, 50], ['B', 75, 50], '; B alone changed by +25, the others by −5.'],
  ] as const)('names the bot that brought %s', (_name, one, other, text) => {
    expect(changeCallout(contextOf(mondays(one, other)))?.body).toContain(text);
  });

  test('names no bot when none brought half', () => {
    const rest = changeCallout(contextOf(mondays(['A', 60, 50], ['B', 60, 50], ['C', 60, 50])))?.body;
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
      'attention: Conversations of A fell 20.0% to 80 (from 100).',
    ],
    [
      'moves while the whole is steady',
      ['A', 60, 40],
      ['B', 990, 1000],
      'neutral: Conversations of A rose 50.0% to 60 (from 40).',
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

describe('the source that moved against the rest', () => {
  /** One bot's Monday by source, now and before. */
  const sourcesOf = (now: readonly number[], before: readonly number[]) => {
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    const of = mondays(['A', sum(now), sum(before)]);
    const answers = (['widget', 'slack'] as const).flatMap((source, place) =>
      (['current', 'comparison'] as const).map((window): ReportAnswer => {
        const range =
          window === 'current' ? windowOf(of.zone, of.days) : windowOf(of.zone, of.before ?? of.days);
        const value = (window === 'current' ? now : before)[place] ?? 0;
        const { from, to } = range;
        const points = [{ at: from, value }];
        const result = { kind: 'series', dimension: 'hour', points } as const;
        return { report: 'conversations', window, purpose: 'by-source', source, from, to, result, notes: [] };
      }),
    );
    const whole = snapshot(of);
    const bots = whole.bots.map((bot) => ({ ...bot, answers: [...bot.answers, ...answers] }));
    return spoken(moverCallout(createContext({ ...whole, bots }, digestConfig(of))));
  };

  test.each([
    ['falls', [500, 80], [400, 100], 'attention: Conversations through Slack fell 20.0% to 80 (from 100).'],
    [
      'rises in a steady whole',
      [990, 60],
      [1000, 40],
      'neutral: Conversations through Slack rose 50.0% to 60 (from 40).',
    ],
    ['moves less than is large', [500, 81], [400, 100], null],
    ['is too small to tell', [500, 20], [400, 29], null],
    ['moves with the rest', [500, 150], [400, 100], null],
    ['is the only one, and the whole', [500], [400], null],
  ])('%s', (_name, now, before, text) => {
    expect(sourcesOf(now, before)).toBe(text);
  });
});

describe('a day far outside what its weekday usually has', () => {
  const EIGHT = [100, 104, 96, 100, 104, 96, 100, 100];
  /** A week of which only Monday counts, after weeks of such Mondays; the last of them is the week compared with. */
  const monday = (
    now: number,
    weeks: readonly number[] = EIGHT,
    more: Partial<TestSnapshot> = {},
  ): TestSnapshot => ({
    ...WEEKLY,
    history: true,
    bots: [
      {
        id: 'a',
        name: 'A',
        weekdays: [now],
        before: [weeks.at(-1) ?? 0],
        history: weeks.map((value) => [value]),
      },
    ],
    ...more,
  });
  const told = (of: TestSnapshot, given = snapshot(of)) =>
    spoken(unusualCallout(createContext(given, digestConfig(of))));

  // Median 100, deviation 2, so the spread is the root of 100: usual is 80 to 120, told from 60 down and 140 up.
  test.each([
    [
      60,
      'attention: Monday 16 November was unusually quiet: 60 conversations, against the usual 80 to 120 of that weekday.',
    ],
    [61, null],
    [100, null],
    [139, null],
    [
      140,
      'neutral: Monday 16 November was unusually busy: 140 conversations, against the usual 80 to 120 of that weekday.',
    ],
  ])('with %d against about 100', (now, text) => {
    expect(told(monday(now))).toBe(text);
  });

  test('goes by the deviation where that is more than chance', () => {
    const wide = [60, 140, 60, 140, 60, 140, 60, 140];
    expect(told(monday(300, wide))).toBeNull();
    expect(told(monday(340, wide))).toContain('against the usual 0 to 219');
  });

  test('goes by a part of the count where that is more than chance', () => {
    const large = EIGHT.map(() => 10_000);
    expect(told(monday(8001, large))).toBeNull();
    expect(told(monday(8000, large))).toContain('8,000 conversations, against the usual 9,000 to 11,000');
  });

  test('is not misled by one strange week', () => {
    expect(told(monday(40, [100, 104, 96, 100, 900, 96, 100, 100]))).toContain('usual 80 to 120');
  });

  test.each([
    ['both below the fewest', 29, EIGHT.map(() => 1), null],
    ['the day at the fewest', 30, EIGHT.map(() => 1), 'usual 0 to 3'],
    ['the weekday at the fewest', 1, EIGHT.map(() => 30), 'usual 19 to 41'],
    ['the weekday below the fewest', 1, EIGHT.map(() => 29), null],
  ])('%s', (_name, now, weeks, text) => {
    const callout = told(monday(now, weeks));
    if (text === null) expect(callout).toBeNull();
    else expect(callout).toContain(text);
  });

  test('is not told by fewer weeks than tell, and weeks before the first talk do not count', () => {
    expect(told(monday(300, [0, 0, 0, 100, 100, 100, 100, 100]))).toBeNull();
    expect(told(monday(300, [0, 0, 100, 100, 100, 100, 100, 100]))).toContain('unusually busy');
  });

  test('takes the last week from the comparison, and from the history where that lies elsewhere', () => {
    const weeks = EIGHT.map(() => 100);
    const elsewhere = { before: ['2025-11-17', '2025-11-23'] } as const;
    expect(told(monday(300, weeks, elsewhere))).toContain('usual 80 to 120');
    expect(told(monday(300, weeks, { before: null }))).toContain('usual 80 to 120');
  });

  test('names the farthest day, the earlier of equals', () => {
    const week = (weekdays: readonly number[]): TestSnapshot => ({
      ...WEEKLY,
      history: true,
      bots: [{ id: 'a', name: 'A', weekdays, before: weekdays.map(() => 100) }],
    });
    expect(told(week([100, 150, 50, 150, 100, 100, 100]))).toContain(
      'Tuesday 17 November was unusually busy',
    );
    expect(told(week([100, 150, 40, 150, 100, 100, 100]))).toContain(
      'Wednesday 18 November was unusually quiet',
    );
  });

  test('is judged in a window of one day by the hour too, and in every zone', () => {
    for (const zone of ['UTC', 'Europe/Warsaw', 'Asia/Kolkata'])
      expect(
        told(
          monday(300, EIGHT, {
            zone,
            days: ['2026-11-16', '2026-11-16'],
            before: ['2026-11-15', '2026-11-15'],
          }),
        ),
      ).toContain('Monday 16 November was unusually busy: 300 conversations');
  });

  test('is not judged while it runs', () => {
    const of = monday(0);
    const { window } = snapshot(of);
    const midday = window.from + 12 * 3_600_000;
    expect(told({ ...of, scheduledFor: midday })).toBeNull();
    expect(told({ ...of, scheduledFor: window.from + 24 * 3_600_000 })).toContain('unusually quiet: 0 conv');
  });

  test('is not told without the history, or where that of any bot did not come', () => {
    const of: TestSnapshot = {
      ...monday(300),
      bots: [...monday(300).bots, { id: 'b', name: 'B', weekdays: [50] }],
    };
    const without = withGaps(
      snapshot(of),
      'timeout',
      ({ window }, bot) => window === 'history' && bot.id === 'b',
    );
    expect(told(of)).toContain('unusually busy');
    expect(told(of, without)).toBeNull();
    expect(told({ ...monday(300), history: false })).toBeNull();
  });

  test('is measured over weeks that hold a clock change', () => {
    expect(
      told(monday(300, EIGHT, { days: ['2026-11-02', '2026-11-08'], before: ['2026-10-26', '2026-11-01'] })),
    ).toContain('usual 80 to 120');
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

  test('may be the messages of each conversation, where neither count moved much', () => {
    const of = mondays(['A', 85, 100]);
    const given = changed(snapshot(of), (answer) =>
      answer.report === 'messages' && answer.window === 'current' && answer.result.kind === 'series'
        ? {
            ...answer,
            result: {
              ...answer.result,
              points: answer.result.points.slice(0, 1).map(({ at }) => ({ at, value: 660 })),
            },
          }
        : answer,
    );
    expect(spoken(figureCallout(createContext(given, digestConfig(of))))).toBe(
      'neutral: Messages per conversation rose 30.0% to 7.8 (from 6.0).',
    );
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
      'rises by a point as shown, and by less in truth',
      [10_000, 795],
      [10_000, 694],
      'attention: Fallback rate is up to 8.0%; 795 of 795 fallbacks came after “Step”.',
    ],
    [
      'rises by less as shown, and by a point in truth',
      [10_000, 794],
      [10_000, 695],
      'neutral: Fallback rate is 7.9%; 794 of 794 fallbacks came after “Step”.',
    ],
    [
      'is high as shown',
      [10_000, 1996],
      [10_000, 1996],
      'attention: Fallback rate is 20.0%; 1,996 of 1,996 fallbacks came after “Step”.',
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

describe('the step that people got lost after', () => {
  interface Lost {
    readonly name: string;
    readonly lost: number;
    readonly id?: string;
  }
  const botOf = (steps: readonly Lost[], index: number): TestBot => {
    const interactions = steps.flatMap(({ name, lost, id = name }) => [
      interaction({ id, name, value: 1000 }),
      interaction({ parentId: id, type: 'contextFallback', name: 'Fallback Interaction', value: lost }),
    ]);
    const byDefault = interaction({ type: 'fallback', name: 'Fallback Interaction', value: 10 });
    return {
      id: `b${index}`,
      name: `Bot ${index}`,
      weekdays: [100],
      interactions: [...interactions, byDefault],
    };
  };

  test.each<{ title: string; bots: readonly (readonly Lost[])[]; said: string; rows: readonly string[] }>([
    {
      title: 'of one name in two bots is counted in both',
      bots: [[{ name: 'Track', lost: 549 }], [{ name: 'Track', lost: 141 }]],
      said: '690 of 710 fallbacks came after “Track”',
      rows: ['After “Track” 690', 'Default fallback 20'],
    },
    {
      title: 'of one name in two bots outdoes a larger one of one bot',
      bots: [
        [
          { name: 'Track', lost: 60 },
          { name: 'Pay', lost: 90 },
        ],
        [{ name: 'Track', lost: 50 }],
      ],
      said: '110 of 220 fallbacks came after “Track”',
      rows: ['After “Track” 110', 'After “Pay” 90', 'Default fallback 20'],
    },
    {
      title: 'of one name twice in one bot is counted twice',
      bots: [
        [
          { name: 'Track', lost: 30, id: '1' },
          { name: 'Track', lost: 40, id: '2' },
        ],
      ],
      said: '70 of 80 fallbacks came after “Track”',
      rows: ['After “Track” 70', 'Default fallback 10'],
    },
    {
      title: 'of one bot stays its own',
      bots: [[{ name: 'Track', lost: 30 }], [{ name: 'Pay', lost: 20 }]],
      said: '30 of 70 fallbacks came after “Track”',
      rows: ['After “Track” 30', 'After “Pay” 20', 'Default fallback 20'],
    },
  ])('$title, in the sentence as in the table', ({ bots, said, rows }) => {
    const of: TestSnapshot = { ...WEEKLY, bots: bots.map(botOf) };
    expect(fallbackCallout(contextOf(of))?.body).toContain(said);
    const { sections } = composeDigest(snapshot(of), digestConfig(of));
    const table = sections.find(({ id }) => id === 'fallbacks');
    const texts = table?.kind === 'table' ? table.rows : [];
    expect(texts.map(([name, count]) => `${name?.text} ${count?.text}`)).toEqual(rows);
  });
});

describe('the busiest hour', () => {
  const week = (weekdays: readonly number[]): TestSnapshot => ({
    ...WEEKLY,
    bots: [{ id: 'a', name: 'A', weekdays }],
  });

  test.each([
    ['at the fewest', [30], 'Monday 11:00\u00a0–\u00a012:00'],
    ['below the fewest', [29], null],
    ['at a tie, the earlier day and hour', [0, 1000, 1000], 'Tuesday 12:00\u00a0–\u00a013:00'],
  ])('%s', (_name, weekdays, lead) => {
    expect(busiestCallout(contextOf(week(weekdays)))?.heading ?? null).toBe(lead);
  });

  test('says how many hours share it', () => {
    expect(busiestCallout(contextOf(week([0, 1000, 1000])))?.body).toMatch(
      /^ and 3 other hours were the busiest \(95 conversations each\); 31% came outside/,
    );
  });

  test('names the one other hour that shares it', () => {
    const { bots, ...rest } = week([0, 0, 0, 0, 0, 0, 200]);
    expect(busiestCallout(contextOf({ ...rest, bots }))?.body).toContain(
      ' and Sunday 14:00\u00a0–\u00a015:00 were the busiest hours (19 conversations each)',
    );
  });

  test('is silent about working hours in a window without a working day', () => {
    const sunday: TestSnapshot = { ...week([0, 0, 0, 0, 0, 0, 200]), days: ['2026-11-22', '2026-11-22'] };
    expect(busiestCallout(contextOf(sunday))?.body).not.toContain('working hours');
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

  test('are none of those that another one of the same name was used under', () => {
    const rows = [
      interaction({ id: '1', name: 'Back', value: 0 }),
      interaction({ id: '2', name: 'Back', value: 9 }),
      interaction({ id: '3', name: 'Help', value: 0 }),
      interaction({ id: '4', name: 'Help', value: 0 }),
    ];
    const bot = { id: 'a', name: 'A', weekdays: [100], interactions: rows };
    expect(spoken(unusedCallout(contextOf({ ...WEEKLY, bots: [bot] })))).toBe(
      'neutral: 1 interaction was never used: Help.',
    );
    const other = { ...bot, id: 'b', name: 'B', interactions: rows.slice(0, 1) };
    expect(spoken(unusedCallout(contextOf({ ...WEEKLY, bots: [bot, other] })))).toBe(
      'neutral: 2 interactions were never used: Back (B), Help.',
    );
  });
});

describe('missing figures', () => {
  const missing = (which: Parameters<typeof withGaps>[2]) =>
    spoken(missingCallout(createContext(withGaps(snapshot(WEEKLY), 'timeout', which), digestConfig(WEEKLY))));

  test('are told first', () => {
    expect(missing(({ report }, bot) => report === 'paid' && bot.id === 'sales')).toBe(
      'attention: Some figures are missing: Sales bot (paid conversations); the reasons stand under the figures.',
    );
  });

  test('are told by the bot alone where none of its reports came', () => {
    expect(missing((_answer, bot) => bot.id === 'sales')).toBe(
      'attention: Some figures are missing: Sales bot; the reasons stand under the figures.',
    );
  });

  test('are not told when only the comparison is missing', () => {
    expect(missing(({ window }) => window === 'comparison')).toBeNull();
  });
});

describe('of more sentences than there is room for', () => {
  const callout = (rule: string, tone: Callout['tone']): Callout => ({
    rule,
    section: 'about',
    tone,
    heading: rule,
    body: '',
  });

  test('those that need no look give way, the last ones first, and the rest keep their order', () => {
    const tones = [
      'neutral',
      'neutral',
      'neutral',
      'neutral',
      'attention',
      'neutral',
      'neutral',
      'attention',
    ] as const;
    const items = tones.map((tone, index) => callout(`rule-${index}`, tone));
    expect(mostWeighty(items).map(({ rule }) => rule)).toEqual([
      'rule-0',
      'rule-1',
      'rule-2',
      'rule-3',
      'rule-4',
      'rule-7',
    ]);
  });

  test('six stand as they are', () => {
    const items = ['a', 'b', 'c', 'd', 'e', 'f'].map((rule) => callout(rule, 'neutral'));
    expect(mostWeighty(items)).toEqual(items);
  });
});

test('a window without talk has nothing to notice and says so', () => {
  expect(calloutsOf(contextOf(EMPTY))).toEqual({ items: [], emptyText: 'Nothing stood out in this window.' });
});
