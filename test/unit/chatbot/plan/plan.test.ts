import { describe, expect, test } from 'vitest';
import { planRequests } from '../../../../src/chatbot/plan/plan.js';
import type { PlannedRequest } from '../../../../src/chatbot/plan/planned-request.js';
import type { Scope } from '../../../../src/chatbot/plan/scope.js';
import type { BotConfig, ReportsConfig } from '../../../../src/config/config.js';
import { groupedBy } from '../../../../src/lib/grouped.js';
import { Secret } from '../../../../src/lib/secret.js';
import { addDays, type Day, startOfDay } from '../../../../src/lib/time/zone.js';
import { historyWindow } from '../../../../src/schedule/history.js';
import type { Window } from '../../../../src/schedule/window.js';
import { REPORTS, type ReportName, type Source } from '../../../../src/vocabulary/chatbot.js';

function windowOf(zone: string, firstDay: Day, lastDay: Day): Window {
  return {
    zone,
    firstDay,
    lastDay,
    from: startOfDay(zone, firstDay),
    to: startOfDay(zone, addDays(lastDay, 1)),
  };
}

const bot = (sources: readonly Source[] | null = null): BotConfig => ({
  id: 'support',
  name: 'Support bot',
  storyId: 'story-1',
  sources,
  token: new Secret('token'),
});

const reports = (...names: ReportName[]): ReportsConfig => ({
  names,
  interactions: { top: 10 },
  bySource: false,
});

const scope = (window: Window, parts: Partial<Scope> = {}): Scope => ({
  window,
  comparison: null,
  history: null,
  bucket: 'day',
  reports: reports('conversations'),
  weekStart: 'monday',
  chatbot: { arrayFormat: 'single', useGroup: false },
  ...parts,
});

/** `day 2026-11-16T00:00Z – 2026-11-23T00:00Z`, with the heatmap's offset in the place of the dimension. */
function told({ ask, from, to }: PlannedRequest): string {
  const minute = (at: number) => `${new Date(at).toISOString().slice(0, 16)}Z`;
  const how = ask.kind === 'series' ? ask.dimension : ask.kind === 'heatmap' ? `+${ask.offset}` : ask.kind;
  return `${how} ${minute(from)} – ${minute(to)}`;
}

const plan = (window: Window, parts: Partial<Scope> = {}, sources: readonly Source[] | null = null) =>
  planRequests(bot(sources), scope(window, parts));

const WEEK = ['2026-11-16', '2026-11-22'] as const;
/** Warsaw left summer time on 25 October 2026 at 01:00 UTC. */
const AUTUMN = ['2026-10-19', '2026-10-25'] as const;

