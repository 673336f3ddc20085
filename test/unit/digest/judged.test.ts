import { describe, expect, test } from 'vitest';
import type { DigestConfig } from '../../../src/config/config.js';
import { composeDigest } from '../../../src/digest/compose.js';
import type { Digest, TimeSeriesSection } from '../../../src/digest/digest.js';
import { WEEKLY } from '../../support/digests.js';
import { digestConfig, snapshot, type TestBot, type TestSnapshot, withGaps } from '../../support/snapshot.js';
import { bot, HUNDREDS, stepRows, times, WELL } from './callouts/said.js';

const week = (bots: readonly TestBot[], more: Partial<TestSnapshot> = {}): TestSnapshot => ({
  ...WEEKLY,
  history: true,
  bots,
  ...more,
});
const compose = (of: TestSnapshot, config: Partial<DigestConfig> = {}) =>
  composeDigest(snapshot(of), digestConfig(of, config));
const seriesOf = ({ sections }: Digest, id: string): TimeSeriesSection | undefined => {
  const found = sections.find((section) => section.id === id);
  return found?.kind === 'timeSeries' ? found : undefined;
};

describe('the scorecard', () => {
  const bots = [
    bot('usual', HUNDREDS),
    bot('more', times(2)),
    bot('fewer', times(0.5)),
    bot('lost', HUNDREDS, { interactions: stepRows('Track', 800, 200), interactionsBefore: WELL }),
    bot('dead', times(0)),
    bot('gone', HUNDREDS),
    bot('larger', times(1.05)),
  ];
  const of = week(bots);
  const { scorecard } = composeDigest(
    withGaps(
      snapshot(of),
      'timeout',
      ({ window, report }, { id }) => id === 'gone' && window === 'current' && report === 'conversations',
    ),
    digestConfig(of),
  );
  const row = (id: string) => scorecard.find((one) => one.bot === id);

  test('has those first that need a look, the larger of equals first', () => {
    expect(scorecard.map(({ bot: id, state }) => [id, state])).toEqual([
      ['dead', 'silent'],
      ['gone', 'missing'],
      ['lost', 'attention'],
      ['fewer', 'attention'],
      ['more', 'news'],
      ['larger', 'usual'],
      ['usual', 'usual'],
    ]);
  });

  test('shows no change within what is usual, and the change against the comparison otherwise', () => {
    expect(row('larger')?.change).toMatchObject({ amount: 0, direction: 'same', tone: 'muted' });
    expect(row('fewer')?.change).toMatchObject({ amount: -0.5, tone: 'attention' });
    expect(row('gone')?.change).toBeNull();
    expect(row('lost')?.fallbackChange).toMatchObject({ text: '15.0 points', tone: 'attention' });
  });

  test('has the worst step, and a line of thirteen weeks that ends with this one', () => {
    expect(row('lost')?.worstStep).toBe('Track');
    expect(row('fewer')?.weeks).toEqual([...Array.from({ length: 12 }, () => 700), 350]);
    expect(row('gone')?.weeks).toEqual([]);
  });

  test('of a month has no line', () => {
    const month = week([bot('a', HUNDREDS)], { days: ['2026-10-01', '2026-10-31'], before: null });
    expect(compose(month).scorecard[0]?.weeks).toEqual([]);
  });
});

test('steps are summed by name over bots, and totals stand by bot', () => {
  const { steps, totals } = compose(
    week([
      bot('a', HUNDREDS, {
        interactions: [...stepRows('Track', 500, 50), ...stepRows('Pay', 100, 20)],
        interactionsBefore: stepRows('Track', 500, 25),
      }),
      bot('b', times(2), {
        interactions: stepRows('Track', 300, 30),
        interactionsBefore: stepRows('Track', 300, 15),
      }),
    ]),
  );
  expect(steps).toEqual([
    { name: 'Track', bots: ['a', 'b'], uses: 800, fallbacks: 80, rate: 0.1, before: 0.05, share: 0.8 },
    { name: 'Pay', bots: ['a'], uses: 100, fallbacks: 20, rate: 0.2, before: null, share: 0.2 },
  ]);
  expect(totals).toEqual({
    a: { conversations: 700, paid: 434, messages: 4200, fallbackRate: 70 / 670 },
    b: { conversations: 1400, paid: 868, messages: 8400, fallbackRate: 30 / 330 },
  });
});

