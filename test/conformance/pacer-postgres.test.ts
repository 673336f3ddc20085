import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, expect, onTestFinished, test, vi } from 'vitest';
import type { Pacer, PacerOptions } from '../../src/chatbot/client/pacer.js';
import type { RateLimiter } from '../../src/chatbot/client/rate-limiter.js';
import { createSharedPacer } from '../../src/chatbot/client/shared-pacer.js';
import { openLedger } from '../../src/ledger/open.js';
import { openSql } from '../../src/ledger/store/postgres.js';
import { postgresRateLimiter } from '../../src/ledger/store/postgres-rate-limiter.js';
import { Secret } from '../../src/lib/secret.js';
import { systemClock } from '../../src/lib/time/clock.js';
import { CHATBOT } from '../fault/api/rig.js';
import { inTurn, json, type Respond, raw, startApi } from '../support/api-server.js';
import { childProgram } from '../support/build.js';
import { postgresServer } from '../support/postgres.js';
import { pacerConformance } from './pacer.js';

const server = await postgresServer();
await (await openLedger({ kind: 'postgres', url: server.url })).close();
const sql = openSql(server.url, 3);
const rateLimiter: RateLimiter = postgresRateLimiter(sql);
afterAll(async () => {
  await sql.close();
  await server.remove();
});

let serial = 0;
const fresh = () => new Secret(`token-number-${++serial}`);

const pacer = (token: Secret, pace: Omit<PacerOptions, 'clock'>): Pacer =>
  createSharedPacer({
    ...pace,
    clock: systemClock,
    random: Math.random,
    token,
    rateLimiter: async () => rateLimiter,
  });

pacerConformance({ name: 'PostgreSQL', open: (pace) => pacer(fresh(), pace) });

const going = () => ({ signal: new AbortController().signal, urgent: false });

const answer =
  (ms: number): Respond =>
  (response, request, index) =>
    void setTimeout(() => json({ data: [] })(response, request, index), ms);

/** Two processes with one token, each asking so often. */
async function askTwice(chatbot: object, times: number, token: string): Promise<boolean[]> {
  const script = childProgram('ask-api');
  const other = await startApi(json({ data: [] }));
  const what = {
    store: server.url.reveal(),
    token,
    times,
    other: other.url,
    chatbot: { ...CHATBOT, timeout: 5_000, ...chatbot },
  };
  const ask = () => promisify(execFile)(process.execPath, [script, JSON.stringify(what)]);
  const said = await Promise.all([ask(), ask()]).finally(() => other.close());
  return said.flatMap(({ stdout }) => JSON.parse(stdout) as boolean[]);
}

/** Has PostgreSQL note every turn that it gives from now on; answers those of the line that had the most, in order. */
async function noteTurns(): Promise<() => Promise<number[]>> {
  await server.query(`
    create table given (line text, at float8);
    create function note() returns trigger language plpgsql as
      $$ begin insert into given values (new.line, new.started); return new; end $$;
    create trigger note after insert or update of started on botdigest.turns for each row execute function note()`);
  onTestFinished(
    async () =>
      void (await server.query('drop trigger note on botdigest.turns; drop function note; drop table given')),
  );
  return async () => {
    const rows = await server.query<{ at: number }>(
      'select at from given where line = (select line from given group by line order by count(*) desc limit 1) order by at',
    );
    return rows.map(({ at }) => at);
  };
}

test('two processes keep one pace: starts apart, and never more at a time than one of them might have', async () => {
  const api = await startApi(answer(350));
  const token = fresh().reveal();
  const given = await noteTurns();
  const answers = await askTwice({ baseUrl: api.url, concurrency: 2, minInterval: 200 }, 6, token);
  await api.close();
  expect(answers).toEqual(Array.from({ length: 12 }, () => true));
  expect(api.mostAtOnce()).toBe(2);
  const turns = await given();
  expect(turns).toHaveLength(12);
  for (const [index, turn] of turns.entries()) {
    if (index > 0) expect(turn - (turns[index - 1] ?? turn)).toBeGreaterThan(199.9);
    // The server sees a request a moment after its turn, on a busy machine a longer one.
    expect(api.requests[index]?.at).toBeGreaterThan(turn - 2);
  }
  const kept = JSON.stringify(await server.query('select * from botdigest.turns'));
  expect(kept).not.toContain(token);
});

