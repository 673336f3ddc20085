import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';
import { afterAll, beforeEach, expect, test } from 'vitest';
import type { Ledger } from '../../src/ledger/ledger.js';
import { moveLedger } from '../../src/ledger/move.js';
import { openLedger } from '../../src/ledger/open.js';
import { Secret } from '../../src/lib/secret.js';
import { checkOf, episodeOf } from '../support/alert-work.js';
import { runHere } from '../support/cli.js';
import { deskConfig, openDesk } from '../support/desk.js';
import { emptyFolder } from '../support/folder.js';
import { claimant, due, ended, MINUTE, MONDAY, planFor, running } from '../support/ledger-work.js';
import { postgresServer } from '../support/postgres.js';

const server = await postgresServer();
afterAll(() => server.remove());
beforeEach(() => server.query('drop schema if exists botdigest cascade'));

const LATER = MONDAY + 60 * MINUTE;
const TABLES = [
  'cursors',
  'runs',
  'deliveries',
  'attempts',
  'events',
  'snapshots',
  'artifacts',
  'contents',
  'settings',
  'shared_contents',
  'streaks',
  'weeks',
  'checks',
  'watched',
  'episodes',
  'snoozes',
];

const WEEKS = Array.from({ length: 230 }, (_, index) => ({
  key: `week ${index}`,
  ended: MONDAY,
  json: `["${index}"]`,
}));

const SETTINGS = { version: '1', json: '{}', files: new Map([['logo', Buffer.from('logo')]]) };

/** A store with a bit of everything: a run that is over, one in doubt whose files are kept, and many that wait. */
async function storeWithHistory(): Promise<{ folder: string; path: string }> {
  const folder = emptyFolder();
  const path = join(folder, 'botdigest.db');
  const ledger = await openLedger({ kind: 'sqlite', path });
  await finished(ledger, 'weekly', ['delivered', 'delivered']);
  await finished(ledger, 'daily', ['delivered', 'unknown']);
  const cursor = { digest: 'hourly', schedule: 'every hour', at: MONDAY };
  const slots = Array.from({ length: 1_100 }, (_, index) => due(index + 1));
  await ledger.slots.advance({ from: null, to: cursor, due: slots }, MONDAY);
  await ledger.weeks.keep(WEEKS);
  await checked(ledger);
  await ledger.close();
  writeFileSync(
    join(folder, 'config.yaml'),
    deskConfig('http://127.0.0.1:1', { deliver: ['folder: { path: ./out }'] }).replace('./data/', './'),
  );
  return { folder, path };
}

const EPISODES = ['support', 'sales'].map((bot) => episodeOf('outage', bot));

async function checked(ledger: Ledger): Promise<void> {
  const { lease } = await running(ledger, 'alert.outage', 0);
  await ledger.runs.plan(lease, { ...planFor(), check: checkOf({ episodes: EPISODES }) }, MONDAY);
  await ledger.runs.finish(lease, { state: 'completed', reason: 'delivered', error: null }, MONDAY);
  await ledger.alerts.snooze('outage', { until: LATER, by: 'ada@desk' }, MONDAY);
}

async function finished(
  ledger: Ledger,
  digest: string,
  ends: readonly ('delivered' | 'unknown')[],
): Promise<void> {
  const { lease } = await running(ledger, digest);
  const deliveries = await ledger.runs.plan(
    lease,
    { ...planFor(...ends.map((_, index) => `${index}@example.com`)), settings: SETTINGS },
    MONDAY,
  );
  for (const [index, { id }] of deliveries.entries()) {
    await ledger.deliveries.begin(lease, id, MONDAY);
    await ledger.deliveries.end(lease, id, ended[ends[index] ?? 'delivered'], MONDAY + 1);
  }
  const whole = ends.every((end) => end === 'delivered');
  await ledger.runs.finish(
    lease,
    { state: whole ? 'completed' : 'partial', reason: whole ? 'delivered' : 'undelivered', error: null },
    MONDAY + 2,
  );
}

