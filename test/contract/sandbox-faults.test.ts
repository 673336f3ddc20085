import { createGunzip } from 'node:zlib';
import { Agent, request } from 'undici';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { REPORT_PATHS } from '../../src/chatbot/wire.js';
import type { FaultRule, SandboxFault } from '../../src/sandbox/faults/fault.js';
import { type Sandbox, startSandbox } from '../../src/sandbox/http/server.js';
import { REPORTS } from '../../src/vocabulary/chatbot.js';
import { quickClock } from '../support/quick-clock.js';

const HEADERS = { authorization: 'Bearer sandbox' };
const PATH = `${REPORT_PATHS.conversations}?from=2026-11-16&to=2026-11-22T23:59:59.999Z`;
const MEGABYTE = 1024 * 1024;

let clock: ReturnType<typeof quickClock>;
let sandbox: Sandbox;
let dispatcher: Agent;

beforeEach(async () => {
  clock = quickClock();
  sandbox = await startSandbox({ port: 0, seed: 1, token: 'sandbox', clock });
  dispatcher = new Agent();
});
afterEach(async () => {
  await dispatcher.destroy();
  await sandbox.close();
});

const get = (path = PATH, headers: Record<string, string> = HEADERS) =>
  request(`${sandbox.url}${path}`, { headers, dispatcher });

async function under(fault: SandboxFault, path = PATH) {
  sandbox.setFaults([{ fault }]);
  const answer = await get(path);
  return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
}

const honest = async (path = PATH) => (await get(path)).body.text();

test.each([400, 401, 403, 404, 408, 425, 429, 500, 502, 503] as const)(
  'status %i comes with an error body',
  async (status) => {
    const answer = await under({ kind: 'status', status });
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toMatchObject({
      timestamp: '2026-11-23T07:00:00.000Z',
      status: { code: status },
    });
    expect(answer.headers['retry-after']).toBeUndefined();
  },
);

test('Retry-After is a number of seconds or an HTTP date by the sandbox’s clock', async () => {
  const seconds = await under({ kind: 'status', status: 429, retryAfter: 7 });
  const date = await under({ kind: 'status', status: 503, retryAfter: { date: 90 } });
  expect([seconds.headers['retry-after'], date.headers['retry-after']]).toEqual([
    '7',
    'Mon, 23 Nov 2026 07:01:30 GMT',
  ]);
});

test('a slow answer is the true one after the wait', async () => {
  const text = await honest();
  expect(await under({ kind: 'slow', delayMs: 12_000 })).toMatchObject({ status: 200, text });
  expect(clock.slept).toEqual([12_000]);
});

test('a stalled answer sends headers and half of the body', async () => {
  const text = await honest();
  sandbox.setFaults([{ fault: { kind: 'stalled' } }]);
  const answer = await get();
  expect(answer.headers['content-length']).toBe(String(text.length));
  const half = text.slice(0, Math.floor(text.length / 2));
  let seen = '';
  answer.body.on('data', (chunk) => {
    seen += chunk;
  });
  answer.body.on('error', () => {});
  await expect.poll(() => seen).toBe(half);
  await expectSilence(new Promise((resolve) => answer.body.once('close', resolve)));
});

test('a silent server takes the request and never answers', async () => {
  sandbox.setFaults([{ fault: { kind: 'silent' } }]);
  const answer = get();
  answer.catch(() => {});
  await expect.poll(() => sandbox.requests().length).toBe(1);
  expect(sandbox.requests()[0]).toMatchObject({ fault: 'silent', status: 200 });
  await expectSilence(answer);
});

test('a truncated answer ends before its content-length', async () => {
  sandbox.setFaults([{ fault: { kind: 'truncated' } }]);
  const answer = await get();
  expect(Number(answer.headers['content-length'])).toBeGreaterThan(100);
  await expect(answer.body.text()).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
});

test('a reset leaves no answer', async () => {
  sandbox.setFaults([{ fault: { kind: 'reset' } }]);
  await expect(get()).rejects.toMatchObject({ code: 'ECONNRESET' });
});

test('not-json is an HTML page under 200', async () => {
  const answer = await under({ kind: 'not-json' });
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  expect(answer.text).toMatch(/^<!doctype html>/);
});

test('a huge answer is the true one behind as many blanks as asked for', async () => {
  const text = await honest();
  const answer = await under({ kind: 'huge', bytes: MEGABYTE + 5 });
  expect(answer.text.length).toBe(MEGABYTE + 5 + text.length);
  expect(JSON.parse(answer.text)).toEqual(JSON.parse(text));
});

test('an endless answer goes on until the client leaves', async () => {
  sandbox.setFaults([{ fault: { kind: 'huge', bytes: 'endless' } }]);
  const answer = await get();
  let size = 0;
  for await (const chunk of answer.body) {
    size += chunk.length;
    if (size > 8 * MEGABYTE) break;
  }
  expect(size).toBeGreaterThan(8 * MEGABYTE);
  sandbox.setFaults([]);
  expect((await get()).statusCode).toBe(200);
});

