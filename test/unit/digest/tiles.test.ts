import { describe, expect, test } from 'vitest';
import type { GapReason, Snapshot } from '../../../src/chatbot/snapshot.js';
import { composeDigest } from '../../../src/digest/compose.js';
import type { Tile } from '../../../src/digest/digest.js';
import { SUPPORT, WEEKLY } from '../../support/digests.js';
import {
  changed,
  digestConfig,
  interaction,
  snapshot,
  type TestBot,
  type TestSnapshot,
  withGaps,
} from '../../support/snapshot.js';

const tilesOf = (of: TestSnapshot, given = snapshot(of)) => composeDigest(given, digestConfig(of)).tiles;
const tileOf = (id: Tile['id'], tiles: readonly Tile[]) => tiles.find((tile) => tile.id === id);
const short = (tile: Tile | undefined) =>
  tile && [tile.text, tile.previousText, tile.change?.direction, tile.change?.text, tile.change?.tone];

const isIn = <Known extends object>(key: PropertyKey, known: Known): key is keyof Known => key in known;

const monday = (now: number, before: number): TestSnapshot => ({
  ...WEEKLY,
  bots: [{ id: 'a', name: 'A', weekdays: [now], before: [before] }],
});

describe('the change of a count', () => {
  test.each([
    [1734, 1558, ['1,734', 'from 1,558', 'up', '11.3%', 'neutral']],
    [80, 100, ['80', 'from 100', 'down', '20.0%', 'muted']],
    [100, 100, ['100', 'from 100', 'same', 'no change', 'muted']],
    [10_004, 10_000, ['10,004', 'from 10,000', 'same', 'no change', 'muted']],
    [9_996, 10_000, ['9,996', 'from 10,000', 'same', 'no change', 'muted']],
    [10_005, 10_000, ['10,005', 'from 10,000', 'up', '0.1%', 'muted']],
    [10_499, 10_000, ['10,499', 'from 10,000', 'up', '5.0%', 'muted']],
    [10_600, 10_000, ['10,600', 'from 10,000', 'up', '6.0%', 'neutral']],
    [9_400, 10_000, ['9,400', 'from 10,000', 'down', '6.0%', 'attention']],
    [60, 100, ['60', 'from 100', 'down', '40.0%', 'attention']],
    [3, 0, ['3', 'from 0', 'up', 'new', 'muted']],
    [5, 0, ['5', 'from 0', 'up', 'new', 'neutral']],
    [29, 35, ['29', 'from 35', 'down', '17.1%', 'muted']],
    [30, 35, ['30', 'from 35', 'down', '14.3%', 'muted']],
    [5, 34, ['5', 'from 34', 'down', '85.3%', 'attention']],
    [5, 35, ['5', 'from 35', 'down', '85.7%', 'attention']],
    [35, 0, ['35', 'from 0', 'up', 'new', 'neutral']],
    [0, 0, ['0', 'from 0', 'same', 'no change', 'muted']],
    [0, 5, ['0', 'from 5', 'down', '100.0%', 'attention']],
  ])('to %d from %d', (now, before, shown) => {
    expect(short(tileOf('conversations', tilesOf(monday(now, before))))).toEqual(shown);
  });

  test('is left out without a comparison', () => {
    const alone = tilesOf({ ...WEEKLY, before: null });
    expect(alone.map(({ previous, previousText, change }) => [previous, previousText, change])).toEqual(
      alone.map(() => [null, null, null]),
    );
  });
});

