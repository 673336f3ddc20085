import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Libsql from 'libsql';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Ledger } from '../../src/ledger/ledger.js';
import { openLedger } from '../../src/ledger/open.js';
import { Secret } from '../../src/lib/secret.js';
import { checkOf, episodeOf } from '../support/alert-work.js';
import { emptyFolder } from '../support/folder.js';
import { MONDAY, planFor, running } from '../support/ledger-work.js';
import { postgresServer } from '../support/postgres.js';

/**
 * Stores that older versions wrote, as an SQLite file and as the SQL of the same store on PostgreSQL. In them: runs that were delivered, delivered
 * with a note, partial, held, unknown, retrying and failed; `hurt`, with the reason words that had another name up to 5; and in 7 a past week.
 */
const SCHEMAS = [2, 5, 7];
const fixture = async (name: string) =>
  gunzipSync(await readFile(join('test/fixtures/ledger', `${name}.gz`)));

const server = await postgresServer();
afterAll(() => server.remove());

interface OldStore {
  readonly ledger: () => Promise<Ledger>;
  /** Rows of each table. */
  readonly sizes: () => Promise<Record<string, number>>;
}

const TABLES = ['runs', 'deliveries', 'attempts', 'events', 'snapshots', 'artifacts', 'contents', 'streaks'];

async function counted(count: (table: string) => Promise<number>): Promise<Record<string, number>> {
  const sizes: Record<string, number> = {};
  for (const table of TABLES) sizes[table] = await count(table);
  return sizes;
}

async function sqliteStore(schema: number): Promise<OldStore> {
  const path = join(emptyFolder(), 'data', 'botdigest.db');
  await mkdir(dirname(path));
  await writeFile(path, await fixture(`schema-${schema}.db`));
  const size = async (table: string) => {
    const db = new Libsql(path);
    try {
      return (db.prepare(`select count(*) as size from ${table}`).get() as { size: number }).size;
    } finally {
      db.close();
    }
  };
  return { ledger: () => opened({ kind: 'sqlite', path }), sizes: () => counted(size) };
}

async function postgresStore(schema: number): Promise<OldStore> {
  const database = `schema_${schema}_${Math.random().toString(36).slice(2)}`;
  await server.query(`create database ${database}`);
  const url = new Secret(server.url.reveal().replace(/botdigest$/, database));
  const sql = (await fixture(`schema-${schema}.sql`)).toString();
  await server.query(sql, database);
  const size = async (table: string) =>
    Number(
      (await server.query<{ size: string }>(`select count(*) as size from botdigest.${table}`, database))[0]
        ?.size,
    );
  return { ledger: () => opened({ kind: 'postgres', url }), sizes: () => counted(size) };
}

async function opened(store: Parameters<typeof openLedger>[0]): Promise<Ledger> {
  const ledger = await openLedger(store);
  onTestFinished(() => ledger.close());
  return ledger;
}

/** Of each digest its run and its deliveries, by today's words. */
const STAND = {
  daily: ['completed, delivered', 'files: delivered, first'],
  noted: ['retrying, server-error', 'message: delivered, first', 'files: pending, server-error'],
  partial: ['partial, undelivered', 'message: delivered, first', 'message: failed, recipient-rejected'],
  failed: ['failed, undelivered', 'message: failed, recipient-rejected'],
  held: ['failed, held', 'message: held, silent-after-data'],
  unknown: ['retrying, silent-after-data', 'message: unknown, silent-after-data'],
  retrying: ['retrying, server-error', 'message: pending, server-error'],
  hurt: [
    'retrying, resource-exhausted',
    'files: pending, resource-exhausted',
    'files: pending, withdrawn',
    'files: pending, idempotent',
  ],
} as const;

async function standOf(ledger: Ledger, digest: string): Promise<string[]> {
  const [record] = await ledger.history.runs({ digest, limit: 1 });
  if (!record) return [];
  const { run, deliveries } = record;
  return [
    `${run.state}, ${run.reason}`,
    ...deliveries.map(({ part, state, reason }) => `${part}: ${state}, ${reason}`),
  ];
}

async function storyOf(ledger: Ledger, digest: string) {
  const [record] = await ledger.history.runs({ digest, limit: 1 });
  const story = await ledger.history.run(record?.run.id ?? '');
  return story ?? expect.fail(`no run of ${digest}`);
}

