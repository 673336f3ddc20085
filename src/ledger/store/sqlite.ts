import { randomBytes } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fsyncSync,
  linkSync,
  openSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import {
  type DatabaseConnection,
  type Dialect,
  SqliteAdapter,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
  type TransactionSettings,
} from 'kysely';
import Libsql from 'libsql';
import { UserError } from '../../lib/errors.js';
import { makeFolder } from '../../lib/system/files.js';
import { type StoreFault, storeFault } from '../model/errors.js';
import type { Backend, Database } from './database.js';
import { withKeptStatements } from './kept-statements.js';
import { type LastWritten, openLastWritten } from './last-written.js';
import { sameFile } from './same-file.js';

type Connection = InstanceType<typeof Libsql>;

/** How long a write waits for a lock of another process, ms. */
const PATIENCE_MS = 5000;

/** How long the driver itself waits, ms: it blocks this process meanwhile. */
const BLOCKING_MS = 100;

/** Opens an existing file after an integrity check; a damaged one is refused. */
export function sqliteBackend(path: string): Backend {
  return backendOn(openFile(path), path, sameFile(path), openLastWritten(path));
}

/** A private copy, without a -wal file, because only the main file is renamed. */
export const draftBackend = (path: string): Backend => backendOn(openReading(path), path, () => {});

/** `guard` is called before each write and throws to prevent it. */
function backendOn(
  db: Connection,
  place: string,
  guard: () => void,
  lastWritten: LastWritten | null = null,
): Backend {
  return {
    dialect: dialect(db, guard),
    place,
    secrets: [],
    schema: null,
    binary: 'blob',
    lastWritten,
    fault: (error) => faultAt(place, error),
    async tables(kysely) {
      const found = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(
        kysely,
      );
      return found.rows.map(({ name }) => name);
    },
    compact() {
      db.exec('PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(TRUNCATE);');
    },
  };
}

const openFile = (path: string): Connection => opened(path, configure);

/** Opens a store's file read-only. */
export const openReading = (path: string): Connection => opened(path, () => {});

function opened(path: string, prepare: (db: Connection) => void): Connection {
  try {
    if (statSync(path).size === 0) throw storeFault('store-damaged', path);
    const db = new Libsql(path);
    try {
      db.pragma(`busy_timeout = ${PATIENCE_MS}`);
      refuseDamaged(db, path);
      refuseForeign(db, path);
      prepare(db);
    } catch (error) {
      db.close();
      throw error;
    }
    return db;
  } catch (error) {
    throw sqliteFault(error, path);
  }
}

function configure(db: Connection): void {
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma(`busy_timeout = ${BLOCKING_MS}`);
}

function refuseDamaged(db: Connection, path: string): void {
  const [report] = db.pragma('quick_check(1)') as { readonly quick_check: string }[];
  if (report?.quick_check !== 'ok') throw storeFault('store-damaged', path, report?.quick_check);
}

/** Before anything of it is changed, the journal's kind for one. */
function refuseForeign(db: Connection, path: string): void {
  const tables = db.prepare("select name from sqlite_master where type = 'table'").all() as {
    name: string;
  }[];
  if (tables.length > 0 && !tables.some(({ name }) => name === 'meta'))
    throw storeFault('store-foreign', path);
}

/**
 * Creates a missing file, readable by this user alone. `fill` creates the tables in memory; the complete file is then linked to its name. So an
 * empty file can only be damage, and a file that another process created meanwhile is never replaced.
 */
