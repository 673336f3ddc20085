import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import {
  createHttpClient,
  type HttpClient,
  type HttpExchange,
  type HttpOutcome,
} from '../../../src/http/client.js';
import { createRedactor, Secret } from '../../../src/lib/secret.js';
import { childProgram } from '../../support/build.js';
import { deadPort } from '../../support/free-port.js';
import {
  actOf,
  type HOSTILE,
  type HostileServer,
  type Hostility,
  hostileHttp,
  UNUSUAL,
} from '../../support/hostile-http.js';
import { loopTime } from '../../support/loop-time.js';

const DEADLINE = 500;
const MAX_BODY = 1024 * 1024;

let server: HostileServer | null = null;
let client: HttpClient | null = null;
afterEach(async () => {
  await client?.close();
  await server?.stop();
  server = null;
});

async function post(url: string, parts: Partial<HttpExchange> = {}): Promise<HttpOutcome> {
  client = createHttpClient();
  return client.exchange({
    method: 'POST',
    url,
    headers: {},
    body: '{}',
    deadline: DEADLINE,
    maxBody: MAX_BODY,
    redact: (text) => text,
    signal: new AbortController().signal,
    ...parts,
  });
}

const REASONS: Readonly<Record<keyof typeof HOSTILE, string>> = {
  'a body that stops after seven bytes': 'overdue',
  'spaces without end': 'too-large',
  'chunks without end': 'too-large',
  'a chunk’s extension without end': 'overdue',
  'one byte at a time': 'overdue',
  '4,500 brotli codings': 'malformed',
  'four codings': 'malformed',
  'a gzip bomb': 'too-large',
  'a brotli bomb': 'too-large',
  'a bomb three times gzipped': 'too-large',
  'gzip without end that holds nothing': 'too-large',
  'a coding that nobody knows': 'malformed',
  'gzip that is none': 'malformed',
  'gzip cut short': 'malformed',
  'headers without end': 'broken',
  'one header without end': 'broken',
  'hints without end': 'overdue',
  'nothing at all': 'overdue',
  'half a status line': 'overdue',
  'something that is no HTTP': 'broken',
  'a connection closed at once': 'broken',
  'a connection closed after the head': 'broken',
  'a connection closed within the body': 'broken',
  'a last chunk that never comes': 'overdue',
};

describe('an exchange ends within its limits, and what was posted is in doubt', () => {
  test.each(Object.entries(REASONS))('%s: %s', async (what, reason) => {
    server = await hostileHttp(actOf(what as Hostility));
    const exchange = post(server.url, { deadline: reason === 'overdue' ? DEADLINE : 10_000 });
    const took = await loopTime(() => exchange);
    expect(await exchange).toMatchObject({ kind: 'failure', reason, sent: true });
    if (reason === 'overdue') expect(took).toBeLessThan(DEADLINE + 2_000);
    expect(server.requests).toHaveLength(1);
  });
});

describe('an answer that is unusual and whole is taken', () => {
  test.each(Object.keys(UNUSUAL) as (keyof typeof UNUSUAL)[])('%s', async (what) => {
    server = await hostileHttp(actOf(what));
    expect(await post(server.url)).toMatchObject({ kind: 'answer', status: 200, text: '{"ok":true}' });
  });
});

describe('nothing was sent', () => {
  test('where nobody listens', async () => {
    const outcome = await post(`http://127.0.0.1:${await deadPort()}`);
    expect(outcome).toMatchObject({ reason: 'broken', code: 'ECONNREFUSED', sent: false, status: null });
  });

  test('where no connection comes about in time', async () => {
    // A server that speaks first and never shakes hands.
    server = await hostileHttp(() => {});
    const outcome = await post(server.url.replace('http:', 'https:'), { deadline: 300 });
    expect(outcome).toMatchObject({ reason: 'overdue', sent: false });
  });

  test('where it is aborted before it begins', async () => {
    server = await hostileHttp(actOf('nothing at all'));
    const outcome = await post(server.url, { signal: AbortSignal.abort() });
    expect(outcome).toMatchObject({ reason: 'aborted', sent: false });
    expect(server.requests).toEqual([]);
  });
});

test('an abort ends it at once, and it is in doubt', async () => {
  server = await hostileHttp(actOf('nothing at all'));
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 100);
  const outcome = await post(server.url, { signal: stop.signal, deadline: 60_000 });
  expect(outcome).toMatchObject({ reason: 'aborted', sent: true });
});

test('silence is limited apart from the whole', async () => {
  server = await hostileHttp(actOf('a body that stops after seven bytes'));
  const exchange = post(server.url, { deadline: 60_000, idle: 300 });
  expect(await loopTime(() => exchange)).toBeLessThan(5_000);
  expect(await exchange).toMatchObject({ reason: 'silent' });
});

test('a redirect is an answer, and nobody goes there', async () => {
  const other = await hostileHttp(actOf('HTTP/1.0 that ends with the connection'));
  const location = `HTTP/1.1 307 Go\r\nLocation: ${other.url}/\r\nContent-Length: 0\r\n\r\n`;
  server = await hostileHttp((socket) => void socket.write(location));
  expect(await post(server.url)).toMatchObject({ kind: 'answer', status: 307 });
  expect(other.requests).toEqual([]);
  await other.stop();
});

test('an error whose body is hostile keeps its status', async () => {
  const body =
    'HTTP/1.1 503 Later\r\nRetry-After: 7\r\nContent-Length: 1000\r\nContent-Encoding: br\r\n\r\nx';
  server = await hostileHttp((socket) => void socket.end(body));
  const outcome = await post(server.url);
  expect(outcome).toMatchObject({ kind: 'answer', status: 503, text: '' });
});

test('secrets in the answer are replaced', async () => {
  const body = 'HTTP/1.0 200 OK\r\n\r\n{"said":"tok-12345678"}';
  server = await hostileHttp((socket) => void socket.end(body));
  const outcome = await post(server.url, { redact: createRedactor([new Secret('tok-12345678')]) });
  expect(outcome).toMatchObject({ text: '{"said":"<secret>"}' });
});

test('no bomb takes more than some megabytes', async () => {
  const bombs: Hostility[] = [
    '4,500 brotli codings',
    'a gzip bomb',
    'a brotli bomb',
    'a bomb three times gzipped',
    'spaces without end',
    'headers without end',
    'gzip without end that holds nothing',
  ];
  const servers = await Promise.all(bombs.map((what) => hostileHttp(actOf(what))));
  const warm = await hostileHttp(actOf('HTTP/1.0 that ends with the connection'));
  try {
    const asked = JSON.stringify({ warm: warm.url, urls: servers.map(({ url }) => url) });
    const { stdout } = await promisify(execFile)(process.execPath, [childProgram('ask-hostile'), asked]);
    const answers = JSON.parse(stdout) as { reason: string; grown: number }[];
    expect(answers.map(({ reason }) => reason)).not.toContain('answer');
    expect(Math.max(...answers.map(({ grown }) => grown))).toBeLessThan(150);
  } finally {
    await Promise.all([...servers, warm].map((one) => one.stop()));
  }
});
