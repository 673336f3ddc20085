import { CamelCasePlugin, type Dialect, Kysely } from 'kysely';
import type { Secret } from '../../lib/secret.js';
import { LedgerError, type StoreFault, storeError } from '../model/errors.js';
import type { LastWritten } from './last-written.js';
import { countWrite } from './mark.js';
import type { Tables, Tx } from './tables.js';
import { type LedgerWrite, trace } from './trace.js';

/** What differs between SQLite and PostgreSQL. */
export interface Backend {
  readonly dialect: Dialect;
  /** The file or the database, without user and password. */
  readonly place: string;
  /** Secrets that an error may quote. */
  readonly secrets: readonly Secret[];
  /** The schema of the tables; null on SQLite. */
  readonly schema: string | null;
  /** The column type for bytes. */
  readonly binary: 'blob' | 'bytea';
  /** The code for a driver's error; null when it is no error of the store. */
  fault(error: unknown): StoreFault | null;
  /** Names of the existing tables. */
  tables(db: Kysely<Tables>): Promise<readonly string[]>;
  /** What is told of every write; null where nobody copies files. */
  readonly lastWritten: LastWritten | null;
  /** Frees unused space, outside of a transaction. */
  compact(): void;
}

/** One store: reads see one moment, writes are one transaction, errors are the ledger's. */
export interface Database {
  readonly backend: Backend;
  read<T>(work: (db: Tx) => Promise<T>): Promise<T>;
  write<T>(name: LedgerWrite, work: (tx: Tx) => Promise<T>): Promise<T>;
  compact(): Promise<void>;
  close(): Promise<void>;
}

export function createDatabase(backend: Backend): Database {
  const plain = new Kysely<Tables>({ dialect: backend.dialect, plugins: [new CamelCasePlugin()] });
  const kysely = backend.schema === null ? plain : plain.withSchema(backend.schema);
  return {
    backend,
    read: (work) =>
      judged(backend, () =>
        kysely.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work),
      ),
    write: (name, work) => judged(backend, () => traced(name, () => write(backend, kysely, name, work))),
    compact: () => judged(backend, () => plain.connection().execute(async () => backend.compact())),
    async close() {
      await plain.destroy();
      backend.lastWritten?.close();
    },
  };
}

async function write<T>(
  { lastWritten }: Backend,
  kysely: Kysely<Tables>,
  name: LedgerWrite,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const { result, count } = await kysely.transaction().execute(async (tx) => {
    trace(name, 'begun');
    const result = await work(tx);
    const count = lastWritten === null || name === 'migrate' ? null : await countWrite(tx);
    trace(name, 'done');
    return { result, count };
  });
  if (count !== null) lastWritten?.count(count);
  return result;
}

async function traced<T>(name: LedgerWrite, work: () => Promise<T>): Promise<T> {
  try {
    const result = await work();
    trace(name, 'committed');
    return result;
  } catch (error) {
    trace(name, 'failed');
    throw error;
  }
}

async function judged<T>(backend: Backend, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof LedgerError) throw error;
    const code = backend.fault(error);
    throw storeError(error, { ...backend, code });
  }
}
