import { describe, expect, test } from 'vitest';
import type { ReportAnswer } from '../../../../src/chatbot/snapshot.js';
import { composeDigest } from '../../../../src/digest/compose.js';
import type { Digest } from '../../../../src/digest/digest.js';
import { REPORTS } from '../../../../src/vocabulary/chatbot.js';
import { CROWD, EMPTY, HOSTILE_NAMES, SALES, SUPPORT, WEEKLY } from '../../../support/digests.js';
import {
  changed,
  digestConfig,
  interaction,
  snapshot,
  type TestBot,
  type TestSnapshot,
  withGaps,
} from '../../../support/snapshot.js';

const compose = (of: TestSnapshot, given = snapshot(of)) => composeDigest(given, digestConfig(of));
const section = (digest: Digest, id: string) => digest.sections.find((one) => one.id === id);

function textsOf(digest: Digest, id: string): readonly (readonly string[])[] {
  const table = section(digest, id);
  return table?.kind === 'table' ? table.rows.map((row) => row.map(({ text }) => text)) : [];
}

test('sections stand in reading order, whatever the order of the reports', () => {
  const digest = compose({
    ...WEEKLY,
    reports: ['interactions', 'heatmap', 'average', 'messages', 'paid', 'conversations'],
  });
  expect(digest.sections.map(({ id }) => id)).toEqual([
    'conversations',
    'messages',
    'paid',
    'conversations-by-source',
    'by-bot',
    'by-source',
    'fallbacks',
    'interactions',
    'unused',
    'heatmap',
    'average',
  ]);
  expect(digest.tables.map(({ report }) => report)).toEqual([
    'interactions',
    'heatmap',
    'average',
    'messages',
    'paid',
    'conversations',
  ]);
});

test('a window without talk says so once for each figure, and a gap is told in every section', () => {
  const sections = (of: TestSnapshot) => compose(of).sections;
  expect(sections(EMPTY).map(({ id, emptyText }) => [id, emptyText])).toEqual([
    ['conversations', 'No conversations in this window.'],
    ['messages', 'No messages in this window.'],
    ['paid', 'No paid conversations in this window.'],
    ['fallbacks', 'No interactions were used in this window.'],
    ['average', 'The average is zero throughout this window.'],
  ]);
  const gaps = withGaps(snapshot(WEEKLY), 'timeout', () => true);
  expect(composeDigest(gaps, digestConfig(WEEKLY)).sections).toHaveLength(10);
});

describe('by bot', () => {
  test('fifty bots become twelve and one row for the rest', () => {
    const rows = textsOf(compose(CROWD), 'by-bot');
    expect(rows).toHaveLength(13);
    expect(rows.at(-1)?.filter((text) => text !== '')).toEqual(['38 more, about as usual', '3,743']);
  });

  test('one bot needs no table', () => {
    expect(section(compose({ ...WEEKLY, bots: [SUPPORT] }), 'by-bot')).toBeUndefined();
  });

  test('bots of one name are told apart by their ids', () => {
    expect(
      compose(HOSTILE_NAMES)
        .bots.map(({ name }) => name)
        .slice(1),
    ).toEqual(['Sales bot\ufffd (sales)', 'Sales bot\ufffd (twin)']);
  });
});