export async function createSqliteFile(
  path: string,
  fill: (backend: Backend) => Promise<Database>,
): Promise<void> {
  const draft = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}.new`);
  try {
    makeFolder(dirname(path), 0o700);
    const db = new Libsql(':memory:');
    db.exec('PRAGMA auto_vacuum = INCREMENTAL');
    const database = await fill(backendOn(db, path, () => {}));
    makeSealed(draft);
    db.prepare('VACUUM INTO ?').run([draft]);
    await database.close();
    syncFile(draft);
    linkSync(draft, path);
  } catch (error) {
    if (!existsSync(path)) throw sqliteFault(error, path);
  } finally {
    if (existsSync(draft)) rmSync(draft);
  }
}

/** Creates an empty file that only this user may read, for SQLite to fill. */
export function makeSealed(path: string): void {
  const file = openSync(path, 'wx', 0o600);
  fchmodSync(file, 0o600);
  closeSync(file);
}

export function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  fsyncSync(file);
  closeSync(file);
}

function dialect(db: Connection, guard: () => void): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new PatientDriver(db, guard),
    createIntrospector: (kysely) => new SqliteIntrospector(kysely),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/**
 * Takes the write lock when a transaction begins, so that none fails half way on a lock.
 * Begin and commit are not prepared statements: libsql leaves one that met a lock unfinished, and no later commit succeeds.
 */
class PatientDriver extends SqliteDriver {
  readonly #db: Connection;
  readonly #guard: () => void;

  constructor(db: Connection, guard: () => void) {
    super({ database: withKeptStatements(db) });
    this.#db = db;
    this.#guard = guard;
  }

  override async beginTransaction(_connection: DatabaseConnection, settings?: TransactionSettings) {
    if (settings?.accessMode === 'read only') return void this.#db.exec('begin');
    // The driver is synchronous: yield, so that many writes in a row do not block the event loop.
    await nextTurn();
    await this.#beginWriting();
  }

  async #beginWriting(): Promise<void> {
    this.#guard();
    for (const started = performance.now(); ; ) {
      try {
        this.#db.exec('begin immediate');
        return;
      } catch (error) {
        if (faultOf(error) !== 'store-busy' || performance.now() - started > PATIENCE_MS) throw error;
        await wait(10 + Math.random() * 40);
      }
    }
  }

  override async commitTransaction() {
    this.#db.exec('commit');
  }

  /** After some faults, such as a full disk, SQLite has rolled back itself; the fault is thrown. */
  override async rollbackTransaction() {
    if (this.#db.inTransaction) this.#db.exec('rollback');
  }
}

/** SQLite's primary result codes. */
const RESULTS: ReadonlyMap<number, StoreFault> = new Map([
  [3, 'store-read-only'],
  [5, 'store-busy'],
  [6, 'store-busy'],
  [7, 'store-unreachable'],
  [8, 'store-read-only'],
  [10, 'store-unreachable'],
  [11, 'store-damaged'],
  [13, 'store-full'],
  [14, 'store-unreachable'],
  [15, 'store-busy'],
  [26, 'store-damaged'],
]);

const SYSTEM_FAULTS: readonly (readonly [RegExp, StoreFault])[] = [
  [/^(ENOSPC|EDQUOT|EFBIG)$/, 'store-full'],
  [/^(EACCES|EPERM|EROFS)$/, 'store-read-only'],
  [/^E[A-Z]+$/, 'store-unreachable'],
];

function faultOf(error: unknown): StoreFault | null {
  if (!(error instanceof Error)) return null;
  if ('rawCode' in error && typeof error.rawCode === 'number')
    return RESULTS.get(error.rawCode & 0xff) ?? null;
  // The driver gives no code when a file cannot be opened.
  if (/Unable to open connection to local database/.test(error.message)) return 'store-unreachable';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return SYSTEM_FAULTS.find(([codes]) => codes.test(code))?.[1] ?? null;
}

/** The `LedgerError` for a driver's error at `path`; other errors are returned unchanged. */
export function sqliteFault(error: unknown, path: string): unknown {
  if (error instanceof UserError) return error;
  const { code, cause } = explained(path, error);
  return code === null ? error : storeFault(code, path, cause);
}

const faultAt = (path: string, error: unknown): StoreFault | null => explained(path, error).code;

/** SQLite reports a full disk or a read-only file as an I/O error; the operating system tells which. */
function explained(
  path: string,
  error: unknown,
): { readonly code: StoreFault | null; readonly cause: unknown } {
  const code = faultOf(error);
  if (code !== 'store-unreachable') return { code, cause: error };
  if (isClosed(path)) return { code: 'store-read-only', cause: error };
  const cause = writeProblem(dirname(path));
  return cause === null ? { code, cause: error } : { code: faultOf(cause) ?? code, cause };
}

/** More bytes than an empty store has. */
const PROBE = 262_144;

/** The error that keeps this user from writing to a folder, or null. */
function writeProblem(folder: string): unknown {
  if (!existsSync(folder)) return null;
  const probe = join(folder, `.botdigest-probe.${randomBytes(4).toString('hex')}`);
  try {
    if (!statSync(folder).isDirectory())
      return Object.assign(new Error(`${folder} is no folder`), { code: 'ENOTDIR' });
    const file = openSync(probe, 'wx', 0o600);
    try {
      writeFileSync(file, Buffer.alloc(PROBE));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    return null;
  } catch (error) {
    return error;
  } finally {
    if (existsSync(probe)) rmSync(probe);
  }
}

/** True when this user may not write the file, or the nearest existing folder above it. */
function isClosed(path: string): boolean {
  let there = path;
  while (!existsSync(there)) there = dirname(there);
  try {
    accessSync(there, constants.W_OK);
    if (there === path) accessSync(dirname(path), constants.W_OK);
    return false;
  } catch {
    return true;
  }
}
