import { execFile } from 'node:child_process';
import { mkdir, open, readFile, rename, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Libsql from 'libsql';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Ledger } from '../../src/ledger/ledger.js';
import type { LedgerError } from '../../src/ledger/model/errors.js';
import { openLedger } from '../../src/ledger/open.js';
import { sqliteBackend } from '../../src/ledger/store/sqlite.js';
import { childProgram } from '../support/build.js';
import { MONDAY, planFor, queue, running } from '../support/ledger-work.js';
import { type TempFolder, tempFolder } from '../support/temp-folder.js';

let folder: TempFolder;
let path: string;
let ledgers: Ledger[];

beforeEach(async () => {
  folder = await tempFolder();
  path = join(folder.path, 'data', 'botdigest.db');
  ledgers = [];
});
afterEach(async () => {
  await Promise.all(ledgers.map((ledger) => ledger.close()));
  await folder.remove();
});

async function opened(): Promise<Ledger> {
  const ledger = await openLedger({ kind: 'sqlite', path });
  ledgers.push(ledger);
  return ledger;
}

/** A store with rows in its file, not in its log. */
async function filled(): Promise<void> {
  const ledger = await opened();
  const { lease } = await running(ledger);
  await ledger.runs.plan(lease, planFor('a@x'), MONDAY);
  sqlite((db) => db.pragma('wal_checkpoint(TRUNCATE)'));
}

function sqlite(work: (db: InstanceType<typeof Libsql>) => void): void {
  const db = new Libsql(path);
  try {
    work(db);
  } finally {
    db.close();
  }
}

async function refusal(): Promise<LedgerError> {
  return opened().then(
    () => expect.fail('the store was opened'),
    (error: LedgerError) => error,
  );
}

async function expectRefusedUntouched(code: string, said: RegExp): Promise<void> {
  const before = await readFile(path);
  const error = await refusal();
  expect(error).toMatchObject({ name: 'LedgerError', code, passing: false });
  expect(error.message).toContain(path);
  expect(error.message).toMatch(said);
  expect((await readFile(path)).equals(before)).toBe(true);
}

test('makes a store that only its user can read, with nothing left beside it', async () => {
  await opened();
  const mode = async (name: string) => (await stat(join(folder.path, name))).mode & 0o777;
  expect(await mode('data')).toBe(0o700);
  expect(await mode('data/botdigest.db')).toBe(0o600);
  expect((await folder.files()).filter((name) => name.endsWith('.new'))).toEqual([]);
});

test('writes ahead into a log, and can give space back', async () => {
  const ledger = await opened();
  await ledger.probe(MONDAY);
  sqlite((db) => {
    expect(db.pragma('journal_mode')).toMatchObject([{ journal_mode: 'wal' }]);
    expect(db.pragma('auto_vacuum')).toMatchObject([{ auto_vacuum: 2 }]);
  });
});

test('refuses a file of something else', async () => {
  await mkdir(join(folder.path, 'data'));
  await writeFile(path, 'not a database, but long enough to be taken for one '.repeat(200));
  await expectRefusedUntouched('store-damaged', /is damaged.*Restore it/);
});

test('refuses an empty file instead of beginning anew in it', async () => {
  await filled();
  await truncate(path);
  await expectRefusedUntouched('store-damaged', /is damaged/);
});

test('refuses a file that was cut', async () => {
  await filled();
  await truncate(path, 4096 * 3);
  await expectRefusedUntouched('store-damaged', /is damaged/);
});

test('refuses a file with pages overwritten', async () => {
  await filled();
  const file = await open(path, 'r+');
  await file.write(Buffer.alloc(4096 * 4, 0x5a), 0, 4096 * 4, 4096 * 4);
  await file.close();
  await expectRefusedUntouched('store-damaged', /is damaged/);
});

test('refuses a store of a newer version', async () => {
  await filled();
  sqlite((db) => db.exec("update meta set value = '999' where key = 'schema'"));
  const error = await refusal();
  expect(error).toMatchObject({ code: 'store-newer', passing: false });
  expect(error.message).toMatch(/written by a newer botdigest\. Install that version again/);
});

