import { afterEach, describe, expect, test } from 'vitest';
import { type FetchRequest, fetchSnapshots } from '../../../src/chatbot/fetch.js';
import { listStories } from '../../../src/chatbot/stories.js';
import { Secret } from '../../../src/lib/secret.js';
import { REPORTS, type ReportName } from '../../../src/vocabulary/chatbot.js';
import { answersOf, requestFor, SUPPORT, windowOf } from '../../contract/api/request.js';
import { type ApiServer, json, type Respond, raw, startApi } from '../../support/api-server.js';
import { quickClock } from '../../support/quick-clock.js';
import { CHATBOT, clientOf, rigOf } from './rig.js';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const rig of open.splice(0)) await rig.close();
});

const WEEK = windowOf('UTC', '2026-11-16', '2026-11-22');
const SERIES = json({ data: [{ date: '2026-11-16T00:00:00.000Z', value: 1 }] });
const BODIES: Readonly<Record<string, Respond>> = {
  '/reports/conversations.heatmap': json([]),
  '/reports/conversations.interactions': json([]),
};
const healthy: Respond = (response, request, index) =>
  (BODIES[request.path] ?? SERIES)(response, request, index);

async function serve(respond: Respond): Promise<ApiServer> {
  const api = await startApi(respond);
  open.push(api);
  return api;
}