describe('by source', () => {
  test('what the sources leave of the total has its own row', () => {
    const rows = textsOf(compose({ ...WEEKLY, bots: [{ ...SUPPORT, split: { widget: 0.5 } }] }), 'by-source');
    expect(rows.map((row) => row.slice(0, 3))).toEqual([
      ['Chat widget', '562', '50.1%'],
      ['Other sources', '560', '49.9%'],
    ]);
  });

  test('a source without conversations in both windows is left out', () => {
    const split = { widget: 1, slack: 0 };
    const rows = textsOf(compose({ ...WEEKLY, bots: [{ ...SUPPORT, split }] }), 'by-source');
    expect(rows.map(([name]) => name)).toEqual(['Chat widget']);
  });

  test('totals that were asked for source by source are the split', () => {
    const given = changed(
      snapshot({ ...WEEKLY, bots: [{ ...SALES, split: {} }] }),
      (answer): ReportAnswer => ({
        ...answer,
        source: 'messenger',
      }),
    );
    expect(
      textsOf(compose({ ...WEEKLY, bots: [SALES] }, given), 'by-source').map((row) => row.slice(0, 2)),
    ).toEqual([['Messenger', '612']]);
  });

  test('keeps its heading when the whole split is missing', () => {
    const given = withGaps(snapshot(WEEKLY), 'unsupported', ({ purpose }) => purpose === 'by-source');
    const table = section(compose(WEEKLY, given), 'by-source');
    expect(table?.missing).toContain(
      'Support bot, Sales bot: not known by source, because the API cannot give it in this form.',
    );
  });

  test('is no section when nothing was asked for by source', () => {
    const bots = [{ ...SUPPORT, split: {} }];
    expect(section(compose({ ...WEEKLY, bots }), 'by-source')).toBeUndefined();
  });
});

describe('conversations by source over time', () => {
  const partsOf = (of: TestSnapshot, given = snapshot(of)) => {
    const found = section(compose(of, given), 'conversations-by-source');
    return found?.kind === 'timeSeries' ? found.series : null;
  };
  const named = (split: NonNullable<TestBot['split']>) =>
    partsOf({ ...WEEKLY, bots: [{ ...SUPPORT, split }] })?.map(({ label }) => label) ?? null;
  const stacks = (parts: ReturnType<typeof partsOf>) =>
    parts?.[0]?.values.map((_value, step) =>
      parts.reduce<number | null>(
        (sum, { values }) => (sum === null || values[step] == null ? null : sum + values[step]),
        0,
      ),
    );

  test('stacks up to the conversations of each step, the largest source first', () => {
    const digest = compose(WEEKLY);
    const parts = partsOf(WEEKLY);
    const days = section(digest, 'conversations');
    expect(stacks(parts)).toEqual(days?.kind === 'timeSeries' ? days.series[0]?.values : []);
    expect(parts?.map(({ label, role, shareText }) => [label, role, shareText])).toEqual([
      ['Chat widget', 'part', '64%'],
      ['Messenger', 'part', '17%'],
      ['LiveChat', 'part', '16%'],
      ['Slack', 'part', '3%'],
    ]);
  });

  test.each([
    ['one source', { widget: 1 }, null],
    ['one source with anything', { widget: 1, slack: 0 }, null],
    ['two sources', { widget: 0.6, slack: 0.4 }, ['Chat widget', 'Slack']],
    ['two sources and a rest', { widget: 0.5, slack: 0.3 }, ['Chat widget', 'Slack', 'Other sources']],
    [
      'six sources',
      { widget: 0.3, slack: 0.25, app: 0.2, messenger: 0.1, livechat: 0.1, custom: 0.05 },
      ['Chat widget', 'Slack', 'App', 'LiveChat', 'Messenger', 'Custom'],
    ],
    [
      'seven sources, of which two share a part',
      { widget: 0.3, slack: 0.25, app: 0.2, messenger: 0.1, livechat: 0.07, custom: 0.05, livechat3: 0.03 },
      ['Chat widget', 'Slack', 'App', 'Messenger', 'LiveChat', 'Other sources'],
    ],
  ])('of %s', (_name, split, labels) => {
    expect(named(split)?.toSorted()).toEqual(labels?.toSorted());
  });

  test('a source that did not come is in the rest, and the section says so', () => {
    const given = withGaps(snapshot(WEEKLY), 'timeout', ({ source }) => source === 'slack');
    const parts = partsOf(WEEKLY, given);
    expect(parts?.at(-1)?.label).toBe('Other or missing sources');
    expect(stacks(parts)).toEqual(stacks(partsOf(WEEKLY)));
    expect(section(compose(WEEKLY, given), 'conversations-by-source')?.missing).toEqual([
      'Support bot: not known for every source, because the API did not answer in time.',
    ]);
  });

  test('a step whose conversations are not known has no parts', () => {
    const given = changed(snapshot(WEEKLY), (answer) => {
      if (answer.report !== 'conversations' || answer.purpose !== 'total' || answer.result.kind !== 'series')
        return answer;
      const points = answer.result.points.map((point, index) =>
        index === 30 ? { ...point, value: null } : point,
      );
      return { ...answer, result: { ...answer.result, points } };
    });
    expect(partsOf(WEEKLY, given)?.map(({ values }) => values.map((value) => value === null))).toEqual(
      Array.from({ length: 4 }, () => [false, true, false, false, false, false, false]),
    );
  });

  test('sources that are more than the total are shown as they are, with a word about it', () => {
    const of = { ...WEEKLY, bots: [{ ...SUPPORT, split: { widget: 0.8, slack: 0.8 } }] };
    expect(partsOf(of)?.map(({ label }) => label)).toEqual(['Chat widget', 'Slack']);
    expect(section(compose(of), 'conversations-by-source')?.missing).toEqual([
      expect.stringMatching(/^The sources add up to 1,79\d, the total is 1,122\.$/),
    ]);
  });

  test('is no section of a single step, nor where the split was not chosen', () => {
    expect(partsOf({ ...WEEKLY, days: ['2026-11-16', '2026-11-16'], bucket: 'day' })).toBeNull();
    const reports = { names: REPORTS, interactions: { top: 10 }, bySource: false };
    const digest = composeDigest(snapshot(WEEKLY), digestConfig(WEEKLY, { reports }));
    expect(section(digest, 'conversations-by-source')).toBeUndefined();
  });
});