describe('thirteen weeks', () => {
  test('are those of the window, with what is usual and the goal', () => {
    const goals = { conversations: { side: 'above', limit: 650 } } as const;
    const chart = seriesOf(compose(week([bot('a', times(0.5))]), { goals }), 'weeks');
    expect(chart?.series[0]?.values).toEqual([...Array.from({ length: 12 }, () => 700), 350]);
    expect(chart?.series[0]?.usual?.at(-1)).toEqual({ low: 639, high: 763 });
    expect(chart?.axis.map(({ short }) => short).slice(-2)).toEqual(['W46', 'W47']);
    expect(chart?.goal).toBe(650);
  });

  test('begin with the first week that is known', () => {
    const of = week([bot('a', HUNDREDS)]);
    const young = withGaps(
      snapshot(of),
      'timeout',
      ({ window, from }) => window === 'history' && from < Date.parse('2026-09-20'),
    );
    expect(seriesOf(composeDigest(young, digestConfig(of)), 'weeks')?.axis).toHaveLength(9);
  });

  test('of fallbacks are the eight that are known and this one', () => {
    const lost = bot('a', HUNDREDS, { interactions: stepRows('Track', 800, 200), interactionsBefore: WELL });
    const chart = seriesOf(compose(week([lost])), 'fallback-weeks');
    expect(chart?.series[0]?.values).toEqual([...Array.from({ length: 8 }, () => 0.05), 0.2]);
    const { low = 0, high = 1 } = chart?.series[0]?.usual?.[0] ?? {};
    expect([low < 0.05, high > 0.05, high < 0.08]).toEqual([true, true, true]);
  });

  test('are not drawn without a history', () => {
    const digest = compose(week([bot('a', HUNDREDS)], { history: false }));
    expect([seriesOf(digest, 'weeks'), seriesOf(digest, 'fallback-weeks')]).toEqual([undefined, undefined]);
  });
});

describe('what the configuration adds', () => {
  test('notes are numbered, and their flags stand on their days', () => {
    const notes = [
      { on: '2026-11-10', text: 'Too early' },
      { on: '2026-11-18', text: 'Black\u202e Friday mail' },
      { on: '2026-11-20', text: 'Sale' },
    ];
    const digest = compose(week([bot('a', HUNDREDS)]), { notes });
    expect(digest.notes).toEqual([
      { flag: 1, day: '2026-11-18', text: 'Black Friday mail' },
      { flag: 2, day: '2026-11-20', text: 'Sale' },
    ]);
    const flags = seriesOf(digest, 'conversations')?.axis.map(({ flag }) => flag ?? null);
    expect(flags).toEqual([null, null, 1, null, 2, null, null]);
  });

  test('links lead to the story of each bot', () => {
    const links = 'https://app.chatbot.com/stories/{storyId}';
    const { bots } = compose(week([bot('a', HUNDREDS), bot('b c', HUNDREDS)]), { links });
    expect(bots.map(({ link }) => link)).toEqual([
      'https://app.chatbot.com/stories/story-a',
      'https://app.chatbot.com/stories/story-b%20c',
    ]);
    expect(compose(week([bot('a', HUNDREDS)])).bots[0]).not.toHaveProperty('link');
  });

  test('marks stand at the interactions that it names, and nowhere else', () => {
    const rows = ['Talk to a person', 'Order', 'Complaint', 'Other'].flatMap((name) =>
      stepRows(name, 100, 0),
    );
    const marked = { handover: ['Talk to a person'], goals: ['Order'], problems: ['Complaint'] };
    const { sections } = compose(week([bot('a', HUNDREDS, { interactions: rows })]), { marked });
    const ranking = sections.find(({ id }) => id === 'interactions');
    const marks =
      ranking?.kind === 'ranking' ? ranking.rows.map(({ label, mark }) => [label, mark ?? null]) : [];
    expect(Object.fromEntries(marks)).toEqual({
      'Talk to a person': 'handover',
      Order: 'goal',
      Complaint: 'problem',
      Other: null,
    });
  });
});

test('the verdict leads the subject, by at least its first sixty characters', () => {
  const { subject, verdict } = compose(week([bot('a', times(0))]));
  expect(verdict.text).toBe('A has been silent since Monday 16 November (week before: 700).');
  expect(subject).toContain(verdict.text);
});