describe('the fallback rate', () => {
  const rate = (now: readonly number[], before: readonly number[]) => {
    const rows = ([chosen = 0, fallback = 0, context = 0]: readonly number[]) => [
      interaction({ id: 'x', name: 'X', value: chosen }),
      interaction({ type: 'fallback', name: 'Fallback Interaction', value: fallback }),
      interaction({ type: 'contextFallback', parentId: 'x', name: 'Fallback Interaction', value: context }),
    ];
    const bot: TestBot = { ...SUPPORT, interactions: rows(now), interactionsBefore: rows(before) };
    return short(tileOf('fallbackRate', tilesOf({ ...WEEKLY, bots: [bot] })));
  };

  test.each([
    [
      [911, 60, 29],
      [927, 50, 23],
      ['8.9%', 'from 7.3%', 'up', '1.6 points', 'muted'],
    ],
    [
      [95, 5, 0],
      [90, 10, 0],
      ['5.0%', 'from 10.0%', 'down', '5.0 points', 'muted'],
    ],
    [
      [860, 140, 0],
      [950, 50, 0],
      ['14.0%', 'from 5.0%', 'up', '9.0 points', 'attention'],
    ],
    [
      [950, 50, 0],
      [860, 140, 0],
      ['5.0%', 'from 14.0%', 'down', '9.0 points', 'good'],
    ],
    [
      [90, 10, 0],
      [90, 10, 0],
      ['10.0%', 'from 10.0%', 'same', 'no change', 'muted'],
    ],
    [
      [9506, 494, 0],
      [9504, 496, 0],
      ['4.9%', 'from 5.0%', 'down', '0.1 points', 'muted'],
    ],
    [
      [9506, 494, 0],
      [9508, 492, 0],
      ['4.9%', 'from 4.9%', 'same', 'no change', 'muted'],
    ],
    [
      [9515, 485, 0],
      [9506, 494, 0],
      ['4.9%', 'from 4.9%', 'same', 'no change', 'muted'],
    ],
    [
      [9515, 485, 0],
      [9516, 484, 0],
      ['4.9%', 'from 4.8%', 'up', '0.1 points', 'muted'],
    ],
    [
      [0, 0, 0],
      [90, 10, 0],
      ['No interactions', null, undefined, undefined, undefined],
    ],
    [
      [90, 10, 0],
      [0, 0, 0],
      ['10.0%', null, undefined, undefined, undefined],
    ],
  ])('of %j against %j', (now, before, shown) => {
    expect(rate(now, before)).toEqual(shown);
  });

  test('counts the welcome among the uses', () => {
    const rows = [
      interaction({ type: 'welcome', name: 'Welcome Interaction', value: 90 }),
      interaction({ type: 'fallback', name: 'Fallback Interaction', value: 10 }),
    ];
    const tiles = tilesOf({ ...WEEKLY, bots: [{ ...SUPPORT, interactions: rows }] });
    expect(tileOf('fallbackRate', tiles)?.value).toBe(0.1);
  });
});

