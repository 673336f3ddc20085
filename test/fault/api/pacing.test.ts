import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import type { ReportsClient } from '../../../src/chatbot/client/client.js';
import { Secret } from '../../../src/lib/secret.js';
import { systemClock } from '../../../src/lib/time/clock.js';
import { inTurn, json, type Respond, raw, startApi } from '../../support/api-server.js';
import { clientOf, REPORT, rigOf } from './rig.js';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const rig of open.splice(0)) await rig.close();
});

const GOOD = json({ data: [] });
const delayed =
  (ms: number): Respond =>
  (response) =>
    void setTimeout(() => response.end('{"data":[]}'), ms);
const times = (count: number) => Array.from({ length: count });

/**
 * How long after this call each further request begins, ms; the first one of a client waits until undici is loaded. A loaded machine makes them
 * later, never earlier: gaps between two of them say less.
 */
async function beginnings(client: ReportsClient): Promise<number[]> {
  const times: number[] = [];
  await client.session().get(REPORT);
  const called = performance.now();
  const note = () => void times.push(performance.now() - called);
  subscribe('undici:request:create', note);
  onTestFinished(() => void unsubscribe('undici:request:create', note));
  return times;
}
const between = (moments: readonly number[]) =>
  moments.slice(1).map((at, index) => at - (moments[index] ?? at));

/** Timers count whole milliseconds, and the pace is kept by them. */
const ROUNDED = 4;

/** Longer than any test may take, ms. */
const NEVER = 3_600_000;

describe('the pace of one token', () => {
  test('keeps no more requests under way than allowed', async () => {
    const rig = await rigOf(delayed(60), { concurrency: 2 });
    open.push(rig);
    const session = rig.client.session();
    await Promise.all(times(7).map(() => session.get(REPORT)));
    expect(rig.api.requests).toHaveLength(7);
    expect(rig.api.mostAtOnce()).toBe(2);
  });

  test('keeps request starts apart, also those of other sessions', async () => {
    const rig = await rigOf(GOOD, { concurrency: 5, minInterval: 80 });
    open.push(rig);
    const begun = await beginnings(rig.client);
    await Promise.all(times(5).map(() => rig.client.session().get(REPORT)));
    expect(begun).toHaveLength(5);
    begun.forEach((at, index) => void expect(at).toBeGreaterThan(index * 80 - ROUNDED));
  });

  test('keeps them apart also where the second came late', async () => {
    const rig = await rigOf(delayed(300), { concurrency: 5, minInterval: 100 });
    open.push(rig);
    const begun = await beginnings(rig.client);
    const session = rig.client.session();
    const late = [0, 190, 210].map(async (ms) => {
      await systemClock.sleep(ms);
      return session.get(REPORT);
    });
    await Promise.all(late);
    expect(begun).toHaveLength(3);
    expect(begun[1]).toBeGreaterThan(190 - ROUNDED);
    expect(begun[2]).toBeGreaterThan(190 + 100 - ROUNDED);
  });

  test('holds for retries as well', async () => {
    const rig = await rigOf(inTurn(GOOD, raw('', 500), raw('', 500), GOOD), { minInterval: 80 });
    open.push(rig);
    const begun = await beginnings(rig.client);
    await rig.client.session().get(REPORT);
    expect(begun).toHaveLength(3);
    begun.forEach((at, index) => void expect(at).toBeGreaterThan(index * 80 - ROUNDED));
  });

  test('is not that of another token', async () => {
    const api = await startApi(GOOD);
    open.push(api);
    const clients = ['one-token', 'two-token'].map((token) =>
      clientOf(api.url, { minInterval: NEVER }, { token: new Secret(token) }),
    );
    open.push(...clients);
    const results = await Promise.all(clients.map((client) => client.session().get(REPORT)));
    expect(results.map(({ ok }) => ok)).toEqual([true, true]);
    const seen = api.requests.map(({ headers }) => headers.authorization);
    expect(seen.toSorted()).toEqual(['Bearer one-token', 'Bearer two-token']);
  });

  test('rests for everyone while a 429 asks for it', async () => {
    const api = await startApi(inTurn(raw('', 429, { 'retry-after': '1' }), GOOD));
    open.push(api);
    const client = clientOf(
      api.url,
      { concurrency: 1, minInterval: 10 },
      { clock: systemClock, random: () => 0 },
    );
    open.push(client);
    const results = await Promise.all(times(3).map(() => client.session().get(REPORT)));
    expect(results.every(({ ok }) => ok)).toBe(true);
    expect(between(api.requests.map(({ at }) => at))[0]).toBeGreaterThan(950);
  });
});

describe('a refused token', () => {
  test('ends what is queued, what is under way and what comes later, and is told once', async () => {
    const hung: Respond = () => undefined;
    const rig = await rigOf(
      (response, request, index) => (index === 0 ? hung : raw('', 401))(response, request, index),
      // Nothing but the refusal ends the request that hangs.
      { concurrency: 2, timeout: NEVER, deadline: NEVER },
    );
    open.push(rig);
    const session = rig.client.session();
    const results = await Promise.all(times(6).map(() => session.get(REPORT)));
    results.push(await session.get(REPORT));

    const gaps = results.flatMap((result) => (result.ok ? [] : [result.gap]));
    expect(gaps.map(({ reason }) => reason).toSorted()).toEqual([
      ...times(6).map(() => 'token-stopped'),
      'unauthorized',
    ]);
    expect(new Set(gaps.map(({ message }) => message))).toEqual(
      new Set([
        'The API refused the token of chatbot.token (401): put a valid developer access token there (ChatBot app → Settings → Developer settings → access token); no further request was made with this one.',
      ]),
    );
    expect(rig.api.requests).toHaveLength(2);
  });

  test('cuts short the wait of a request that was about to try again', async () => {
    const api = await startApi(inTurn(raw('', 503, { 'retry-after': '50' }), raw('', 403)));
    open.push(api);
    const client = clientOf(api.url, { concurrency: 1 }, { clock: systemClock });
    open.push(client);
    const session = client.session();
    const results = await Promise.all([session.get(REPORT), session.get(REPORT)]);
    expect(results.map((result) => !result.ok && result.gap.reason)).toEqual([
      'token-stopped',
      'unauthorized',
    ]);
  });

  test('is asked with again in the next run', async () => {
    const rig = await rigOf(inTurn(raw('', 401), GOOD));
    open.push(rig);
    expect((await rig.client.session().get(REPORT)).ok).toBe(false);
    expect((await rig.client.session().get(REPORT)).ok).toBe(true);
  });

  test('of one bot does not stop the others', async () => {
    const api = await startApi((response, request, index) =>
      (request.headers.authorization === 'Bearer bad-token' ? raw('', 401) : GOOD)(response, request, index),
    );
    open.push(api);
    const [bad, good] = ['bad-token', 'good-token'].map((token) =>
      clientOf(api.url, {}, { token: new Secret(token) }),
    );
    if (!bad || !good) throw new Error('two clients were made');
    open.push(bad, good);
    const results = await Promise.all([bad.session().get(REPORT), good.session().get(REPORT)]);
    expect(results.map(({ ok }) => ok)).toEqual([false, true]);
  });
});