const rowsAt = async () => {
  const found = await server.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'botdigest'",
  );
  if (found.length === 0) return 0;
  const counts = await Promise.all(
    TABLES.map((name) => server.query<{ size: string }>(`select count(*) as size from botdigest.${name}`)),
  );
  return counts.reduce((sum, [row]) => sum + Number(row?.size), 0);
};

test('moves everything: the same history, receipts, files and cursors, and work goes on from there', async () => {
  const { folder, path } = await storeWithHistory();
  const told = await runHere(['migrate', '--to', server.url.reveal(), '--json'], { cwd: folder });
  expect(told.stderr).toBe('');
  expect(told.code).toBe(0);
  const { to, rows } = JSON.parse(told.stdout) as { to: string; rows: Record<string, number> };
  expect(rows).toMatchObject({
    cursors: 1,
    runs: 1_103,
    deliveries: 4,
    attempts: 4,
    snapshots: 3,
    corrections: 0,
    drafts: 0,
    artifacts: 6,
    contents: 2,
    sharedContents: 2,
    settings: 4,
    streaks: 3,
    weeks: 230,
    checks: 1,
    watched: 2,
    episodes: 2,
    snoozes: 1,
  });
  expect(to).toMatch(/^postgres:\/\/127\.0\.0\.1:\d+\/botdigest$/);
  expect(told.stdout).not.toContain('correct-horse');

  const before = await openLedger({ kind: 'sqlite', path });
  const after = await openLedger({ kind: 'postgres', url: server.url });
  for (const ledger of [before, after])
    expect(await ledger.history.counts()).toMatchObject({
      runs: { completed: 1, partial: 1, queued: 1_100 },
    });
  for (const { run } of await before.history.runs({ limit: 2_000 })) {
    if (run.digest === 'hourly' && run.scheduledFor % 100 > 0) continue;
    expect(await after.history.run(run.id)).toEqual(await before.history.run(run.id));
    expect(await after.contents.snapshots(run.id)).toEqual(await before.contents.snapshots(run.id));
    expect(await after.contents.bundle(run.id, 'files')).toEqual(
      await before.contents.bundle(run.id, 'files'),
    );
  }
  expect(await after.alerts.checks()).toEqual([
    { alert: 'outage', at: MONDAY, series: checkOf().series, rewoundAt: null },
  ]);
  expect(new Set(await after.alerts.episodes({ open: true }))).toEqual(new Set(EPISODES));
  expect(await after.alerts.snoozes()).toEqual(await before.alerts.snoozes());
  expect(await after.slots.cursors()).toEqual(await before.slots.cursors());
  expect(await after.streaks.due()).toEqual(await before.streaks.due());
  expect(await after.weeks.of(WEEKS.map(({ key }) => key))).toEqual(
    new Map(WEEKS.map(({ key, json }) => [key, json])),
  );
  expect(await after.runs.claim(claimant('new', LATER + MINUTE), LATER)).toMatchObject({
    kind: 'claimed',
    run: { digest: 'hourly' },
  });
  await Promise.all([before.close(), after.close()]);
});

test('tells people what was moved and what to change, and moves nothing a second time', async () => {
  const { folder } = await storeWithHistory();
  const first = await runHere(['migrate', '--to', server.url.reveal()], { cwd: folder });
  expect(first.stdout).toMatch(/runs +1103\n/);
  expect(first.stdout).toMatch(/^ {2}store: \$\{DATABASE_URL\}/m);
  const second = await runHere(['migrate', '--to', server.url.reveal()], { cwd: folder });
  expect(second.code).toBe(1);
  expect(second.stderr).toMatch(
    /^error: The store postgres:\/\/127\.0\.0\.1:\d+\/botdigest is not empty: it holds cursors\./,
  );
  for (const { stdout, stderr } of [first, second]) expect(stdout + stderr).not.toContain('correct-horse');
});

