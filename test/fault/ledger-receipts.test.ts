import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Libsql from 'libsql';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { backupLedger, restoreLedger } from '../../src/ledger/backup.js';
import { parseHead } from '../../src/ledger/chain/link.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { moveLedger } from '../../src/ledger/move.js';
import { openLedger } from '../../src/ledger/open.js';
import { emptyFolder } from '../support/folder.js';
import { HOUR, MONDAY, planFor, queue, running } from '../support/ledger-work.js';
import { postgresServer } from '../support/postgres.js';

const server = await postgresServer();
afterAll(() => server.remove());

async function opened(store: Parameters<typeof openLedger>[0]): Promise<Ledger> {
  const ledger = await openLedger(store, () => MONDAY + HOUR);
  onTestFinished(() => ledger.close());
  return ledger;
}

const headOf = async (ledger: Ledger): Promise<string> => (await ledger.receipts.head()) ?? '';

/** What an audit says of an earlier head. */
async function asked(ledger: Ledger, head: string) {
  const { whole, asked: finding } = await ledger.receipts.audit(parseHead(head) ?? undefined);
  return [whole, finding];
}

/** A run under way, whose deliveries were planned. */
async function underWay(ledger: Ledger): Promise<void> {
  const { lease } = await running(ledger);
  const [delivery] = await ledger.runs.plan(lease, planFor('ada@example.com', 'bo@example.com'), MONDAY);
  await ledger.deliveries.begin(lease, delivery?.id ?? '', MONDAY);
}

/** The events of the ledger itself. */
const notes = (path: string) => {
  const db = new Libsql(path);
  try {
    return db.prepare('select what from ledger_events order by seq').all() as { what: string }[];
  } finally {
    db.close();
  }
};

describe.each([
  ['that is restored', restoreLedger],
  ['that was put back by hand', null],
] as const)('An older copy %s', (_, restore) => {
  test('goes on with its own chain, which has heads from before the copy and none from after it', async () => {
    const path = join(emptyFolder(), 'botdigest.db');
    const first = await opened({ kind: 'sqlite', path });
    await underWay(first);
    const copy = `${path}.copy`;
    const { head: before } = await backupLedger(path, copy, { force: false });
    expect(before).toBe(await headOf(first));
    await queue(first, 'later', [MONDAY]);
    const after = await headOf(first);
    await first.close();
    if (restore) await restore(path, copy, { force: true, at: MONDAY + HOUR });
    else {
      for (const part of ['-wal', '-shm']) rmSync(path + part, { force: true });
      renameSync(copy, path);
    }
    const ledger = await opened({ kind: 'sqlite', path });
    expect(await ledger.receipts.audit()).toMatchObject({ whole: true, brokenAt: null });
    expect(await asked(ledger, before ?? '')).toEqual([true, 'in-chain']);
    expect(await asked(ledger, after)).toEqual([true, 'not-in-chain']);
    expect(notes(path)).toEqual([{ what: 'restored' }]);
  });
});

test('A store that is moved to PostgreSQL takes its chain along, gaps included', async () => {
  const path = join(emptyFolder(), 'botdigest.db');
  const first = await opened({ kind: 'sqlite', path });
  for (const [digest, at] of [
    ['one', 1],
    ['two', 3],
    ['three', 2],
  ] as const) {
    const { lease } = await running(first, digest, MONDAY + at);
    await first.runs.finish(lease, { state: 'skipped', reason: 'empty-digest', error: null }, MONDAY + at);
  }
  await first.prune({ runs: MONDAY + 3, quietChecks: 0, weeks: 0 }, MONDAY + 4);
  const head = await headOf(first);
  await first.close();
  await moveLedger(path, { url: server.url }, MONDAY + HOUR);
  const ledger = await opened({ kind: 'postgres', url: server.url });
  expect(await ledger.receipts.audit()).toMatchObject({ whole: true, deleted: 6, events: 5 });
  expect(await asked(ledger, head)).toEqual([true, 'in-chain']);
  await queue(ledger, 'later', [MONDAY]);
  expect(await ledger.receipts.audit()).toMatchObject({ whole: true, events: 6 });
});

test.each([2, 5, 7])(
  'A store of schema %i gets its chain, and what is changed in it then is found',
  async (schema) => {
    const path = join(emptyFolder(), 'botdigest.db');
    writeFileSync(path, gunzipSync(readFileSync(`test/fixtures/ledger/schema-${schema}.db.gz`)));
    const ledger = await opened({ kind: 'sqlite', path });
    const { events, ...audit } = await ledger.receipts.audit();
    expect(audit).toMatchObject({ whole: true, deleted: 0, head: await headOf(ledger) });
    expect(notes(path)).toEqual([{ what: 'chained' }]);
    const db = new Libsql(path);
    onTestFinished(() => void db.close());
    const [{ count } = { count: 0 }] = db.prepare('select count(*) as count from events').all() as {
      count: number;
    }[];
    expect(events).toBe(count + 1);
    const change = async (statement: string, back: string) => {
      db.exec(statement);
      const { brokenAt } = await ledger.receipts.audit();
      db.exec(back);
      return brokenAt?.problem;
    };
    const delivered = "from deliveries where state = 'delivered' order by id limit 1";
    const [{ id, target, carries } = { id: '', target: '', carries: '' }] = db
      .prepare(`select id, target, carries ${delivered}`)
      .all() as { id: string; target: string; carries: string }[];
    expect(carries).toMatch(/^[0-9a-f]{64}$/);
    const set = (to: string) => `update deliveries set target = '${to}' where id = '${id}'`;
    expect(await change(set('eve@example.com'), set(target))).toBe('receipt');
    const rename = (from: string, to: string) =>
      `update artifacts set name = replace(name, '${from}', '${to}')`;
    expect(await change(rename('.csv', '.CSV'), rename('.CSV', '.csv'))).toBe('receipt');
    const move = (by: number) => `update events set at = at + ${by} where seq = 3`;
    expect(await change(move(1), move(-1))).toBe('changed');
    expect(await ledger.receipts.audit()).toMatchObject({ whole: true });
  },
);