describe('a missing figure', () => {
  test.each([
    ['unauthorized', 'Token refused'],
    ['token-stopped', 'Token refused'],
    ['not-found', 'Not found'],
    ['timeout', 'No answer'],
    ['unreachable', 'Not reached'],
    ['malformed', 'Not readable'],
  ] as const)('for %s says "%s" and has no value', (reason: GapReason, text) => {
    const tiles = tilesOf(
      WEEKLY,
      withGaps(snapshot(WEEKLY), reason, () => true),
    );
    expect(tiles.map(({ value, text: shown, change }) => [value, shown, change])).toEqual(
      tiles.map(() => [null, text, null]),
    );
  });

  test('of one bot leaves the others, and says that they are not all', () => {
    const given = withGaps(
      snapshot(WEEKLY),
      'timeout',
      ({ report }, bot) => bot.id === 'sales' && report === 'paid',
    );
    expect(short(tileOf('paid', tilesOf(WEEKLY, given)))).toEqual([
      '695 · 1 of 2 bots',
      'from 668 (1 of 2 bots)',
      'up',
      '4.0%',
      'muted',
    ]);
  });

  test('of one bot before leaves nothing to compare all bots with', () => {
    const given = withGaps(
      snapshot(WEEKLY),
      'timeout',
      ({ window }, bot) => bot.id === 'sales' && window === 'comparison',
    );
    expect(short(tileOf('conversations', tilesOf(WEEKLY, given)))).toEqual([
      '1,734',
      null,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('messages each', () => {
  const each = (now: readonly [number, number], before: readonly [number, number]) => {
    const given = changed(snapshot(monday(1, 1)), (answer) => {
      const [conversations, messages] = answer.window === 'current' ? now : before;
      const values = { conversations, messages } as const;
      if (answer.result.kind !== 'series' || !isIn(answer.report, values)) return answer;
      const value = values[answer.report];
      return { ...answer, result: { ...answer.result, points: [{ at: answer.from, value }] } };
    });
    return short(tileOf('messagesPerConversation', tilesOf(monday(1, 1), given)));
  };

  test.each<{
    now: readonly [number, number];
    before: readonly [number, number];
    shown: readonly (string | null | undefined)[];
  }>([
    { now: [100, 614], before: [100, 606], shown: ['6.1', 'from 6.1', 'same', 'no change', 'muted'] },
    { now: [100, 615], before: [100, 614], shown: ['6.2', 'from 6.1', 'up', '0.1', 'muted'] },
    { now: [100, 604], before: [100, 695], shown: ['6.0', 'from 7.0', 'down', '1.0', 'neutral'] },
    { now: [100, 30], before: [100, 10], shown: ['0.3', 'from 0.1', 'up', '0.2', 'neutral'] },
    { now: [100, 35], before: [100, 34], shown: ['0.4', 'from 0.3', 'up', '0.1', 'muted'] },
  ])('$now against $before differ by what is shown', ({ now, before, shown }) => {
    expect(each(now, before)).toEqual(shown);
  });
});

test('messages without conversations have no ratio', () => {
  expect(tileOf('messagesPerConversation', tilesOf(monday(0, 10)))?.text).toBe('No conversations');
});

test('only the tiles of chosen reports are there', () => {
  const ids = (reports: TestSnapshot['reports']) =>
    tilesOf({ ...WEEKLY, ...(reports && { reports }) }).map(({ id }) => id);
  expect(ids(['messages'])).toEqual(['messages']);
  expect(ids(['heatmap'])).toEqual([]);
  expect(ids(['interactions', 'messages', 'conversations'])).toEqual([
    'conversations',
    'messages',
    'messagesPerConversation',
    'fallbackRate',
  ]);
});

describe('what is usual', () => {
  const HUNDREDS = [100, 100, 100, 100, 100, 100, 100];
  const tile = (each: number, more: Partial<TestSnapshot> = {}, given?: Snapshot) => {
    const weekdays = HUNDREDS.map((count) => count * each);
    const of: TestSnapshot = {
      ...WEEKLY,
      history: true,
      bots: [{ id: 'a', name: 'A', weekdays, before: HUNDREDS }],
      ...more,
    };
    return tileOf('conversations', tilesOf(of, given ?? snapshot(of)));
  };
  const plain = (text: string | undefined) => text?.replaceAll('\u00a0', ' ');

  test.each([
    [1, 'same', 0, 'about as usual', 'muted'],
    [1.08, 'same', 0, 'about as usual', 'muted'],
    [0.5, 'down', -0.5, '50.0%', 'attention'],
    [1.5, 'up', 0.5, '50.0%', 'neutral'],
  ])('of %d times as much', (each, direction, amount, text, tone) => {
    const shown = tile(each);
    expect(plain(shown?.usual?.text)).toBe('usual 639 – 763');
    expect(shown?.change).toEqual({ direction, amount, unit: 'fraction', text, tone });
  });

  test('is known without a comparison, of which nothing changes then', () => {
    const shown = tile(0.5, { before: null });
    expect(plain(shown?.usual?.text)).toBe('usual 639 – 763');
    expect(shown?.change).toBeNull();
  });

  test('is unknown without a history, where the comparison is shown as it is', () => {
    const shown = tile(1.08, { history: false });
    expect(shown?.usual).toBeNull();
    expect(shown?.change).toMatchObject({ text: '8.0%', tone: 'muted' });
  });
});