test('a compressed bomb is small on the wire and large when opened', async () => {
  sandbox.setFaults([{ fault: { kind: 'huge', bytes: 20 * MEGABYTE, gzip: true } }]);
  const answer = await get();
  expect(answer.headers['content-encoding']).toBe('gzip');
  const packed = Buffer.from(await answer.body.bytes());
  const opened = createGunzip();
  opened.end(packed);
  let size = 0;
  for await (const chunk of opened) size += chunk.length;
  expect(packed.length).toBeLessThan(size / 500);
  expect(size).toBeGreaterThan(20 * MEGABYTE);
});

test('a redirect points where it is told', async () => {
  const answer = await under({ kind: 'redirect', location: 'http://127.0.0.2:9/elsewhere' });
  expect([answer.status, answer.headers.location, answer.text]).toEqual([
    302,
    'http://127.0.0.2:9/elsewhere',
    '',
  ]);
});

test('an error may hide in a 200', async () => {
  const answer = await under({ kind: 'error-in-200', status: 401 });
  expect(answer.status).toBe(200);
  expect(JSON.parse(answer.text).status.code).toBe(401);
});

test('an empty body is a 200 without any', async () => {
  const answer = await under({ kind: 'empty' });
  expect([answer.status, answer.headers['content-length'], answer.text]).toEqual([200, '0', '']);
});

test('a wrong shape bends a true answer of any report and leaves errors alone', async () => {
  for (const report of REPORTS) {
    const path = `${REPORT_PATHS[report]}?period=lastMonth`;
    sandbox.setFaults([]);
    const text = await honest(path);
    const bent = await under({ kind: 'wrong-shape', shape: 'null' }, path);
    expect(bent.text).toBe(text.replace(/"value":[\d.]+/, '"value":null'));
  }
  const refused = await under(
    { kind: 'wrong-shape', shape: 'swapped' },
    `${REPORT_PATHS.paid}?dimension=week`,
  );
  expect([refused.status, JSON.parse(refused.text).status.code]).toEqual([400, 400]);
});

test('faults strike by report, story and turn, and the log names them', async () => {
  sandbox.setFaults([
    { match: { report: 'paid', nth: 2 }, fault: { kind: 'status', status: 503 } },
    { match: { storyId: '5b07ffafc2376e30306d9b16' }, fault: { kind: 'status', status: 404 } },
  ]);
  const paths = [
    REPORT_PATHS.paid,
    PATH,
    REPORT_PATHS.paid,
    `${PATH}&storyId=5b07ffafc2376e30306d9b16`,
    REPORT_PATHS.paid,
  ];
  const statuses = [];
  for (const path of paths) {
    const answer = await get(path);
    await answer.body.dump();
    statuses.push(answer.statusCode);
  }
  expect(statuses).toEqual([200, 200, 503, 404, 200]);
  expect(sandbox.requests().map(({ status, fault }) => [status, fault])).toEqual([
    [200, null],
    [200, null],
    [503, 'status'],
    [404, 'status'],
    [200, null],
  ]);
});

const post = (body: string, headers: Record<string, string> = HEADERS) =>
  request(`${sandbox.url}/sandbox/faults`, { method: 'POST', headers, body, dispatcher });

test('a running sandbox takes fault rules over HTTP and drops them again', async () => {
  const rules: FaultRule[] = [{ match: { report: 'conversations' }, fault: { kind: 'status', status: 500 } }];
  const set = await post(JSON.stringify(rules));
  expect([set.statusCode, await set.body.json()]).toEqual([200, { rules: 1 }]);
  expect((await get()).statusCode).toBe(500);
  await (await post('[]')).body.dump();
  expect((await get()).statusCode).toBe(200);
});

test.each([
  ['without the token', '[]', {}, 401],
  ['that are not JSON', 'faults!', HEADERS, 400],
  ['of an unknown kind', '[{"fault":{"kind":"explode"}}]', HEADERS, 400],
  ['beyond all measure', ' '.repeat(300 * 1024), HEADERS, 413],
])('fault rules %s are refused and change nothing', async (_, body, headers, status) => {
  sandbox.setFaults([{ fault: { kind: 'status', status: 502 } }]);
  const answer = await post(body, headers);
  expect([
    answer.statusCode,
    ((await answer.body.json()) as { status: { code: number } }).status.code,
  ]).toEqual([status, status]);
  expect((await get()).statusCode).toBe(502);
});

test('fault rules cannot be read', async () => {
  const answer = await get('/sandbox/faults');
  expect([answer.statusCode, answer.headers.allow]).toEqual([405, 'POST']);
});

/** Nothing settles within a fifth of a second. */
async function expectSilence(event: Promise<unknown>): Promise<void> {
  const silence = Symbol('silence');
  const quiet = new Promise((resolve) => setTimeout(resolve, 200, silence));
  expect(await Promise.race([event, quiet])).toBe(silence);
}