describe('an additive report', () => {
  test.each<{ zone: string; days: readonly [Day, Day]; bucket?: Scope['bucket']; expected: string[] }>([
    { zone: 'UTC', days: WEEK, expected: ['day 2026-11-16T00:00Z – 2026-11-23T00:00Z'] },
    { zone: 'Europe/London', days: WEEK, expected: ['day 2026-11-16T00:00Z – 2026-11-23T00:00Z'] },
    { zone: 'UTC', days: WEEK, bucket: 'week', expected: ['day 2026-11-16T00:00Z – 2026-11-23T00:00Z'] },
    {
      zone: 'UTC',
      days: ['2026-11-16', '2026-11-16'],
      bucket: 'hour',
      expected: ['hour 2026-11-16T00:00Z – 2026-11-17T00:00Z'],
    },
    {
      zone: 'UTC',
      days: ['2025-01-01', '2026-06-30'],
      bucket: 'month',
      expected: ['day 2025-01-01T00:00Z – 2026-07-01T00:00Z'],
    },
    { zone: 'Europe/Warsaw', days: WEEK, expected: ['hour 2026-11-15T23:00Z – 2026-11-22T23:00Z'] },
    { zone: 'Europe/Warsaw', days: AUTUMN, expected: ['hour 2026-10-18T22:00Z – 2026-10-25T23:00Z'] },
    {
      zone: 'Europe/London',
      days: ['2026-03-01', '2026-05-31'],
      bucket: 'month',
      expected: ['hour 2026-03-01T00:00Z – 2026-05-31T23:00Z'],
    },
    { zone: 'Pacific/Kiritimati', days: WEEK, expected: ['hour 2026-11-15T10:00Z – 2026-11-22T10:00Z'] },
    { zone: 'Etc/GMT+12', days: WEEK, expected: ['hour 2026-11-16T12:00Z – 2026-11-23T12:00Z'] },
    {
      zone: 'Asia/Kolkata',
      days: ['2026-11-16', '2026-11-18'],
      expected: [
        'day 2026-11-15T18:30Z – 2026-11-16T18:30Z',
        'day 2026-11-16T18:30Z – 2026-11-17T18:30Z',
        'day 2026-11-17T18:30Z – 2026-11-18T18:30Z',
      ],
    },
    {
      zone: 'Asia/Kolkata',
      days: ['2026-11-09', '2026-11-22'],
      bucket: 'week',
      expected: ['hour 2026-11-08T18:30Z – 2026-11-15T18:30Z', 'hour 2026-11-15T18:30Z – 2026-11-22T18:30Z'],
    },
    {
      zone: 'Asia/Kathmandu',
      days: ['2026-11-16', '2026-11-17'],
      expected: ['day 2026-11-15T18:15Z – 2026-11-16T18:15Z', 'day 2026-11-16T18:15Z – 2026-11-17T18:15Z'],
    },
    // Lord Howe went from +10:30 to +11:00 on 4 October 2026 at 02:00: the day is half an hour short.
    {
      zone: 'Australia/Lord_Howe',
      days: ['2026-10-03', '2026-10-05'],
      expected: [
        'day 2026-10-02T13:30Z – 2026-10-03T13:30Z',
        'day 2026-10-03T13:30Z – 2026-10-04T13:00Z',
        'day 2026-10-04T13:00Z – 2026-10-05T13:00Z',
      ],
    },
    {
      zone: 'Australia/Lord_Howe',
      days: ['2026-11-16', '2026-11-17'],
      expected: ['hour 2026-11-15T13:00Z – 2026-11-17T13:00Z'],
    },
  ])('in $zone, $days by $bucket', ({ zone, days, bucket = 'day', expected }) => {
    const window = windowOf(zone, ...days);
    for (const report of ['conversations', 'paid', 'messages'] as const) {
      const planned = plan(window, { bucket, reports: reports(report) });
      expect(planned.map(told)).toEqual(expected);
      expect(planned.every(({ ask }) => ask.kind === 'series' && ask.of === report)).toBe(true);
    }
  });

  test('by the hour in a zone with a half hour takes a request for each local hour', () => {
    const planned = plan(windowOf('Asia/Kolkata', '2026-11-16', '2026-11-16'), { bucket: 'hour' });
    expect(planned).toHaveLength(24);
    expect(planned[9] && told(planned[9])).toBe('day 2026-11-16T03:30Z – 2026-11-16T04:30Z');
  });

  test('of a bot limited to sources takes a request for each', () => {
    const planned = plan(windowOf('UTC', ...WEEK), {}, ['widget', 'slack']);
    expect(planned.map(({ sources, purpose }) => [purpose, sources])).toEqual([
      ['total', ['widget']],
      ['total', ['slack']],
    ]);
  });

  test('sends several sources at once where their encoding is configured', () => {
    const chatbot = { arrayFormat: 'comma', useGroup: false } as const;
    const planned = plan(windowOf('UTC', ...WEEK), { chatbot }, ['widget', 'slack']);
    expect(planned.map(({ sources }) => sources)).toEqual([['widget', 'slack']]);
  });

  test('is planned for the window first and then for the one it is compared with', () => {
    const window = windowOf('Europe/Warsaw', ...AUTUMN);
    const comparison = windowOf('Europe/Warsaw', '2026-10-12', '2026-10-18');
    const planned = plan(window, { comparison, reports: reports('paid', 'messages') });
    expect(planned.map((request) => [request.window, request.report, told(request)])).toEqual([
      ['current', 'paid', 'hour 2026-10-18T22:00Z – 2026-10-25T23:00Z'],
      ['current', 'messages', 'hour 2026-10-18T22:00Z – 2026-10-25T23:00Z'],
      ['comparison', 'paid', 'hour 2026-10-11T22:00Z – 2026-10-18T22:00Z'],
      ['comparison', 'messages', 'hour 2026-10-11T22:00Z – 2026-10-18T22:00Z'],
    ]);
  });
});