const NOTE = expect.stringMatching(/^The picture .* is missing: /);

describe.each([
  ['SQLite', sqliteStore],
  ['PostgreSQL', postgresStore],
] as const)('a store on %s', (_, storeOf) => {
  test.each(SCHEMAS)('of schema %i is taken over with all that is in it', async (schema) => {
    const store = await storeOf(schema);
    const before = await store.sizes();
    expect(Math.min(...Object.values(before))).toBeGreaterThan(0);
    const ledger = await store.ledger();
    expect(await store.sizes()).toEqual(before);
    const stand = Object.keys(STAND).map(async (digest) => [digest, await standOf(ledger, digest)]);
    expect(Object.fromEntries(await Promise.all(stand))).toEqual(STAND);

    const noted = await storyOf(ledger, 'noted');
    expect(noted.deliveries).toMatchObject([
      { state: 'delivered', error: null, notes: NOTE },
      { state: 'pending', error: expect.stringContaining('Slack'), notes: null },
    ]);
    expect(noted.attempts).toMatchObject([
      { outcome: 'delivered', error: null, notes: NOTE },
      { outcome: 'pending', error: expect.stringContaining('Slack'), notes: null },
    ]);
    const { run, deliveries } = noted;
    expect(deliveries).toMatchObject(Array(2).fill({ incomplete: 0, edition: 0 }));
    expect(await ledger.contents.snapshots(run.id)).toMatchObject([{ slice: '', json: expect.any(String) }]);
    expect(await ledger.contents.bundle(run.id, deliveries[1]?.attachments ?? '')).toMatchObject([
      { name: expect.stringMatching(/\.csv$/), bytes: expect.anything() },
    ]);

    const held = await storyOf(ledger, 'held');
    expect(held.deliveries[0]?.error).toContain('It may have been sent.');
    expect(held.events.map(({ what, reason }) => `${what}, ${reason}`).slice(-2)).toEqual([
      'held, silent-after-data',
      'failed, held',
    ]);
    const words = (await storyOf(ledger, 'hurt')).events.map(({ reason }) => reason);
    expect(words).toEqual(expect.arrayContaining(['resource-exhausted', 'withdrawn', 'idempotent']));
    expect(await ledger.contents.draft(run.id)).toBeNull();
  });

  test.each(SCHEMAS)('of schema %i is gone on with', async (schema) => {
    const ledger = await (await storeOf(schema)).ledger();
    const { deliveries } = await storyOf(ledger, 'held');
    const at = Date.now();
    expect(await ledger.deliveries.resolve(deliveries[0]?.id ?? '', 'delivered', at)).toMatchObject({
      state: 'delivered',
      reason: 'resolved',
    });
    expect(await standOf(ledger, 'held')).toEqual(['completed, delivered', 'message: delivered, resolved']);
    const { run } = await storyOf(ledger, 'hurt');
    const claim = await ledger.runs.claim({ owner: 'two', until: at + 60_000 }, at + 3_600_000, run.id);
    if (claim?.kind !== 'claimed') expect.fail('not claimed');
    const [first] = await ledger.deliveries.of(run.id);
    expect(await ledger.deliveries.begin(claim.lease, first?.id ?? '', at)).toMatchObject({ attempt: 2 });
    expect((await ledger.weeks.of(['a'])).get('a')).toBe(schema < 7 ? undefined : '["a kept week"]');
    await ledger.weeks.keep([{ key: 'a', ended: at, json: '["a week"]' }]);
    expect(await ledger.weeks.of(['a', 'b'])).toEqual(new Map([['a', '["a week"]']]));
    expect([await ledger.alerts.checks(), await ledger.alerts.episodes({})]).toEqual([[], []]);
    const check = checkOf({ episodes: [episodeOf('outage', 'support')] });
    const checking = await running(ledger, 'alert.outage', MONDAY);
    await ledger.runs.plan(checking.lease, { ...planFor(), check }, MONDAY);
    expect(await ledger.alerts.checks('outage')).toMatchObject([{ at: MONDAY, series: check.series }]);
    expect(await ledger.alerts.episodes({ open: true })).toEqual(check.episodes);
  });
});
