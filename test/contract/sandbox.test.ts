import { once } from 'node:events';
import { createConnection } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { request } from 'undici';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { REPORT_PATHS, WIRE_DIMENSIONS } from '../../src/chatbot/wire.js';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/http/server.js';
import { API_PERIODS, REPORTS, SOURCES } from '../../src/vocabulary/chatbot.js';
import { quickClock } from '../support/quick-clock.js';

const SUPPORT = '5b07ff77c2376e30306d9b12';
const SALES = '5b07ffafc2376e30306d9b16';
const WEEK = 'from=2026-11-16T00:00:00.000Z&to=2026-11-22T23:59:59.999Z';
const OPTIONS: SandboxOptions = { port: 0, seed: 1, token: 's3cret token', clock: quickClock() };
const AUTHORIZED = { authorization: `Bearer ${OPTIONS.token}` };

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox(OPTIONS);
});
afterAll(() => sandbox.close());

async function own(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const started = await startSandbox({ ...OPTIONS, ...options });
  onTestFinished(() => started.close());
  return started;
}

/** What is read from reports and errors; each answer has some of it. */
interface Json {
  readonly data: readonly unknown[];
  readonly summary: { readonly total: number };
  readonly status: { readonly code: number; readonly type: string; readonly message: string };
}

async function get<T = Json>(path: string, options: Parameters<typeof request>[1] = {}, from = sandbox) {
  const answer = await request(`${from.url}${path}`, { headers: AUTHORIZED, ...options });
  return { status: answer.statusCode, headers: answer.headers, json: (await answer.body.json()) as T };
}

const total = async (report: keyof typeof REPORT_PATHS, query: string) =>
  (await get(`${REPORT_PATHS[report]}?${WEEK}&${query}`)).json.summary.total;

