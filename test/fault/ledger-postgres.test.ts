import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import type { Ledger } from '../../src/ledger/ledger.js';
import type { LedgerError } from '../../src/ledger/model/errors.js';
import { openLedger } from '../../src/ledger/open.js';
import { Secret } from '../../src/lib/secret.js';
import { childProgram } from '../support/build.js';
import { deadPort } from '../support/free-port.js';
import { MONDAY, planFor, queue, running } from '../support/ledger-work.js';
import { postgresServer } from '../support/postgres.js';

const server = await postgresServer();
let ledgers: Ledger[];

beforeEach(async () => {
  ledgers = [];
  await server.query('drop schema if exists botdigest cascade');
});
afterEach(async () => void (await Promise.all(ledgers.map((ledger) => ledger.close()))));
afterAll(() => server.remove());

async function opened(url = server.url): Promise<Ledger> {
  const ledger = await openLedger({ kind: 'postgres', url });
  ledgers.push(ledger);
  return ledger;
}

const other = (change: (url: URL) => void): Secret => {
  const url = new URL(server.url.reveal());
  change(url);
  return new Secret(url.href);
};

async function refusal(url?: Secret): Promise<LedgerError> {
  return opened(url).then(
    () => expect.fail('the store was opened'),
    (error: LedgerError) => error,
  );
}

test('names a database that refuses to serve, without the password', async () => {
  const wrong = {
    password: other((url) => {
      url.password = 'battery-staple';
    }),
    database: other((url) => {
      url.pathname = '/nowhere';
    }),
  };
  for (const [what, url] of Object.entries(wrong)) {
    const error = await refusal(url);
    expect(error, what).toMatchObject({ name: 'LedgerError', code: 'store-refused', passing: false });
    expect(error.message, what).toMatch(
      /^The store postgres:\/\/127\.0\.0\.1:\d+\/\w+ refuses to serve: .*Check the user/,
    );
    expect(`${error.message} ${error.cause}`, what).not.toMatch(/battery-staple|correct-horse/);
  }
});

test('says that nobody listens', async () => {
  const port = String(await deadPort());
  const error = await refusal(
    other((url) => {
      url.port = port;
    }),
  );
  expect(error).toMatchObject({ code: 'store-unreachable', passing: true });
  expect(error.message).toMatch(/cannot be reached: connect ECONNREFUSED .*Check that it is there/);
});

test('refuses a store of a newer version, and a schema of another program', async () => {
  await opened();
  await server.query("update botdigest.meta set value = '999' where key = 'schema'");
  expect(await refusal()).toMatchObject({ code: 'store-newer' });
  await server.query(
    'drop schema botdigest cascade; create schema botdigest; create table botdigest.runs (x int)',
  );
  expect(await refusal()).toMatchObject({ code: 'store-foreign' });
});

test('lives beside the tables of others, and in a schema made for it', async () => {
  await server.query('create schema botdigest; create table if not exists public.runs (id int)');
  const ledger = await opened();
  await running(ledger);
  expect(await server.query('select id from public.runs')).toEqual([]);
  expect(await ledger.history.counts()).toMatchObject({ runs: { running: 1 } });
});

test('goes on by itself after the server was restarted in the middle of a run', async () => {
  const ledger = await opened();
  const { run, lease } = await running(ledger);
  const [delivery] = await ledger.runs.plan(lease, planFor('a@x'), MONDAY);
  await server.stop();
  await expect(ledger.deliveries.begin(lease, delivery?.id ?? '', MONDAY)).rejects.toMatchObject({
    code: 'store-unreachable',
    passing: true,
  });
  await expect(ledger.probe(MONDAY)).rejects.toMatchObject({ code: 'store-unreachable' });
  await server.start();
  expect(await ledger.deliveries.withdraw(lease, delivery?.id ?? '', MONDAY)).toMatchObject({
    state: 'pending',
  });
  await ledger.deliveries.begin(lease, delivery?.id ?? '', MONDAY);
  expect((await ledger.history.run(run.id))?.deliveries).toMatchObject([{ state: 'sending', attempt: 1 }]);
});

test('loses a write whose connection is cut, as a whole, and the next one works', async () => {
  const ledger = await opened();
  await running(ledger);
  await server.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'botdigest'",
  );
  await ledger.probe(MONDAY).catch((error: LedgerError) => expect(error.code).toBe('store-unreachable'));
  await ledger.probe(MONDAY + 1);
  expect(await server.query("select value from botdigest.meta where key = 'probe'")).toEqual([
    { value: String(MONDAY + 1) },
  ]);
});

test('gives up on a writer that does not let go, and goes on later', async () => {
  const ledger = await opened();
  await queue(ledger, 'weekly', [MONDAY]);
  const writer = await server.session();
  await writer.query('begin; select pg_advisory_xact_lock(1651471460)');
  const claim = () => ledger.runs.claim({ owner: 'one', until: MONDAY + 1 }, MONDAY);
  await expect(claim()).rejects.toMatchObject({ code: 'store-busy', passing: true });
  await writer.query('commit');
  await writer.end();
  expect(await claim()).toMatchObject({ kind: 'claimed', run: { attempt: 1 } });
});

test('hands each run to one of two processes', async () => {
  const ledger = await opened();
  const instants = Array.from({ length: 30 }, (_, index) => index);
  const runs = await queue(ledger, 'weekly', instants);
  const script = childProgram('claim-all');
  const store = JSON.stringify({ kind: 'postgres', url: server.url.reveal() });
  const work = (owner: string) => promisify(execFile)(process.execPath, [script, store, owner]);
  const said = await Promise.all([work('one'), work('two')]);
  const ids = said.flatMap(({ stdout }) => stdout.trim().split('\n').filter(Boolean));
  expect(ids.sort()).toEqual(runs.map(({ id }) => id).sort());
  expect(await ledger.receipts.audit()).toMatchObject({ whole: true, events: 90 });
});