test('refuses a database of another program', async () => {
  await mkdir(join(folder.path, 'data'));
  sqlite((db) => db.exec('create table runs (id integer primary key, distance real)'));
  await expectRefusedUntouched('store-foreign', /belongs to another program/);
});

test('says that a folder is not a file', async () => {
  await mkdir(path, { recursive: true });
  expect(await refusal()).toMatchObject({ code: 'store-unreachable' });
});

test('says where a folder cannot be made', async () => {
  await writeFile(join(folder.path, 'data'), 'a file in the way');
  expect(await refusal()).toMatchObject({
    code: 'store-unreachable',
    message: expect.stringMatching(/botdigest\.db/),
  });
});

test('waits for a store that is locked for a moment', async () => {
  const ledger = await opened();
  const other = new Libsql(path);
  other.exec('begin immediate');
  setTimeout(() => other.exec('commit'), 400);
  const started = performance.now();
  await ledger.probe(MONDAY);
  expect(performance.now() - started).toBeGreaterThan(300);
  other.close();
});

test('gives up on a store that stays locked, loses nothing and goes on later', async () => {
  const ledger = await opened();
  await queue(ledger, 'weekly', [MONDAY]);
  const other = new Libsql(path);
  other.exec('begin immediate');
  const claim = () => ledger.runs.claim({ owner: 'one', until: MONDAY + 1 }, MONDAY);
  await expect(claim()).rejects.toMatchObject({
    code: 'store-busy',
    passing: true,
    message: expect.stringMatching(/is locked by another process/),
  });
  expect(await ledger.history.counts()).toMatchObject({ runs: { queued: 1 } });
  other.exec('commit');
  other.close();
  expect(await claim()).toMatchObject({ kind: 'claimed', run: { attempt: 1 } });
});

test('tells a full disk and a read-only file from other faults', async () => {
  await filled();
  const backend = sqliteBackend(path);
  const fault = (work: (db: InstanceType<typeof Libsql>) => void) => {
    try {
      sqlite(work);
    } catch (error) {
      return backend.fault(error);
    }
  };
  const fill = (db: InstanceType<typeof Libsql>) => {
    db.pragma('max_page_count = 1');
    db.exec('create table filler as select randomblob(1000000) as bytes');
  };
  expect(fault(fill)).toBe('store-full');
  const write = (db: InstanceType<typeof Libsql>) => {
    db.pragma('query_only = 1');
    db.exec('delete from meta');
  };
  expect(fault(write)).toBe('store-read-only');
  expect(fault((db) => db.exec('no sql'))).toBeNull();
  expect(backend.fault(new TypeError('a mistake of ours'))).toBeNull();
});

test('writes nothing into a file that was taken away or replaced, and goes on when it is back', async () => {
  const ledger = await opened();
  await queue(ledger, 'weekly', [MONDAY]);
  const claim = (owner: string) => ledger.runs.claim({ owner, until: MONDAY + 1000 }, MONDAY);
  await rename(path, `${path}.aside`);
  await expect(claim('one')).rejects.toMatchObject({ code: 'store-gone', passing: true });
  await writeFile(path, 'something else');
  await expect(claim('two')).rejects.toMatchObject({ code: 'store-replaced', passing: true });
  await expect(ledger.probe(MONDAY)).rejects.toThrow('To go on with this one, start again.');
  await rename(`${path}.aside`, path);
  expect(await claim('three')).toMatchObject({ kind: 'claimed', run: { attempt: 1, leaseOwner: 'three' } });
});

test('hands each run to one of two processes', async () => {
  const ledger = await opened();
  const runs = await queue(
    ledger,
    'weekly',
    Array.from({ length: 30 }, (_, index) => index),
  );
  const script = childProgram('claim-all');
  const store = JSON.stringify({ kind: 'sqlite', path });
  const work = (owner: string) => promisify(execFile)(process.execPath, [script, store, owner]);
  const said = await Promise.all([work('one'), work('two')]);
  const ids = said.flatMap(({ stdout }) => stdout.trim().split('\n').filter(Boolean));
  expect(ids.sort()).toEqual(runs.map(({ id }) => id).sort());
  expect(await ledger.receipts.audit()).toMatchObject({ whole: true, events: 90 });
  expect(await ledger.history.counts()).toEqual({ runs: { completed: 30 }, deliveries: [] });
});