test('all six reports answer over HTTP with JSON and the sandbox’s own date', async () => {
  for (const report of REPORTS) {
    const { status, headers, json } = await get(`${REPORT_PATHS[report]}?${WEEK}&storyId=${SUPPORT}`);
    expect([status, headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
    expect(headers.date).toBe('Mon, 23 Nov 2026 07:00:00 GMT');
    const size = { heatmap: 7, interactions: 20 }[report as string] ?? 7;
    expect(Array.isArray(json) ? json : json.data).toHaveLength(size);
  }
});

test('every documented period and dimension is understood', async () => {
  for (const period of API_PERIODS)
    for (const dimension of WIRE_DIMENSIONS) {
      const { status, json } = await get(
        `${REPORT_PATHS.conversations}?period=${period}&dimension=${dimension}`,
      );
      expect([period, dimension, status]).toEqual([period, dimension, 200]);
      expect(json.data.length).toBeGreaterThan(0);
    }
});

test('sources and stories filter, alone and together, in all three array forms', async () => {
  const everything = await total('messages', '');
  const bySource = await Promise.all(SOURCES.map((source) => total('messages', `source=${source}`)));
  expect(bySource.reduce((a, b) => a + b)).toBe(everything);
  expect(
    (await total('messages', `storyId=${SUPPORT}`)) + (await total('messages', `storyId=${SALES}`)),
  ).toBe(everything);
  const two = await total('messages', 'source=widget&source=app');
  expect(await total('messages', 'source[]=widget&source[]=app')).toBe(two);
  expect(await total('messages', 'source%5B%5D=widget&source%5B%5D=app')).toBe(two);
  expect(await total('messages', 'source=widget,app')).toBe(two);
  expect(two).toBeGreaterThan(0);
  expect(two).toBeLessThan(everything);
});

test.each([
  ['source', SOURCES],
  ['storyId', [SUPPORT, SALES]],
] as const)('a group by %s is an array of series under that key', async (group, keys) => {
  const { json } = await get<Record<string, unknown>[]>(`${REPORT_PATHS.paid}?${WEEK}&group=${group}`);
  expect(json.map((series) => series[group])).toEqual(keys);
});

test('the heatmap honours offset, source and story', async () => {
  const values = async (query: string) => {
    const { json } = await get<{ value: number }[][]>(`${REPORT_PATHS.heatmap}?${WEEK}&${query}`);
    return json.flat().map(({ value }) => value);
  };
  const plain = await values(`storyId=${SALES}&source=widget`);
  expect(await values(`storyId=${SALES}&source=widget&offset=120`)).toEqual([
    ...plain.slice(-2),
    ...plain.slice(0, -2),
  ]);
});

test.each([
  'conversations?dimension=week',
  'conversations?period=fortnight',
  'conversations.paid?source=fax',
  'conversations.messages?group=bot',
  'conversations.avg?from=then',
  'conversations.avg?to=2026-02-30',
  'conversations?from=2026-11-02&to=2026-11-01',
  'conversations.heatmap?offset=721',
  'conversations.heatmap?offset=1.5',
  'conversations.heatmap?source=widget&source=app',
  'conversations.interactions?storyId=a,b',
  `conversations.interactions?period=never&storyId=${SUPPORT}`,
])('%s is refused with 400 and the documented body', async (query) => {
  const { status, json } = await get(`/reports/${query}`);
  expect(status).toBe(400);
  expect(json).toEqual({
    timestamp: '2026-11-23T07:00:00.000Z',
    status: { code: 400, type: 'bad_request', message: expect.stringMatching(/^Parameter "\w+" .*\.$/) },
  });
});

test.each([
  ['no header', {}],
  ['another token', { authorization: 'Bearer sandbox' }],
  ['a longer token', { authorization: `Bearer ${OPTIONS.token}x` }],
  ['another scheme', { authorization: `Basic ${OPTIONS.token}` }],
  ['an empty token', { authorization: 'Bearer ' }],
])('%s gets 401 on every path', async (_, headers) => {
  for (const path of [REPORT_PATHS.paid, '/v2/stories', '/nowhere', '/sandbox/faults']) {
    const answer = await get(path, { headers });
    expect([answer.status, answer.json.status.code]).toEqual([401, 401]);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  }
});

test('the word bearer may be written in any case', async () => {
  expect((await get('/v2/stories', { headers: { authorization: `bEARER ${OPTIONS.token}` } })).status).toBe(
    200,
  );
});

test.each([
  '/',
  '/reports',
  '/reports/conversations/',
  '/v2/reports/conversations',
  '/reports/conversations.sum',
  '//',
  '/%',
])('nothing is at %s', async (path) => {
  const { status, json } = await get(path);
  expect([status, json.status.type]).toEqual([404, 'not_found']);
});

test('an unknown story is not found, also among known ones', async () => {
  for (const query of ['storyId=nobody', `storyId=${SUPPORT}&storyId=nobody`])
    for (const report of ['conversations', 'average'] as const)
      expect((await get(`${REPORT_PATHS[report]}?${query}`)).status).toBe(404);
  for (const report of ['heatmap', 'interactions'] as const)
    expect((await get(`${REPORT_PATHS[report]}?storyId=__proto__`)).json.status).toEqual({
      code: 404,
      type: 'not_found',
      message: 'There is no story "__proto__".',
    });
});

test.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)('%s is not allowed on a report', async (method) => {
  const { status, headers, json } = await get(REPORT_PATHS.conversations, {
    method,
    body: method === 'DELETE' ? null : '{}',
  });
  expect([status, headers.allow, json.status.code]).toEqual([405, 'GET', 405]);
});

test('the stories are listed at both paths', async () => {
  const { json } = await get('/v2/stories');
  expect(json).toEqual([
    { id: SUPPORT, name: 'Support bot', published: true, integrations: [...SOURCES] },
    {
      id: SALES,
      name: 'Sales bot',
      published: true,
      integrations: ['widget', 'messenger', 'livechat', 'app'],
    },
  ]);
  expect((await get('/stories')).json).toEqual(json);
});

test('added stories are listed and answer', async () => {
  const larger = await own({
    stories: [{ id: 'ünicode id', name: '<i>', published: false, integrations: ['slack'] }],
  });
  const { json } = await get<unknown[]>('/v2/stories', {}, larger);
  expect(json.at(-1)).toEqual({ id: 'ünicode id', name: '<i>', published: false, integrations: ['slack'] });
  const path = `${REPORT_PATHS.conversations}?${WEEK}&group=source&storyId=${encodeURIComponent('ünicode id')}`;
  const answer = await get<(Json & { source: string })[]>(path, {}, larger);
  expect(answer.json.filter(({ summary }) => summary.total > 0).map(({ source }) => source)).toEqual([
    'slack',
  ]);
});

test('answers are gzipped for clients that take it and plain for those that do not', async () => {
  const path = `${sandbox.url}${REPORT_PATHS.conversations}?${WEEK}&dimension=hour`;
  const plain = await (await request(path, { headers: AUTHORIZED })).body.text();
  for (const accepted of ['gzip', 'br;q=1, gzip;q=0.5', '*']) {
    const packed = await request(path, { headers: { ...AUTHORIZED, 'accept-encoding': accepted } });
    expect([packed.headers['content-encoding'], packed.headers.vary]).toEqual(['gzip', 'accept-encoding']);
    expect(gunzipSync(await packed.body.bytes()).toString()).toBe(plain);
  }
  for (const accepted of ['identity', 'br', 'gzip;q=0', 'gzip; q=0.0']) {
    const answer = await request(path, { headers: { ...AUTHORIZED, 'accept-encoding': accepted } });
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(await answer.body.text()).toBe(plain);
  }
});

test('requests are logged in order, without the token', async () => {
  const logged = await own();
  await get(`${REPORT_PATHS.paid}?${WEEK}`, {}, logged);
  await get('/nowhere?a=1', { headers: { 'user-agent': 'tester' } }, logged);
  expect(logged.requests()).toEqual([
    expect.objectContaining({
      at: OPTIONS.clock.now(),
      method: 'GET',
      path: REPORT_PATHS.paid,
      query: WEEK,
      authorized: true,
      status: 200,
    }),
    expect.objectContaining({ path: '/nowhere', query: 'a=1', authorized: false, status: 401, fault: null }),
  ]);
  expect(logged.requests()[1]?.headers['user-agent']).toBe('tester');
  expect(JSON.stringify(logged.requests())).not.toContain(OPTIONS.token);
});

test('two sandboxes with one seed agree, another seed differs', async () => {
  const path = `${REPORT_PATHS.messages}?period=last30days`;
  const [same, other] = [await own(), await own({ seed: 2 })];
  const { json } = await get(path);
  expect((await get(path, {}, same)).json).toEqual(json);
  expect((await get(path, {}, other)).json).not.toEqual(json);
});

test('it listens on loopback and says so when a port is taken', async () => {
  expect(sandbox.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const port = Number(new URL(sandbox.url).port);
  await expect(startSandbox({ ...OPTIONS, port })).rejects.toMatchObject({
    code: 'sandbox-listen',
    message: expect.stringContaining(`cannot listen on 127.0.0.1:${port}`),
  });
});

test('close ends idle connections and unanswered requests, and may be called twice', async () => {
  const silent = await startSandbox({ ...OPTIONS, faults: [{ fault: { kind: 'silent' } }] });
  const { port } = new URL(silent.url);
  const idle = createConnection(Number(port), '127.0.0.1');
  const ended = new Promise((resolve) => idle.once('close', resolve));
  await new Promise((resolve) => idle.once('connect', resolve));
  const waiting = get(REPORT_PATHS.paid, {}, silent);
  waiting.catch(() => {});
  await expect.poll(() => silent.requests().length).toBe(1);
  await silent.close();
  await silent.close();
  await ended;
  await expect(waiting).rejects.toThrow();
  await expect(get(REPORT_PATHS.paid, {}, silent)).rejects.toThrow();
});

test('close ends the wait of a slow answer', async () => {
  const waits: Promise<unknown>[] = [];
  const sleep = async (_: number, signal: AbortSignal = AbortSignal.abort()) => {
    const woken = once(signal, 'abort');
    waits.push(woken);
    await woken;
    signal.throwIfAborted();
  };
  const slow = await own({
    clock: { now: OPTIONS.clock.now, sleep },
    faults: [{ fault: { kind: 'slow', delayMs: 3_600_000 } }],
  });
  const waiting = get(REPORT_PATHS.paid, {}, slow);
  waiting.catch(() => {});
  await expect.poll(() => waits.length).toBe(1);
  await slow.close();
  await Promise.all(waits);
  await expect(waiting).rejects.toThrow();
});
