import { describe, expect, test } from 'vitest';
import type { Episode } from '../../../../src/alerts/episodes/state.js';
import { decideTelling, type TellContext, threadRunOf } from '../../../../src/alerts/message/tell.js';

const DAY = 86_400_000;
const NOW = 100 * DAY;

const episode = (changes: Partial<Episode> = {}): Episode => ({
  ...{ id: 'watch.support.silence-conversations@2026-11-24', alert: 'watch', bot: 'support', source: null },
  ...{ kind: 'silence', of: 'conversations', start: '2026-11-24', end: null, days: ['2026-11-24'] },
  reading: { day: '2026-11-24', level: 'over', value: 0, low: 3, high: 9, z: -4, weight: 6, facts: {} },
  ...{ openedAt: NOW, closedAt: null, told: 'nothing', toldAt: null, thread: null },
  ...changes,
});

const told = { told: 'firing', thread: { run: '00000000000000aa', slice: 'firing' } } as const;
const over = { closedAt: NOW, end: '2026-11-26' } as const;

const context = (changes: Partial<TellContext> = {}): TellContext => ({
  ...{ at: NOW, run: '00000000000000bb', silence: 'none', remind: 7 * DAY, recovered: true },
  ...changes,
});

describe('what is said of one episode', () => {
  test.each<[string, Partial<Episode>, Partial<TellContext>, string[], Episode['told']]>([
    ['that it began', {}, {}, ['firing'], 'firing'],
    ['nothing again the next day', { ...told, toldAt: NOW - DAY }, {}, [], 'firing'],
    [
      'a reminder when it is due',
      { ...told, toldAt: NOW - 7 * DAY },
      {},
      ['reminder-00000000000000aa'],
      'firing',
    ],
    [
      'a reminder by a check that is an hour early',
      { ...told, toldAt: NOW - 7 * DAY + 3_600_000 },
      {},
      ['reminder-00000000000000aa'],
      'firing',
    ],
    ['no reminder before', { ...told, toldAt: NOW - 7 * DAY + 3_700_000 }, {}, [], 'firing'],
    ['no reminder where they are off', { ...told, toldAt: NOW - 90 * DAY }, { remind: null }, [], 'firing'],
    [
      'that it is over',
      { ...told, ...over, toldAt: NOW - DAY },
      {},
      ['recovered-00000000000000aa'],
      'recovered',
    ],
    [
      'not that it is over where nobody wants it',
      { ...told, ...over },
      { recovered: false },
      [],
      'recovered',
    ],
    ['both at once where it could not be said before', over, {}, ['missed'], 'recovered'],
    ['nothing in quiet hours, and all of it later', {}, { silence: 'quiet' }, [], 'nothing'],
    ['not the end either in quiet hours', { ...told, ...over }, { silence: 'quiet' }, [], 'firing'],
    ['nothing while it is snoozed, and all of it later', {}, { silence: 'snoozed' }, [], 'nothing'],
    ['nothing of what came and went within a snooze', over, { silence: 'snoozed' }, [], 'dropped'],
    [
      'the end after the snooze of what was said before it',
      { ...told, ...over },
      { silence: 'snoozed' },
      [],
      'firing',
    ],
    ['nothing once all is said', { ...over, told: 'recovered' }, {}, [], 'recovered'],
    ['nothing of what was dropped', { ...over, told: 'dropped' }, {}, [], 'dropped'],
  ])('%s', (_name, state, situation, names, after) => {
    const { messages, episodes } = decideTelling([episode(state)], context(situation));
    expect(messages.map(({ name }) => name)).toEqual(names);
    expect(episodes.map((one) => one.told)).toEqual([after]);
    expect(episodes[0]?.toldAt ?? null).toBe(
      names.length > 0 || (after === 'recovered' && state.told === 'firing') ? NOW : (state.toldAt ?? null),
    );
  });
});

describe('what is said at once', () => {
  test('all that begins is one message, the weightiest first, and opens one thread', () => {
    const light = episode({ id: 'a', bot: 'a', reading: { ...episode().reading, weight: 2 } });
    const heavy = episode({ id: 'b', bot: 'b', reading: { ...episode().reading, weight: 90 } });
    const { messages, episodes } = decideTelling([light, heavy], context());
    expect(messages).toHaveLength(1);
    expect(messages[0]?.episodes.map(({ id }) => id)).toEqual(['b', 'a']);
    expect(episodes.map(({ thread }) => thread)).toEqual([
      { run: '00000000000000bb', slice: 'firing' },
      { run: '00000000000000bb', slice: 'firing' },
    ]);
  });

  test('what began in different messages is told on in their threads', () => {
    const one = episode({ id: 'a', ...told, ...over });
    const other = episode({
      id: 'b',
      ...told,
      ...over,
      thread: { run: '00000000000000cc', slice: 'firing' },
    });
    const fresh = episode({ id: 'c' });
    const { messages } = decideTelling([one, other, fresh], context());
    expect(messages.map(({ name }) => name)).toEqual([
      'recovered-00000000000000aa',
      'recovered-00000000000000cc',
      'firing',
    ]);
    expect(messages.map(({ name }) => threadRunOf(name))).toEqual([
      '00000000000000aa',
      '00000000000000cc',
      null,
    ]);
  });

  test('a second look at the same check says nothing more', () => {
    const first = decideTelling([episode(), episode({ id: 'x', ...told, ...over })], context());
    expect(decideTelling(first.episodes, context()).messages).toEqual([]);
  });
});
