import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createClient } from '../../../src/chatbot/client/client.js';
import { type FetchRequest, fetchSnapshots } from '../../../src/chatbot/fetch.js';
import type { ReportAnswer } from '../../../src/chatbot/snapshot.js';
import { listStories } from '../../../src/chatbot/stories.js';
import type { ChatbotConfig } from '../../../src/config/config.js';
import { bucketValues } from '../../../src/digest/figures/local-series.js';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../src/sandbox/http/server.js';
import { bucketsOf } from '../../../src/schedule/bucket.js';
import { CHATBOT } from '../../fault/api/rig.js';
import { quickClock } from '../../support/quick-clock.js';
import { answersOf, requestFor, SUPPORT, windowOf } from './request.js';

const OPTIONS: SandboxOptions = { port: 0, seed: 1, token: 'sandbox', clock: quickClock() };
const WEEK = ['2026-11-16', '2026-11-22'] as const;

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox(OPTIONS);
});
afterAll(() => sandbox.close());

function clientOf(chatbot: ChatbotConfig) {
  const client = createClient({
    token: SUPPORT.token,
    tokenName: 'chatbot.token',
    chatbot,
    userAgent: 'botdigest/test',
    clock: quickClock(),
    random: Math.random,
    rateLimiter: null,
  });
  onTestFinished(() => client.close());
  return client;
}

async function fetched(request: FetchRequest, parts: Partial<ChatbotConfig> = {}, from = sandbox) {
  const chatbot = { ...CHATBOT, concurrency: 8, baseUrl: from.url, ...parts };
  const client = clientOf(chatbot);
  const [snapshot] = await fetchSnapshots([request], {
    clients: () => client,
    chatbot,
    clock: quickClock(),
    signal: new AbortController().signal,
  });
  return snapshot ? answersOf(snapshot) : [];
}

/** The sum of everything in these answers; fails on a gap or a missing value. */
function sum(answers: readonly ReportAnswer[]): number {
  const values = answers.flatMap(({ result }) => {
    if (result.kind === 'series') return result.points.map(({ value }) => value);
    if (result.kind === 'heatmap') return result.cells.flat();
    throw new Error(result.kind === 'gap' ? result.message : 'interactions have no such sum');
  });
  return values.reduce<number>((total, value) => {
    if (value === null) throw new Error('a value is missing');
    return total + value;
  }, 0);
}

const of = (
  answers: readonly ReportAnswer[],
  report: ReportAnswer['report'],
  purpose: ReportAnswer['purpose'] = 'total',
) => answers.filter((answer) => answer.report === report && answer.purpose === purpose);

describe('a week of the sandbox', () => {
  test.each(['UTC', 'Europe/Warsaw', 'Asia/Kolkata', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'Etc/GMT+12'])(
    'in %s has six reports without gap or note, and the heatmap adds up to the conversations',
    async (zone) => {
      const answers = await fetched(requestFor(windowOf(zone, ...WEEK)));
      expect(answers.filter(({ result }) => result.kind === 'gap')).toEqual([]);
      expect(answers.flatMap(({ notes }) => notes)).toEqual([]);
      expect(new Set(answers.map(({ report }) => report)).size).toBe(6);
      const conversations = sum(of(answers, 'conversations'));
      expect(conversations).toBeGreaterThan(100);
      expect(sum(of(answers, 'heatmap'))).toBe(conversations);
    },
  );

  test('with a half-hour clock change has a heatmap of two offsetIntervals that adds up', async () => {
    const answers = await fetched(requestFor(windowOf('Australia/Lord_Howe', '2026-09-28', '2026-10-04')));
    const heatmap = of(answers, 'heatmap');
    expect(heatmap.map(({ result }) => result.kind === 'heatmap' && result.offset)).toEqual([30, 0]);
    expect(sum(heatmap)).toBe(sum(of(answers, 'conversations')));
  });

  test('with a whole-hour clock change has hours to make a heatmap of', async () => {
    const window = windowOf('Europe/Warsaw', '2026-10-19', '2026-10-25');
    const both = await fetched(requestFor(window));
    expect(of(both, 'heatmap')).toEqual([]);
    const reports = { ...requestFor(window).reports, names: ['heatmap'] as const };
    const alone = await fetched(requestFor(window, { reports }));
    expect(alone.map(({ result }) => result.kind === 'series' && result.dimension)).toEqual(['hour']);
    expect(sum(alone)).toBe(sum(of(both, 'conversations')));
  });

  test('is the same figure by the day in UTC and by the hour', async () => {
    const reports = { ...requestFor(windowOf('UTC', ...WEEK)).reports, names: ['messages'] as const };
    const days = await fetched(requestFor(windowOf('UTC', ...WEEK), { reports }));
    const hours = await fetched(requestFor(windowOf('UTC', ...WEEK), { reports, bucket: 'hour' }));
    expect(sum(days)).toBe(sum(hours));
  });
});