describe('interactions', () => {
  const ranked = (names: readonly (readonly [string, number])[], top = 10) => {
    const interactions = names.map(([name, value], index) => interaction({ id: String(index), name, value }));
    const of: TestSnapshot = { ...WEEKLY, bots: [{ ...SUPPORT, interactions }] };
    const reports = { names: ['interactions'], interactions: { top }, bySource: false } as const;
    const digest = composeDigest(
      snapshot({ ...of, reports: ['interactions'] }),
      digestConfig(of, { reports }),
    );
    const found = section(digest, 'interactions');
    if (found?.kind !== 'ranking') throw new Error('no ranking');
    return { labels: found.rows.map(({ label }) => label), more: found.more, emptyText: found.emptyText };
  };

  test('are ranked by use, equals by name', () => {
    expect(
      ranked([
        ['b', 2],
        ['a', 2],
        ['c', 3],
      ]).labels,
    ).toEqual(['c', 'a', 'b']);
  });

  test.each([
    [2, '1 more, 1 use'],
    [1, '2 more, 3 uses'],
    [3, null],
  ])('show the first %d and count the rest', (top, more) => {
    expect(
      ranked(
        [
          ['a', 3],
          ['b', 2],
          ['c', 1],
          ['d', 0],
        ],
        top,
      ).more,
    ).toBe(more);
  });

  test('without a name are called so', () => {
    expect(ranked([['', 1]]).labels).toEqual(['(no name)']);
  });

  test('of one name stay apart, and carry their bot where it is another', () => {
    expect(
      ranked([
        ['a', 2],
        ['a', 1],
      ]).labels,
    ).toEqual(['a', 'a']);
    const labels = section(compose(WEEKLY), 'interactions');
    expect(JSON.stringify(labels)).toContain('Opening hours (Sales bot)');
  });

  test('that nobody chose have a sentence', () => {
    expect(ranked([['a', 0]]).emptyText).toBe('No interactions were used in this window.');
  });
});

describe('fallbacks', () => {
  test('are named after the step they serve and fold past five', () => {
    const rows = textsOf(compose(WEEKLY), 'fallbacks').map((row) => row.slice(0, 5));
    expect(rows).toEqual([
      ['Default fallback', '', '58', '', ''],
      ['Track my order', '412', '41', '10.0%', '6.3%'],
      ['Return an item', '241', '23', '9.5%', '11.1%'],
      ['Payment methods', '121', '11', '9.1%', '9.1%'],
      ['Delivery cost', '164', '9', '5.5%', '6.3%'],
      ['Other steps (2)', '', '10', '', ''],
    ]);
  });
});