describe('the split by source', () => {
  const window = windowOf('UTC', ...WEEK);
  const bySource = { ...reports('conversations', 'messages'), bySource: true };
  const split = (planned: readonly PlannedRequest[]) =>
    planned.filter(({ purpose }) => purpose === 'by-source').map(({ report, sources }) => [report, sources]);

  test('asks for each documented source of conversations, beside the total', () => {
    const planned = plan(window, { reports: bySource });
    expect(split(planned)).toEqual(
      ['messenger', 'livechat', 'livechat3', 'slack', 'widget', 'app', 'custom'].map((source) => [
        'conversations',
        [source],
      ]),
    );
    expect(planned.filter(({ purpose }) => purpose === 'total')).toHaveLength(2);
  });

  test.each<{ sources: readonly Source[] }>([{ sources: ['widget', 'slack'] }, { sources: ['widget'] }])(
    'asks for nothing where the total comes by source already: $sources',
    ({ sources }) => {
      expect(split(plan(window, { reports: bySource }, sources))).toEqual([]);
    },
  );

  test('asks for each configured source where the total comes in one', () => {
    const chatbot = { arrayFormat: 'repeat', useGroup: false } as const;
    expect(split(plan(window, { reports: bySource, chatbot }, ['widget', 'slack']))).toEqual([
      ['conversations', ['widget']],
      ['conversations', ['slack']],
    ]);
  });

  test('asks once for all of them where groups are on', () => {
    const chatbot = { arrayFormat: 'single', useGroup: true } as const;
    const planned = plan(window, { reports: bySource, chatbot });
    expect(split(planned)).toEqual([['conversations', []]]);
    expect(planned.map(({ ask }) => ask.kind === 'series' && ask.split)).toEqual([false, true, false]);
  });
});

describe('average conversations', () => {
  test.each<{ zone: string; bucket: Scope['bucket']; expected: string }>([
    { zone: 'UTC', bucket: 'day', expected: 'day 2026-11-16T00:00Z – 2026-11-23T00:00Z' },
    { zone: 'Europe/Warsaw', bucket: 'day', expected: 'day 2026-11-16T00:00Z – 2026-11-23T00:00Z' },
    { zone: 'Asia/Kolkata', bucket: 'week', expected: 'day 2026-11-16T00:00Z – 2026-11-23T00:00Z' },
    { zone: 'Pacific/Kiritimati', bucket: 'hour', expected: 'day 2026-11-16T00:00Z – 2026-11-23T00:00Z' },
    { zone: 'Etc/GMT+12', bucket: 'month', expected: 'month 2026-11-16T00:00Z – 2026-11-23T00:00Z' },
    { zone: 'UTC', bucket: 'year', expected: 'year 2026-11-16T00:00Z – 2026-11-23T00:00Z' },
  ])('stay in UTC days of the same dates: $zone by $bucket', ({ zone, bucket, expected }) => {
    const planned = plan(windowOf(zone, ...WEEK), { bucket, reports: reports('average') });
    expect(planned.map(told)).toEqual([expected]);
  });

  test('are never merged over sources', () => {
    const planned = plan(windowOf('UTC', ...WEEK), { reports: reports('average') }, ['widget', 'slack']);
    expect(planned.map(({ sources }) => sources)).toEqual([['widget'], ['slack']]);
  });
});

