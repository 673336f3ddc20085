import { afterEach, describe, expect, test } from 'vitest';
import type { RequestEvent } from '../../../src/chatbot/client/session.js';
import type { ChatbotConfig } from '../../../src/config/config.js';
import { type Clock, systemClock } from '../../../src/lib/time/clock.js';
import { inTurn, json, type Respond, raw, startApi } from '../../support/api-server.js';
import { clientOf, REPORT, rigOf } from './rig.js';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const rig of open.splice(0)) await rig.close();
});

async function ask(respond: Respond, chatbot: Partial<ChatbotConfig> = {}) {
  const rig = await rigOf(respond, chatbot);
  open.push(rig);
  const result = await rig.client.session().get(REPORT);
  return { result, requests: rig.api.requests, waits: rig.clock.slept };
}

const GOOD = json({ data: [] });
/** Longer than any test may take, ms. */
const NEVER = 3_600_000;
const later = (value: string) => raw('', 503, { 'retry-after': value });

describe('waiting before another try', () => {
  test('grows from one to two seconds and ends after the configured retries', async () => {
    const { result, requests, waits } = await ask(raw('', 503));
    expect(result).toMatchObject({ ok: false, gap: { reason: 'server-error' } });
    expect(requests).toHaveLength(5);
    expect(waits).toEqual([1_500, 2_500, 4_500, 8_500]);
  });

  test.each([
    { what: 'seconds', header: '20', wait: 20_000 },
    { what: 'fewer seconds than the back-off', header: '0', wait: 1_500 },
    { what: 'an absurd number of seconds', header: '99999999999999999999', wait: 60_000 },
    { what: 'a negative number', header: '-5', wait: 1_500 },
    { what: 'words', header: 'soon', wait: 1_500 },
    { what: 'a date long past', header: 'Wed, 21 Oct 2015 07:28:00 GMT', wait: 1_500 },
    { what: 'a date far ahead', header: 'Fri, 31 Dec 2999 23:59:59 GMT', wait: 60_000 },
  ])('heeds a Retry-After of $what', async ({ header, wait }) => {
    const { result, waits } = await ask(inTurn(later(header), GOOD));
    expect(result.ok).toBe(true);
    expect(waits).toEqual([wait]);
  });

  test('heeds a Retry-After date to the second', async () => {
    const date = new Date(Date.now() + 20_000).toUTCString();
    const { waits } = await ask(inTurn(later(date), GOOD));
    expect(waits[0]).toBeGreaterThan(18_000);
    expect(waits[0]).toBeLessThanOrEqual(20_000);
  });

  test('is given up at once when the deadline leaves no time for it', async () => {
    const { result, requests, waits } = await ask(raw('', 429, { 'retry-after': '30' }), {
      deadline: 20_000,
    });
    expect(result).toEqual({
      ok: false,
      gap: {
        kind: 'gap',
        reason: 'rate-limited',
        message: "The API's rate limit was reached (429): raise chatbot.minInterval.",
      },
    });
    expect(requests).toHaveLength(1);
    expect(waits).not.toContain(20_000);
  });

  test('counts towards the deadline', async () => {
    const { requests } = await ask(later('30'), { deadline: 70_000 });
    expect(requests).toHaveLength(3);
  });

  test('is told to who follows the requests', async () => {
    const api = await startApi(inTurn(raw('', 503), GOOD));
    open.push(api);
    const events: RequestEvent[] = [];
    const clock = { now: () => 0, sleep: async () => undefined };
    const client = clientOf(api.url, {}, { clock, onRequest: (event) => events.push(event) });
    open.push(client);
    await client.session().get(REPORT);
    expect(events).toEqual([
      { path: REPORT.path, attempt: 1, outcome: 'server-error', took: 0, wait: 1_500 },
      { path: REPORT.path, attempt: 2, outcome: 'ok', took: 0, wait: null },
    ]);
  });
});

describe('the deadline', () => {
  test('cuts off a body that trickles for ever', async () => {
    let trickles = 0;
    const { result, requests } = await ask(
      (response) => {
        response.writeHead(200);
        const timer = setInterval(() => {
          trickles += 1;
          response.write(' ');
        }, 20);
        response.on('close', () => clearInterval(timer));
      },
      { deadline: 300 },
    );
    expect(result).toEqual({
      ok: false,
      gap: {
        kind: 'gap',
        reason: 'timeout',
        message: 'The API did not answer in full within 0.3 s: a longer chatbot.deadline may help.',
      },
    });
    expect(requests).toHaveLength(1);
    expect(trickles).toBeLessThan(100);
  });

  test('does not run while a request queues behind others', async () => {
    const slow: Respond = (response) => void setTimeout(() => response.end('{"data":[]}'), 250);
    const api = await startApi(slow);
    open.push(api);
    const client = clientOf(api.url, { concurrency: 1, deadline: 2_000 }, { clock: systemClock });
    open.push(client);
    const session = client.session();
    const results = await Promise.all(Array.from({ length: 10 }, () => session.get(REPORT)));
    expect(results.map(({ ok }) => ok)).toEqual(results.map(() => true));
  });
});

describe('a caller who gives up', () => {
  test.each<{ when: string; respond: Respond }>([
    { when: 'while the server is silent', respond: () => undefined },
    { when: 'while waiting for another try', respond: later('30') },
  ])('$when gets its own reason back at once', async ({ respond }) => {
    const api = await startApi(respond);
    open.push(api);
    // Nothing else ends the request or the wait.
    const clock: Clock = { now: Date.now, sleep: (_ms, signal) => systemClock.sleep(NEVER, signal) };
    const client = clientOf(api.url, { timeout: NEVER, deadline: NEVER }, { clock });
    open.push(client);
    const controller = new AbortController();
    const reason = new Error('stopped');
    setTimeout(() => controller.abort(reason), 100);
    await expect(client.session().get(REPORT, controller.signal)).rejects.toBe(reason);
  });

  test('gets that reason back also where the token was refused before', async () => {
    const rig = await rigOf(raw('', 401));
    open.push(rig);
    const session = rig.client.session();
    await session.get(REPORT);
    const reason = new Error('stopped');
    await expect(session.get(REPORT, AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  test('before the request is sent causes none', async () => {
    const rig = await rigOf(GOOD);
    open.push(rig);
    const reason = new Error('stopped');
    await expect(rig.client.session().get(REPORT, AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(rig.api.requests).toEqual([]);
  });
});

describe('the base URL', () => {
  test.each(['http://api.chatbot.com', 'http://127.0.0.1.example.com', 'ftp://localhost', 'nonsense'])(
    '%s is refused before anything is sent',
    (url) => {
      expect(() => clientOf(url)).toThrow('chatbot.baseUrl must be an https:// URL');
    },
  );

  test.each([
    'https://api.chatbot.com',
    'http://localhost:8787',
    'http://127.0.0.1:8787',
    'http://[::1]:8787',
  ])('%s is accepted', async (url) => {
    await expect(clientOf(url).close()).resolves.not.toThrow();
  });
});