test('refuses a store with a running service or a run under way, until it is stopped or gone', async () => {
  const { path } = await storeWithHistory();
  const ledger = await openLedger({ kind: 'sqlite', path });
  await ledger.leases.take('service one', { owner: 'one', until: LATER + 90_000 }, LATER);
  await expect(moveLedger(path, server, LATER)).rejects.toMatchObject({
    code: 'service-running',
    message: expect.stringMatching(
      /^The service one works on the store .*: stop it first\. If it was killed, try again in 90 seconds\.$/,
    ),
  });
  await ledger.leases.release('service one', 'one');
  await ledger.runs.claim(claimant('two', LATER + 30_000), LATER);
  await expect(moveLedger(path, server, LATER)).rejects.toMatchObject({ code: 'run-busy' });
  expect(await rowsAt()).toBe(0);
  await moveLedger(path, server, LATER + 30_000);
  expect(await rowsAt()).toBeGreaterThan(1_000);
  await ledger.close();
});

test('a service is noticed from its start to its stop, also while it has nothing to do', async () => {
  const desk = await openDesk({ deliver: ['folder: { path: ./out }'] });
  const service = await (await desk.app()).start(() => {});
  const move = () => moveLedger(desk.store.path, server, desk.clock.now());
  await expect(move()).rejects.toMatchObject({ code: 'service-running' });
  await service.stop();
  expect((await move()).rows).toMatchObject({ runs: 0 });
});

test('moves nothing when it breaks off in the middle', async () => {
  const { path } = await storeWithHistory();
  const db = new Libsql(path);
  db.exec(
    "update artifacts set size = 99999999999 where run in (select id from runs where digest = 'daily')",
  );
  db.close();
  await expect(moveLedger(path, server, LATER)).rejects.toThrow(/out of range/);
  expect(await rowsAt()).toBe(0);
});

test('refuses stores of a newer version on either side, an address that is none, and a store that is not there', async () => {
  const { folder, path } = await storeWithHistory();
  await (await openLedger({ kind: 'postgres', url: server.url })).close();
  await server.query("update botdigest.meta set value = '99' where key = 'schema'");
  await expect(moveLedger(path, server, LATER)).rejects.toMatchObject({ code: 'store-newer' });
  const db = new Libsql(path);
  db.exec("update meta set value = '99' where key = 'schema'");
  db.close();
  await expect(moveLedger(path, server, LATER)).rejects.toMatchObject({ code: 'store-newer' });
  await expect(moveLedger(join(folder, 'gone.db'), server, LATER)).rejects.toMatchObject({
    code: 'nothing-to-move',
  });
  for (const address of [
    'mysql://me:battery-staple@host/db',
    'sqlite:./other.db',
    'postgres://me:battery-staple@host',
  ]) {
    const told = await runHere(['migrate', '--to', address], { cwd: folder });
    expect(told.code).toBe(2);
    expect(told.stderr).toMatch(/^error: --to (must start with|names no database)/);
    expect(told.stderr).not.toContain('battery-staple');
  }
  const config = join(folder, 'config.yaml');
  writeFileSync(config, readFileSync(config, 'utf8').replace('sqlite:./botdigest.db', server.url.reveal()));
  const told = await runHere(['migrate', '--to', server.url.reveal()], { cwd: folder });
  expect(told.stderr).toBe('error: The store is PostgreSQL already: nothing to move.\n');
});

test('names a database that refuses, without the password', async () => {
  const { path } = await storeWithHistory();
  const url = new URL(server.url.reveal());
  url.password = 'battery-staple';
  const error = await moveLedger(path, { url: new Secret(url.href) }, LATER).catch((fault: Error) => fault);
  expect(error).toMatchObject({ code: 'store-refused' });
  expect(String(error)).not.toContain('battery-staple');
});
