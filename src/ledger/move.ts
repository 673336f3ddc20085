import { existsSync } from 'node:fs';
import { sql } from 'kysely';
import { UserError } from '../lib/errors.js';
import type { Secret } from '../lib/secret.js';
import { SERVICE_LEASE } from './model/service-lease.js';
import { prepared } from './open.js';
import { HEAD } from './rows/head.js';
import { recordOfLedger } from './rows/ledger-event-row.js';
import { keepMeta, metaOf } from './store/mark.js';
import { postgresBackend } from './store/postgres.js';
import { sqliteBackend } from './store/sqlite.js';
import type { Tables, Tx } from './store/tables.js';

/** Leases belong to processes of the old store, `meta` to the store itself. */
type MovedTable = Exclude<keyof Tables, 'meta' | 'leases'>;

/** Tables in the order of their references, with the rows per statement: files can be large. */
const BATCHES: Readonly<Record<MovedTable, number>> = {
  cursors: 500,
  pauses: 500,
  runs: 500,
  deliveries: 500,
  attempts: 500,
  events: 500,
  ledgerEvents: 500,
  anchors: 500,
  snapshots: 20,
  corrections: 20,
  drafts: 20,
  artifacts: 500,
  contents: 5,
  sharedContents: 5,
  settings: 500,
  streaks: 500,
  reloads: 500,
  weeks: 100,
  checks: 500,
  watched: 500,
  episodes: 500,
  snoozes: 500,
};

const TABLES = Object.keys(BATCHES) as MovedTable[];

export interface Moved {
  /** Without user and password. */
  readonly to: string;
  /** Rows of each table. */
  readonly rows: Readonly<Record<MovedTable, number>>;
}

/**
 * Copies an SQLite ledger into an empty PostgreSQL database in one transaction. The SQLite file is not changed.
 */
export async function moveLedger(
  path: string,
  { url, ca }: { readonly url: Secret; readonly ca?: readonly string[] },
  at: number,
): Promise<Moved> {
  if (!existsSync(path))
    throw new UserError('nothing-to-move', `There is no store at ${path}: nothing to move.`);
  const source = await prepared(sqliteBackend(path));
  try {
    const target = await prepared(postgresBackend(url, ca));
    try {
      const to = target.backend.place;
      const rows = await source.read(async (from) => {
        await refuseInUse(from, path, at);
        return target.write('migrate', (into) => moveAll(from, into, { place: to, at }));
      });
      return { to, rows };
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** Refuses while a process works on the store: what it writes after the copy would be lost. */
export async function refuseInUse(from: Tx, path: string, at: number): Promise<void> {
  const lease = await from
    .selectFrom('leases')
    .selectAll()
    .where('name', 'like', `${SERVICE_LEASE}%`)
    .where('until', '>', at)
    .executeTakeFirst();
  if (lease) {
    const wait = Math.ceil((lease.until - at) / 1_000);
    const message = `The service ${lease.owner} works on the store ${path}: stop it first. If it was killed, try again in ${wait} seconds.`;
    throw new UserError('service-running', message);
  }
  const run = await from
    .selectFrom('runs')
    .selectAll()
    .where('state', '=', 'running')
    .where('leaseUntil', '>', at)
    .executeTakeFirst();
  if (run) {
    const message = `The run ${run.id} is being worked on by ${run.leaseOwner}. Try again when it waits or has ended.`;
    throw new UserError('run-busy', message);
  }
}

async function moveAll(
  from: Tx,
  into: Tx,
  { place, at }: { readonly place: string; readonly at: number },
): Promise<Moved['rows']> {
  for (const table of TABLES) {
    if ((await count(into, table)) === 0) continue;
    const message = `The store ${place} is not empty: it holds ${table}. A ledger is moved into an empty one only; name another database, or drop its schema botdigest.`;
    throw new UserError('target-not-empty', message);
  }
  const rows: [MovedTable, number][] = [];
  for (const table of TABLES) {
    await copy(from, into, table);
    const [had, has] = [await count(from, table), await count(into, table)];
    if (had !== has) throw new Error(`Of ${had} ${table} only ${has} arrived: nothing was moved.`);
    rows.push([table, has]);
  }
  await continueChain(from, into, at);
  return Object.fromEntries(rows) as Moved['rows'];
}

/** The chain goes on where it was in the old store. */
async function continueChain(from: Tx, into: Tx, at: number): Promise<void> {
  const head = await metaOf(from, HEAD);
  if (head === null) return;
  await keepMeta(into, HEAD, head);
  const detail = 'from SQLite to PostgreSQL';
  await recordOfLedger(into, { at, what: 'moved', detail, covers: null });
}

async function count(db: Tx, table: MovedTable): Promise<number> {
  const { size } = await db
    .selectFrom(table as 'runs')
    .select(({ fn }) => fn.countAll<number>().as('size'))
    .executeTakeFirstOrThrow();
  return Number(size);
}

async function copy(from: Tx, into: Tx, table: MovedTable): Promise<void> {
  for (let last = 0; ; ) {
    const rows = await from
      .selectFrom(table as 'runs')
      .selectAll()
      .select(sql<number>`rowid`.as('rowid'))
      .where(sql<number>`rowid`, '>', last)
      .orderBy(sql`rowid`)
      .limit(BATCHES[table])
      .execute();
    if (rows.length === 0) return;
    last = rows.at(-1)?.rowid ?? last;
    const values = rows.map(({ rowid: _, ...row }) => withBuffers(row));
    await into
      .insertInto(table as 'runs')
      .values(values)
      .execute();
  }
}

/** libsql hands bytes over as an ArrayBuffer, which pg would take for an object. */
function withBuffers<Row extends object>(row: Row): Row {
  const entries = Object.entries(row).map(([key, value]) => [
    key,
    value instanceof ArrayBuffer ? Buffer.from(value) : value,
  ]);
  return Object.fromEntries(entries) as Row;
}
