import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, lstatSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../lib/errors.js';
import { makeFolder } from '../lib/system/files.js';
import { storeFault } from './model/errors.js';
import type { Rewound } from './model/rewound.js';
import { refuseInUse } from './move.js';
import { prepared } from './open.js';
import { markOf, rewind } from './rewind.js';
import { HEAD, headShown } from './rows/head.js';
import type { Database } from './store/database.js';
import { openLastWritten } from './store/last-written.js';
import {
  draftBackend,
  makeSealed,
  openReading,
  sqliteBackend,
  sqliteFault,
  syncFile,
} from './store/sqlite.js';
import type { Tx } from './store/tables.js';

interface Wish {
  /** True to replace an existing file. */
  readonly force: boolean;
}

export interface Backup {
  readonly file: string;
  readonly runs: number;
  /** The last place of its chain, to be kept elsewhere, see `audit --head`; null in a store without events, or of an older version. */
  readonly head: string | null;
  /** Bytes. */
  readonly size: number;
}

/** Copies the ledger as of one moment, also while it is written to. The copy is checked before it gets its name. */
export async function backupLedger(path: string, file: string, { force }: Wish): Promise<Backup> {
  if (!existsSync(path))
    throw usage('nothing-to-back-up', `There is no store at ${path}: nothing to back up.`);
  refuseTaken(file, force);
  const draft = draftBeside(file);
  try {
    makeFolder(dirname(file), 0o700);
    copyInto(path, draft);
    const { runs, head } = wholeLedger(draft, file);
    syncFile(draft);
    const { size } = lstatSync(draft);
    place(draft, file, force);
    return { file, runs, head, size };
  } catch (error) {
    throw sqliteFault(error, file);
  } finally {
    removeAll(draft);
  }
}

export interface Restored extends Rewound {
  /** Number of runs in the ledger. */
  readonly known: number;
}

/** Replaces the ledger by a copy, migrated to this version; its schedules count from `at` (epoch ms). */
export async function restoreLedger(
  path: string,
  file: string,
  { force, at }: Wish & { readonly at: number },
): Promise<Restored> {
  if (!existsSync(file)) throw usage('no-backup', `There is no file ${file}.`);
  if (existsSync(path) && !force) {
    const message = `There is a store at ${path} already: --force puts ${file} in its place.`;
    throw usage('exists', message);
  }
  const draft = draftBeside(path);
  try {
    makeFolder(dirname(path), 0o700);
    copyInto(file, draft);
    const { runs: known } = wholeLedger(draft, file);
    const last = openLastWritten(path);
    const found = last.read();
    const rewound = await within(draft, (database) =>
      database.write('migrate', (tx) => rewind(tx, found, at)),
    );
    const mark = await within(draft, markOf);
    syncFile(draft);
    if (existsSync(path)) await leave(path, at);
    // SQLite's side files belong to the former file.
    for (const part of ['-wal', '-shm']) rmSync(path + part, { force: true });
    renameSync(draft, path);
    last.write(mark);
    last.close();
    return { ...rewound, known };
  } catch (error) {
    throw sqliteFault(error, path);
  } finally {
    removeAll(draft);
  }
}

async function within<T>(path: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await prepared(draftBackend(path));
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** Refuses while a process works on the ledger; a damaged ledger cannot be in use. */
async function leave(path: string, at: number): Promise<void> {
  let database: Database;
  try {
    database = await prepared(sqliteBackend(path));
  } catch {
    return;
  }
  try {
    await database.read((db: Tx) => refuseInUse(db, path, at));
  } finally {
    await database.close();
  }
}

function copyInto(path: string, draft: string): void {
  const db = openReading(path);
  try {
    makeSealed(draft);
    db.prepare('VACUUM INTO ?').run([draft]);
  } finally {
    db.close();
  }
}

/** Number of runs in a copy, and its head; throws when it is damaged or no ledger. `named` is its path for messages. */
function wholeLedger(draft: string, named: string): Pick<Backup, 'runs' | 'head'> {
  const db = openReading(draft);
  try {
    const [report] = db.pragma('integrity_check(1)') as { readonly integrity_check: string }[];
    if (report?.integrity_check !== 'ok') throw storeFault('store-damaged', named, report?.integrity_check);
    const tables = db.prepare("select name from sqlite_master where type = 'table'").all() as {
      name: string;
    }[];
    if (!['meta', 'runs'].every((name) => tables.some((table) => table.name === name)))
      throw storeFault('store-foreign', named);
    const [row] = db.prepare('select count(*) as runs from runs').all() as { runs: number }[];
    const [last] = db.prepare('select value from meta where key = ?').all([HEAD]) as { value: string }[];
    return { runs: row?.runs ?? 0, head: last === undefined ? null : headShown(last.value) };
  } finally {
    db.close();
  }
}

function refuseTaken(file: string, force: boolean): void {
  const there = lstatSync(file, { throwIfNoEntry: false });
  if (there === undefined) return;
  if (!there.isFile()) throw usage('exists', `${file} is no regular file: name another one.`);
  if (!force)
    throw usage('exists', `${file} is there already: name another file, or replace it with --force.`);
}

function place(draft: string, file: string, force: boolean): void {
  if (force) renameSync(draft, file);
  else linkSync(draft, file);
}

const draftBeside = (path: string) =>
  join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}.new`);

function removeAll(draft: string, parts = ['', '-wal', '-shm', '-journal']): void {
  for (const part of parts) rmSync(draft + part, { force: true });
}

const usage = (code: string, message: string) => new UserError(code, message, { exitCode: 2 });
