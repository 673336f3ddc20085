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
import { type LastWritten, openLastWritten } from './last-written.js';
import { sameFile } from './same-file.js';

type Connection = InstanceType<typeof Libsql>;

/** How long a write waits for a process that holds the store. */
const PATIENCE_MS = 5000;

/** How long the driver itself waits: it stops this whole process while it does. */
const BLOCKING_MS = 100;

/** The store in a file that is there. It is looked through first: a damaged one is refused. */
export function sqliteBackend(path: string): Backend {
  return backendOn(openFile(path), path, sameFile(path), openLastWritten(path));
}

/** A copy that nobody else knows of: without a -wal beside it, since its file alone gets another name. */
export const draftBackend = (path: string): Backend => backendOn(openReading(path), path, () => {});

/** `guard` is called before each write, and throws when there is to be none. */
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

/** A file of a store as it is: nothing of it is changed. */
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
 * Makes a file that is missing, readable by this user alone. `fill` makes the tables, in memory. The file gets its name last and whole,
 * so that an empty one can only be damage, and it never takes the place of one that another process made meanwhile.
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

/** An empty file, which SQLite fills: nobody else may read it from the first moment on. */
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
 * Takes the write lock at the beginning of a transaction, so that none fails half way because another came first.
 * Begin and commit are not prepared: libsql leaves a prepared one that found the store locked half done, and then no commit succeeds.
 */
class PatientDriver extends SqliteDriver {
  readonly #db: Connection;
  readonly #guard: () => void;

  constructor(db: Connection, guard: () => void) {
    super({ database: db });
    this.#db = db;
    this.#guard = guard;
  }

  override async beginTransaction(_connection: DatabaseConnection, settings?: TransactionSettings) {
    if (settings?.accessMode === 'read only') return void this.#db.exec('begin');
    // The driver answers at once, so that many writes in a row would leave no room for anything else.
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

  /** SQLite has rolled back by itself after some faults, a full disk for one; the fault is what to tell then. */
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
  // The driver gives a failure to open the file no code.
  if (/Unable to open connection to local database/.test(error.message)) return 'store-unreachable';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return SYSTEM_FAULTS.find(([codes]) => codes.test(code))?.[1] ?? null;
}

/** What an error means for the store at `path`; other errors stay what they are. */
export function sqliteFault(error: unknown, path: string): unknown {
  if (error instanceof UserError) return error;
  const { code, cause } = explained(path, error);
  return code === null ? error : storeFault(code, path, cause);
}

const faultAt = (path: string, error: unknown): StoreFault | null => explained(path, error).code;

/** SQLite calls a full disk, and a file that may not be written any more, an error of the disk: the system says which. */
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

/** More than an empty store has. */
const PROBE = 262_144;

/** What keeps this user from writing to a folder, or null. */
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

/** Whether this user may not write what is there: the file, or the nearest folder above it. */
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
