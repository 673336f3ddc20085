import { existsSync } from 'node:fs';
import type { StoreConfig } from '../config/config.js';
import { createAlerts } from './alerts.js';
import type { Ledger } from './ledger.js';
import { createPauses } from './pauses.js';
import { createReceipts } from './receipts.js';
import { isNew, markOf, rewind, takeRewound } from './rewind.js';
import { createContents } from './steps/contents.js';
import { createDeliveries } from './steps/deliveries.js';
import { createHistory } from './steps/history.js';
import { createLeases } from './steps/leases.js';
import { prune } from './steps/prune.js';
import { createReloads } from './steps/reloads.js';
import { createRuns } from './steps/runs.js';
import { createSlots } from './steps/slots.js';
import { createStreaks } from './steps/streaks.js';
import { type Backend, createDatabase, type Database } from './store/database.js';
import { migrate } from './store/migrate.js';
import { createSqliteFile, sqliteBackend } from './store/sqlite.js';
import type { Tx } from './store/tables.js';
import { createWeeks } from './weeks.js';

/** Where a store is, with certificates to trust besides Node's own, as PEM. */
export type StoreAddress = StoreConfig & { readonly ca?: readonly string[] };

/** Opens the store, creating or migrating it as needed; rejects with a `LedgerError` when it cannot be used. */
export async function openLedger(store: StoreAddress, now: () => number = Date.now): Promise<Ledger> {
  const database = await prepared(await backendOf(store));
  try {
    await noticeOlder(database, now);
  } catch (error) {
    await database.close();
    throw error;
  }
  return {
    slots: createSlots(database),
    pauses: createPauses(database),
    runs: createRuns(database),
    deliveries: createDeliveries(database),
    contents: createContents(database),
    streaks: createStreaks(database),
    reloads: createReloads(database),
    leases: createLeases(database),
    history: createHistory(database),
    weeks: createWeeks(database),
    alerts: createAlerts(database),
    receipts: createReceipts(database),
    prune: (before, at) => prune(database, before, at),
    takeRewound: () => takeRewound(database),
    probe: (at) => database.write('probe', (tx) => probe(tx, at)),
    close: () => database.close(),
  };
}

async function backendOf(store: StoreAddress): Promise<Backend> {
  if (store.kind === 'postgres')
    return (await import('./store/postgres.js')).postgresBackend(store.url, store.ca);
  if (!existsSync(store.path)) await createSqliteFile(store.path, begun);
  return sqliteBackend(store.path);
}

/** A copy from before what was last written here would send once more what has gone out since. */
async function noticeOlder(database: Database, now: () => number): Promise<void> {
  const { lastWritten } = database.backend;
  if (lastWritten === null) return;
  const [last, own] = [lastWritten.read(), await markOf(database)];
  const isOlder = last !== null && (last.ledger !== own.ledger || last.count > own.count);
  // A new store in the place of one that was taken away knows nothing that could go out again.
  const isAnother = last?.ledger !== own.ledger && (await database.read(isNew));
  if (isOlder && !isAnother) await database.write('migrate', (tx) => rewind(tx, last, now()));
  lastWritten.write(await markOf(database));
}

async function begun(backend: Backend): Promise<Database> {
  const database = await prepared(backend);
  await markOf(database);
  return database;
}

/** Opens the database and migrates it to this version. */
export async function prepared(backend: Backend): Promise<Database> {
  const database = createDatabase(backend);
  try {
    await migrate(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function probe(tx: Tx, at: number): Promise<void> {
  const row = { key: 'probe', value: String(at) };
  const insert = tx.insertInto('meta').values(row);
  await insert.onConflict((conflict) => conflict.column('key').doUpdateSet(row)).execute();
}