test('a 429 that one process gets holds for the other', async () => {
  const api = await startApi(inTurn(raw('', 429, { 'retry-after': '1' }), json({ data: [] })));
  const answers = await askTwice({ baseUrl: api.url, concurrency: 1 }, 2, fresh().reveal());
  await api.close();
  expect(answers).toEqual([true, true, true, true]);
  const [first, second] = api.requests;
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(950);
});

test('holds back also those that had their turn for a moment to come', async () => {
  const token = fresh();
  const [one, two] = [
    pacer(token, { concurrency: 5, minInterval: 400 }),
    pacer(token, { concurrency: 5, minInterval: 400 }),
  ];
  await one.run(async () => {}, going());
  const starts: number[] = [];
  const waiting = [1, 2].map(() => two.run(async () => void starts.push(performance.now()), going()));
  const asked = performance.now();
  await rateLimiter.pause(await keyOf(), 800);
  await Promise.all(waiting);
  const [first = 0, second = 0] = starts.toSorted((a, b) => a - b);
  expect(first - asked).toBeGreaterThan(798);
  expect(second - asked).toBeGreaterThan(798 + 395);
});

/** The line that was used last. */
async function keyOf(): Promise<string> {
  const [row] = await server.query<{ line: string }>(
    'select line from botdigest.turns order by started desc limit 1',
  );
  return row?.line ?? '';
}

test('a place whose process died is free again when its lease has run out', async () => {
  const { signal } = new AbortController();
  const request = (holder: string, lease: number) => ({ holder, slots: 1, interval: 0, lease });
  expect(await rateLimiter.take('dies', request('one', 200), signal)).toBe(0);
  expect(await rateLimiter.take('dies', request('two', 200), signal)).toBeNull();
  await rateLimiter.renew('dies', 'one', 400);
  await systemClock.sleep(250);
  expect(await rateLimiter.take('dies', request('two', 200), signal)).toBeNull();
  await systemClock.sleep(200);
  expect(await rateLimiter.take('dies', request('two', 200), signal)).toBe(0);
});

test('a place is kept for as long as its task runs', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  let end = () => {};
  const task = () => new Promise<void>((resolve) => (end = resolve));
  const running = pacer(fresh(), { concurrency: 1, minInterval: 0 }).run(task, going());
  const until = async () => {
    const text = 'select holders from botdigest.turns order by started desc limit 1';
    const [row] = await server.query<{ holders: Record<string, number> }>(text);
    return Object.values(row?.holders ?? {})[0] ?? 0;
  };
  await expect.poll(until).toBeGreaterThan(Date.now());
  const before = await until();
  vi.advanceTimersByTime(5_000);
  vi.useRealTimers();
  await expect.poll(until).toBeGreaterThan(before);
  end();
  await running;
  expect(await until()).toBe(0);
});

test('waits while the store is away, until nobody wants it any more, and goes on when it is back', async () => {
  const paced = pacer(fresh(), { concurrency: 1, minInterval: 0 });
  await server.stop();
  const stop = new AbortController();
  const unwanted = paced.run(async () => expect.fail('it ran'), { signal: stop.signal, urgent: false });
  const wanted = paced.run(async () => 'went on', going());
  await systemClock.sleep(200);
  stop.abort(new Error('Nobody wants it.'));
  await expect(unwanted).rejects.toThrow('Nobody wants it.');
  await server.start();
  expect(await wanted).toBe('went on');
});