describe('the split by source', () => {
  const window = windowOf('Europe/Warsaw', ...WEEK);
  const reports = { names: ['conversations'], interactions: { top: 10 }, bySource: true } as const;

  test('adds up to the total, source by source', async () => {
    const answers = await fetched(requestFor(window, { reports }));
    expect(of(answers, 'conversations', 'by-source')).toHaveLength(7);
    expect(sum(of(answers, 'conversations', 'by-source'))).toBe(sum(of(answers, 'conversations')));
  });

  test.each(['rows', 'maps', 'series-map', 'series-array'] as const)(
    'is the same from one answer laid out as %s',
    async (groupShape) => {
      const grouped = await startSandbox({ ...OPTIONS, groupShape });
      onTestFinished(() => grouped.close());
      const request = requestFor(window, { reports });
      const one = of(await fetched(request, { useGroup: true }, grouped), 'conversations', 'by-source');
      const seven = of(await fetched(request), 'conversations', 'by-source');
      const totals = (answers: readonly ReportAnswer[]) =>
        answers.map((answer) => [answer.source, sum([answer])] as const);
      expect(totals(one)).toEqual(totals(seven));
    },
  );
});

test('a bot limited to sources has their sum, and says that interactions are not limited', async () => {
  const window = windowOf('Europe/Warsaw', ...WEEK);
  const limited = { ...SUPPORT, sources: ['widget', 'messenger'] } as const;
  const all = await fetched(requestFor(window));
  const answers = await fetched(requestFor(window, { bots: [limited] }));
  expect(of(answers, 'conversations').map(({ source }) => source)).toEqual(['widget', 'messenger']);
  expect(sum(of(answers, 'conversations'))).toBeLessThan(sum(of(all, 'conversations')));
  expect(sum(of(answers, 'heatmap'))).toBe(sum(of(answers, 'conversations')));
  expect(answers.flatMap(({ report, notes }) => notes.map(({ code }) => [report, code]))).toEqual([
    ['interactions', 'sources-not-applied'],
  ]);
});

test('other dialects of the API give the same heatmap once configured', async () => {
  const other = await startSandbox({ ...OPTIONS, dayZero: 'monday', offsetSign: -1 });
  onTestFinished(() => other.close());
  const window = windowOf('Asia/Kolkata', ...WEEK);
  const reports = { ...requestFor(window).reports, names: ['heatmap'] as const };
  const expected = await fetched(requestFor(window, { reports }));
  const actual = await fetched(requestFor(window, { reports }), { dayZero: 'monday', offsetSign: -1 }, other);
  expect(sum(expected)).toBeGreaterThan(100);
  expect(actual).toEqual(expected);
});

test('the stories of an account are listed with their names', async () => {
  const list = await listStories(clientOf({ ...CHATBOT, baseUrl: sandbox.url }));
  expect(list).toMatchObject({ ok: true });
  expect(list.ok && list.stories.map(({ id }) => id)).toContain(SUPPORT.storyId);
});

describe('a scenario', () => {
  const window = windowOf('Europe/Warsaw', ...WEEK);
  const daily = (answers: readonly ReportAnswer[]) =>
    bucketValues(of(answers, 'conversations'), bucketsOf(window, 'day', 'monday'));

  async function told(scenario: string, parts: Partial<SandboxOptions> = {}) {
    const open = await startSandbox({ ...OPTIONS, clock: quickClock(), scenario, ...parts });
    onTestFinished(() => open.close());
    return open;
  }

  test('of gaps is two days that are missing in the reader’s zone, and a report that fails', async () => {
    const answers = await fetched(requestFor(window), {}, await told('gaps'));
    expect(daily(answers).map((value) => value === null)).toEqual([
      true,
      false,
      false,
      true,
      false,
      false,
      false,
    ]);
    expect(of(answers, 'paid').map(({ result }) => result)).toEqual([
      expect.objectContaining({ kind: 'gap', reason: 'server-error' }),
    ]);
    const fine = answers.filter(({ report }) => report === 'heatmap' || report === 'interactions');
    expect(fine.flatMap(({ notes }) => notes)).toEqual([]);
  });

  test('of an outage from Thursday on is four empty days', async () => {
    const open = await told('support=outage', { scenarioFrom: '2026-11-19' });
    const values = daily(await fetched(requestFor(window), {}, open));
    expect(values.map((value) => value === 0)).toEqual([false, false, false, true, true, true, true]);
  });

  test('of millions has six reports without gap or note, and a heatmap that adds up', async () => {
    const answers = await fetched(
      requestFor(windowOf('Asia/Kolkata', ...WEEK)),
      {},
      await told('support=millions'),
    );
    expect(answers.filter(({ result }) => result.kind === 'gap')).toEqual([]);
    expect(answers.flatMap(({ notes }) => notes)).toEqual([]);
    expect(sum(of(answers, 'heatmap'))).toBe(sum(of(answers, 'conversations')));
    expect(sum(of(answers, 'heatmap'))).toBeGreaterThan(400_000);
  });

  test.each([1, 2, 12, 50])('may be told of some of %i bots, which the client lists', async (bots) => {
    const open = await told('steady,support=outage', { bots });
    const list = await listStories(clientOf({ ...CHATBOT, baseUrl: open.url }));
    expect(list.ok && list.stories.length).toBe(bots);
    expect(daily(await fetched(requestFor(window), {}, open))).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  test('that there is not, or of a bot that there is not, starts no sandbox', async () => {
    await expect(told('outrage')).rejects.toMatchObject({ code: 'unknown-scenario', exitCode: 2 });
    await expect(told('sales=outage', { bots: 1 })).rejects.toMatchObject({
      code: 'unknown-bot',
      exitCode: 2,
    });
  });
});