describe('the heatmap', () => {
  const heatmap = reports('heatmap');

  test.each<{ zone: string; days?: readonly [Day, Day]; expected: string[] }>([
    { zone: 'UTC', expected: ['+0 2026-11-16T00:00Z – 2026-11-23T00:00Z'] },
    { zone: 'Europe/Warsaw', expected: ['+0 2026-11-15T23:00Z – 2026-11-22T23:00Z'] },
    { zone: 'Pacific/Kiritimati', expected: ['+0 2026-11-15T10:00Z – 2026-11-22T10:00Z'] },
    { zone: 'Etc/GMT+12', expected: ['+0 2026-11-16T12:00Z – 2026-11-23T12:00Z'] },
    { zone: 'Asia/Kolkata', expected: ['+30 2026-11-15T18:30Z – 2026-11-22T18:30Z'] },
    { zone: 'Asia/Kathmandu', expected: ['+45 2026-11-15T18:15Z – 2026-11-22T18:15Z'] },
    { zone: 'America/St_Johns', expected: ['+30 2026-11-16T03:30Z – 2026-11-23T03:30Z'] },
    {
      zone: 'Australia/Lord_Howe',
      days: ['2026-10-03', '2026-10-05'],
      expected: ['+30 2026-10-02T13:30Z – 2026-10-03T15:30Z', '+0 2026-10-03T15:30Z – 2026-10-05T13:00Z'],
    },
    {
      zone: 'America/St_Johns',
      days: ['2026-10-31', '2026-11-01'],
      expected: ['+30 2026-10-31T02:30Z – 2026-11-01T04:30Z', '+30 2026-11-01T04:30Z – 2026-11-02T03:30Z'],
    },
  ])('in $zone asks for the part of an hour only', ({ zone, days = WEEK, expected }) => {
    const planned = plan(windowOf(zone, ...days), { reports: heatmap });
    expect(planned.map(told)).toEqual(expected);
    expect(planned.every(({ report }) => report === 'heatmap')).toBe(true);
  });

  test('over a clock change is made from the hourly conversations that are asked for anyway', () => {
    const planned = plan(windowOf('Europe/Warsaw', ...AUTUMN), {
      reports: reports('conversations', 'heatmap'),
    });
    expect(planned.map((request) => [request.report, told(request)])).toEqual([
      ['conversations', 'hour 2026-10-18T22:00Z – 2026-10-25T23:00Z'],
    ]);
  });

  test('over a clock change without conversations asks for their hours itself', () => {
    const planned = plan(windowOf('Europe/Warsaw', ...AUTUMN), { reports: heatmap }, ['widget', 'app']);
    expect(planned.map(({ report, sources, ask }) => [report, sources, ask])).toEqual(
      ['widget', 'app'].map((source) => [
        'heatmap',
        [source],
        { kind: 'series', of: 'conversations', dimension: 'hour', split: false },
      ]),
    );
  });

  test('takes one source at a time, however arrays are written', () => {
    const chatbot = { arrayFormat: 'comma', useGroup: false } as const;
    const planned = plan(windowOf('UTC', ...WEEK), { reports: heatmap, chatbot }, ['widget', 'slack']);
    expect(planned.map(({ sources }) => sources)).toEqual([['widget'], ['slack']]);
  });

  test('is not compared', () => {
    const comparison = windowOf('UTC', '2026-11-09', '2026-11-15');
    const planned = plan(windowOf('UTC', ...WEEK), { comparison, reports: heatmap });
    expect(planned.map((request) => request.window)).toEqual(['current']);
  });
});