describe('averages', () => {
  test('of several bots are a line each, without a comparison', () => {
    const found = section(compose(WEEKLY), 'average');
    const series = found?.kind === 'timeSeries' ? found.series : [];
    expect(series.map(({ id, role }) => [id, role])).toEqual([
      ['support', 'current'],
      ['sales', 'current'],
    ]);
  });

  test('of one bot by source are a line each, named after both', () => {
    const given = changed(snapshot({ ...WEEKLY, bots: [SALES] }), (answer) => answer);
    const bots = given.bots.map((bot) => ({
      ...bot,
      answers: bot.answers.flatMap((answer): ReportAnswer[] =>
        answer.report === 'average'
          ? (['widget', 'messenger'] as const).map((source) => ({ ...answer, source }))
          : [answer],
      ),
    }));
    const digest = compose({ ...WEEKLY, bots: [SALES] }, { ...given, bots });
    const found = section(digest, 'average');
    const series = found?.kind === 'timeSeries' ? found.series : [];
    expect(series.map(({ id, label }) => [id, label])).toEqual([
      ['sales-widget', 'Sales bot (Chat widget)'],
      ['sales-messenger', 'Sales bot (Messenger)'],
    ]);
    expect(digest.tables.find(({ report }) => report === 'average')?.columns.map(({ id }) => id)).toEqual([
      'date',
      'bot',
      'source',
      'average',
      'comparisonDate',
      'comparison',
    ]);
  });

  test('of fifty bots are twelve lines, and the table has them all', () => {
    const digest = compose(CROWD);
    const found = section(digest, 'average');
    expect(found?.kind === 'timeSeries' && found.series).toHaveLength(12);
    expect(found?.hint).toContain('Left out here: 38');
    expect(
      new Set(digest.tables.find(({ report }) => report === 'average')?.rows.map((row) => row[1])).size,
    ).toBe(50);
  });
});

describe('notices', () => {
  const noticesOf = (given: ReturnType<typeof snapshot>) =>
    compose(WEEKLY, given).about.notices.map(({ code, text }) => `${code}: ${text}`);

  test('tell a refused token once, whatever it took along', () => {
    const given = withGaps(snapshot(WEEKLY), 'token-stopped', () => true);
    expect(noticesOf(withGaps(given, 'unauthorized', ({ report }) => report === 'paid'))).toEqual([
      'unauthorized: The access token was refused for Support bot, Sales bot: their figures are missing in whole or in part.',
    ]);
  });

  test('tell a gap once for each bot and report', () => {
    const given = withGaps(snapshot(WEEKLY), 'timeout', ({ report }) => report === 'conversations');
    expect(noticesOf(given)).toEqual([
      'timeout: Support bot: conversations are missing, because the API did not answer in time.',
      'timeout: Sales bot: conversations are missing, because the API did not answer in time.',
    ]);
  });

  test('add up repairs of one kind', () => {
    const given = changed(snapshot(WEEKLY), (answer, bot) =>
      bot.id === 'sales' && answer.report === 'paid'
        ? { ...answer, notes: [{ code: 'outside-range', count: 2, detail: '' }] }
        : answer,
    );
    expect(noticesOf(given)).toEqual([
      'outside-range: Sales bot, paid conversations: 4 entries outside the window were left out.',
    ]);
  });

  test('keep sources that could not be applied out of the notices and in the text', () => {
    const given = changed(snapshot(WEEKLY), (answer) =>
      answer.report === 'interactions'
        ? { ...answer, notes: [{ code: 'sources-not-applied', count: 1, detail: '' }] }
        : answer,
    );
    const { about, incomplete } = compose(WEEKLY, given);
    expect(about.notices).toEqual([]);
    expect(about.paragraphs).toContain('Interactions cannot be limited to sources: they count all.');
    expect(incomplete).toBe(false);
  });
});