interface Watching {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

async function fetched(api: ApiServer, request: FetchRequest, watching: Watching = {}) {
  const [snapshot] = await fetchedAll(api, [request], watching);
  if (!snapshot) throw new Error('nothing was fetched');
  return snapshot;
}

async function fetchedAll(api: ApiServer, requests: readonly FetchRequest[], watching: Watching = {}) {
  const chatbot = { ...CHATBOT, baseUrl: api.url };
  return fetchSnapshots(requests, {
    clients(token) {
      const client = clientOf(api.url, {}, { token, tokenName: `token ${token.reveal()}` });
      open.push(client);
      return client;
    },
    chatbot,
    clock: quickClock(),
    signal: new AbortController().signal,
    ...watching,
  });
}

describe('a snapshot', () => {
  test('is complete where the API is well, and survives being stored', async () => {
    const api = await serve(healthy);
    const comparison = windowOf('UTC', '2026-11-09', '2026-11-15');
    const request = requestFor(WEEK, { comparison });
    const snapshot = await fetched(api, request);
    const { slot, window, bucket } = request;
    expect(snapshot).toMatchObject({ version: 1, slot, window, comparison, bucket });
    expect(snapshot.fetchedAt).toBe('2026-11-23T07:00:00.000Z');
    expect(answersOf(snapshot).map(({ window: role, report }) => `${role} ${report}`)).toEqual([
      ...REPORTS.map((report) => `current ${report}`),
      ...REPORTS.filter((report) => report !== 'heatmap').map((report) => `comparison ${report}`),
    ]);
    expect(JSON.parse(JSON.stringify(snapshot))).toEqual(snapshot);
    expect(JSON.stringify(snapshot)).not.toContain(SUPPORT.token.reveal());
  });

  test.each<{ what: string; report: ReportName; path: string; respond: Respond; reason: string }>([
    {
      what: 'a story that is gone',
      report: 'heatmap',
      path: '/reports/conversations.heatmap',
      respond: raw('', 404),
      reason: 'not-found',
    },
    {
      what: 'a server error that lasts',
      report: 'paid',
      path: '/reports/conversations.paid',
      respond: raw('', 500),
      reason: 'server-error',
    },
    {
      what: 'a well-formed answer of another shape',
      report: 'messages',
      path: '/reports/conversations.messages',
      respond: json({ result: [] }),
      reason: 'malformed',
    },
    {
      what: 'a list where a series belongs',
      report: 'average',
      path: '/reports/conversations.avg',
      respond: json([]),
      reason: 'malformed',
    },
    {
      what: 'a series where a list belongs',
      report: 'interactions',
      path: '/reports/conversations.interactions',
      respond: SERIES,
      reason: 'malformed',
    },
  ])('has one gap for $what and all other reports', async ({ report, path, respond, reason }) => {
    const api = await serve((response, request, index) =>
      (request.path === path ? respond : healthy)(response, request, index),
    );
    const answers = answersOf(await fetched(api, requestFor(WEEK)));
    const gaps = answers.flatMap((answer) =>
      answer.result.kind === 'gap' ? [[answer.report, answer.result.reason]] : [],
    );
    expect(gaps).toEqual([[report, reason]]);
    expect(answers).toHaveLength(6);
  });

  test('asks once for an answer of another shape', async () => {
    const api = await serve(json({ result: [] }));
    await fetched(api, requestFor(WEEK));
    expect(api.requests).toHaveLength(6);
  });

  test('has every report of a refused token as a gap, one of them naming the token, and other bots whole', async () => {
    const api = await serve((response, request, index) =>
      (request.headers.authorization === 'Bearer stale' ? raw('', 401) : healthy)(response, request, index),
    );
    const stale = [1, 2].map((number) => ({
      ...SUPPORT,
      id: `stale-${number}`,
      storyId: `story-${number}`,
      token: new Secret('stale'),
    }));
    const snapshot = await fetched(api, requestFor(WEEK, { bots: [...stale, SUPPORT] }));
    const reasons = snapshot.bots.map(({ answers }) =>
      answers.map(({ result }) => (result.kind === 'gap' ? result.reason : result.kind)),
    );
    expect(reasons.slice(0, 2).flat().toSorted()).toEqual([
      ...Array.from({ length: 11 }, () => 'token-stopped'),
      'unauthorized',
    ]);
    expect(reasons[2]).toEqual(['series', 'series', 'series', 'series', 'heatmap', 'interactions']);
    const messages = snapshot.bots.flatMap(({ answers }) =>
      answers.flatMap(({ result }) => (result.kind === 'gap' ? [result.message] : [])),
    );
    expect(new Set(messages).size).toBe(1);
    const asked = api.requests.filter(({ headers }) => headers.authorization === 'Bearer stale');
    expect(asked.length).toBeLessThanOrEqual(CHATBOT.concurrency);
  });

  test('tells how many requests have ended, failed ones included', async () => {
    const api = await serve((response, request, index) =>
      (index === 2 ? raw('', 404) : healthy)(response, request, index),
    );
    const progress: string[] = [];
    await fetched(api, requestFor(WEEK), { onProgress: (done, total) => progress.push(`${done}/${total}`) });
    expect(progress).toEqual(['1/6', '2/6', '3/6', '4/6', '5/6', '6/6']);
  });

  test('is asked for once where another holds the same: only the other clocks are asked for besides', async () => {
    const api = await serve(healthy);
    const utc = requestFor(WEEK);
    const warsaw = windowOf('Europe/Warsaw', WEEK.firstDay, WEEK.lastDay);
    const [first, again, other] = await fetchedAll(api, [utc, utc, { ...utc, window: warsaw }]);
    expect(again).toEqual(first);
    expect(other?.window.zone).toBe('Europe/Warsaw');
    const averages = api.requests.filter(({ path }) => path === '/reports/conversations.avg');
    expect(averages).toHaveLength(1);
    expect(api.requests).toHaveLength(6 + 5);
  });

  test('that is given up on rejects with the reason', async () => {
    const api = await serve(() => undefined);
    const controller = new AbortController();
    const reason = new Error('stopped');
    setTimeout(() => controller.abort(reason), 50);
    await expect(fetched(api, requestFor(WEEK), { signal: controller.signal })).rejects.toBe(reason);
  });
});

describe('the list of stories', () => {
  const STORY = { id: 'story-1', name: 'Support bot', published: true };

  test.each<{ what: string; body: unknown }>([
    { what: 'a bare list', body: [STORY] },
    { what: 'a list below data', body: { data: [STORY] } },
    { what: 'a list below stories', body: { stories: [STORY] } },
  ])('is read from $what', async ({ body }) => {
    const rig = await rigOf(json(body));
    open.push(rig);
    expect(await listStories(rig.client)).toEqual({
      ok: true,
      stories: [{ id: 'story-1', name: 'Support bot' }],
    });
  });

  test('comes from the older address where the newer one is unknown', async () => {
    const rig = await rigOf((response, request, index) =>
      (request.path === '/stories' ? json([STORY]) : raw('', 404))(response, request, index),
    );
    open.push(rig);
    expect(await listStories(rig.client)).toMatchObject({ ok: true });
    expect(rig.api.requests.map(({ path }) => path)).toEqual(['/v2/stories', '/stories']);
  });

  test.each<{ what: string; respond: Respond; reason: string }>([
    { what: 'a refused token', respond: raw('', 401), reason: 'unauthorized' },
    { what: 'no such address', respond: raw('', 404), reason: 'not-found' },
    { what: 'another shape', respond: json({ bots: [] }), reason: 'malformed' },
  ])('is a gap after $what', async ({ respond, reason }) => {
    const rig = await rigOf(respond);
    open.push(rig);
    expect(await listStories(rig.client)).toMatchObject({ ok: false, gap: { reason } });
  });
});