describe('the history', () => {
  const historyOf = (window: Window, parts: Partial<Scope> = {}, sources: readonly Source[] | null = null) =>
    plan(window, { history: historyWindow(window, 'monday'), ...parts }, sources).filter(
      (planned) => planned.window === 'history',
    );
  const week = (zone: string) => windowOf(zone, ...WEEK);
  const counts = (planned: readonly PlannedRequest[]) =>
    Object.fromEntries(
      [...groupedBy(planned, ({ report }) => report)].map(([name, of]) => [name, of.length]),
    );

  test.each([
    ['UTC', 'day 2026-08-24T00:00Z – 2026-08-31T00:00Z', 'day 2026-11-09T00:00Z – 2026-11-16T00:00Z'],
    [
      'Europe/Warsaw',
      'hour 2026-08-23T22:00Z – 2026-08-30T22:00Z',
      'hour 2026-11-08T23:00Z – 2026-11-15T23:00Z',
    ],
    [
      'Europe/London',
      'hour 2026-08-23T23:00Z – 2026-08-30T23:00Z',
      'day 2026-11-09T00:00Z – 2026-11-16T00:00Z',
    ],
    [
      'Asia/Kolkata',
      'hour 2026-08-23T18:30Z – 2026-08-30T18:30Z',
      'hour 2026-11-08T18:30Z – 2026-11-15T18:30Z',
    ],
  ])('in %s is a request a week, the earliest first: %s … %s', (zone, first, last) => {
    const planned = historyOf(week(zone));
    expect(planned).toHaveLength(12);
    expect([planned[0], planned.at(-1)].map((one) => one && told(one))).toEqual([first, last]);
    expect(planned.every(({ report, purpose }) => report === 'conversations' && purpose === 'total')).toBe(
      true,
    );
  });

  test.each([
    ['seven days', WEEK, { conversations: 12, paid: 12, messages: 12, interactions: 8 }],
    ['a day', ['2026-11-16', '2026-11-16'], { conversations: 12, interactions: 8 }],
    ['eight days', ['2026-11-16', '2026-11-23'], { conversations: 8 }],
    ['62 days', ['2026-09-22', '2026-11-22'], { conversations: 8 }],
    ['63 days', ['2026-09-21', '2026-11-22'], {}],
  ] as const)('of %s is asked for by report', (_name, days, expected) => {
    const window = windowOf('Europe/Warsaw', days[0], days[1]);
    expect(counts(historyOf(window, { reports: { ...reports(), names: REPORTS } }))).toEqual(expected);
  });

  test('is asked for of chosen reports only, and of conversations not by source', () => {
    expect(historyOf(week('UTC'), { reports: reports('average', 'heatmap') })).toEqual([]);
    expect(counts(historyOf(week('UTC'), { reports: reports('messages') }))).toEqual({ messages: 12 });
    const bySource = { ...reports('conversations'), bySource: true };
    expect(counts(historyOf(week('UTC'), { reports: bySource }))).toEqual({ conversations: 12 });
  });

  test('leaves out weeks that the comparison covers whole', () => {
    const left = (first: Day, last: Day) =>
      historyOf(week('UTC'), {
        comparison: windowOf('UTC', first, last),
        reports: reports('conversations', 'interactions'),
      });
    expect(counts(left('2026-11-09', '2026-11-15'))).toEqual({ conversations: 11, interactions: 7 });
    expect(counts(left('2026-11-08', '2026-11-14'))).toEqual({ conversations: 12, interactions: 8 });
    expect(counts(left('2025-11-17', '2025-11-23'))).toEqual({ conversations: 12, interactions: 8 });
    // Interactions of a longer window tell nothing of one week in it.
    expect(counts(left('2026-10-01', '2026-10-31'))).toEqual({ conversations: 9, interactions: 8 });
  });

  test('counts the sources that the bot counts, the weeks of each together', () => {
    const planned = historyOf(week('UTC'), {}, ['widget', 'slack']);
    expect(planned.map(({ sources }) => sources[0])).toEqual([
      ...Array.from({ length: 12 }, () => 'widget'),
      ...Array.from({ length: 12 }, () => 'slack'),
    ]);
    const interactions = historyOf(week('UTC'), { reports: reports('interactions') }, ['widget', 'slack']);
    expect(interactions).toHaveLength(8);
    expect(interactions[0]).toMatchObject({ sources: [], ignored: ['widget', 'slack'] });
  });
});

test('interactions are asked for once a window, and remember the sources they cannot be limited to', () => {
  const comparison = windowOf('Asia/Kolkata', '2026-11-09', '2026-11-15');
  const window = windowOf('Asia/Kolkata', ...WEEK);
  const planned = plan(window, { comparison, reports: reports('interactions') }, ['widget', 'slack']);
  expect(planned.map(told)).toEqual([
    'interactions 2026-11-15T18:30Z – 2026-11-22T18:30Z',
    'interactions 2026-11-08T18:30Z – 2026-11-15T18:30Z',
  ]);
  for (const { sources, ignored } of planned) {
    expect(sources).toEqual([]);
    expect(ignored).toEqual(['widget', 'slack']);
  }
});

test('nothing is planned where nothing is wanted', () => {
  expect(plan(windowOf('UTC', ...WEEK), { reports: reports() })).toEqual([]);
});
