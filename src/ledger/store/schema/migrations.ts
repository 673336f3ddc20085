import { type Kysely, sql } from 'kysely';
import type { Reason } from '../../model/reasons.js';
import type { Backend } from '../database.js';
import type { Tables } from '../tables.js';
import { keepAlerts } from './alert-tables.js';
import { keepChain } from './chain-tables.js';
import { keepPauses } from './pause-table.js';
import { keepSettings } from './settings-tables.js';

type Migration = (db: Kysely<Tables>, backend: Pick<Backend, 'binary' | 'schema'>) => Promise<void>;

/** Each takes a store to the next version. A released migration is never edited. */
export const MIGRATIONS: readonly Migration[] = [
  begin,
  shareTurns,
  keepHoles,
  nameOrigins,
  keepReloads,
  separateHeldAndNotes,
  keepWeeks,
  keepAlerts,
  keepSettings,
  keepPauses,
  keepChain,
  describeLeases,
];

async function begin(db: Kysely<Tables>, types: Pick<Backend, 'binary'>): Promise<void> {
  await runsAndSlots(db);
  await deliveries(db);
  await contents(db, types);
  await db.schema
    .createTable('streaks')
    .addColumn('digest', 'text', (column) => column.primaryKey())
    .addColumn('health', 'text', (column) => column.notNull())
    .addColumn('since', 'bigint', (column) => column.notNull())
    .addColumn('run', 'text', (column) => column.notNull())
    .addColumn('failures', 'integer', (column) => column.notNull())
    .addColumn('scheduled_for', 'bigint', (column) => column.notNull())
    .addColumn('told', 'text', (column) => column.notNull())
    .addColumn('told_at', 'bigint')
    .execute();
  await db.schema
    .createTable('leases')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('until', 'bigint', (column) => column.notNull())
    .execute();
}

async function runsAndSlots(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('cursors')
    .addColumn('digest', 'text', (column) => column.primaryKey())
    .addColumn('schedule', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('runs')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('scheduled_for', 'bigint', (column) => column.notNull())
    .addColumn('trigger', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('error', 'text')
    .addColumn('attempt', 'integer', (column) => column.notNull())
    .addColumn('crashes', 'integer', (column) => column.notNull())
    .addColumn('queued_at', 'bigint', (column) => column.notNull())
    .addColumn('started_at', 'bigint')
    .addColumn('finished_at', 'bigint')
    .addColumn('not_before', 'bigint', (column) => column.notNull())
    .addColumn('deadline', 'bigint')
    .addColumn('planned_at', 'bigint')
    .addColumn('lease_owner', 'text')
    .addColumn('lease_until', 'bigint')
    .addColumn('fence', 'bigint', (column) => column.notNull())
    .addUniqueConstraint('runs_slot', ['digest', 'scheduled_for'])
    .execute();
  await db.schema.createIndex('runs_waiting').on('runs').columns(['state', 'not_before']).execute();
  await db.schema.createIndex('runs_latest').on('runs').columns(['scheduled_for']).execute();
}

async function deliveries(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('deliveries')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('run', 'text', (column) => column.notNull().references('runs.id'))
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('target', 'text', (column) => column.notNull())
    .addColumn('part', 'text', (column) => column.notNull())
    .addColumn('slice', 'text', (column) => column.notNull())
    .addColumn('body', 'text')
    .addColumn('attachments', 'text')
    .addColumn('idempotency_key', 'text', (column) => column.notNull().unique())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('error', 'text')
    .addColumn('attempt', 'integer', (column) => column.notNull())
    .addColumn('not_before', 'bigint')
    .addColumn('provider_ref', 'text')
    .addColumn('started_at', 'bigint')
    .addColumn('finished_at', 'bigint')
    .addUniqueConstraint('deliveries_place', ['run', 'position'])
    .execute();
  await db.schema
    .createTable('attempts')
    .addColumn('delivery', 'text', (column) => column.notNull().references('deliveries.id'))
    .addColumn('attempt', 'integer', (column) => column.notNull())
    .addColumn('run', 'text', (column) => column.notNull())
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('outcome', 'text')
    .addColumn('reason', 'text')
    .addColumn('error', 'text')
    .addPrimaryKeyConstraint('attempts_key', ['delivery', 'attempt'])
    .execute();
  await db.schema.createIndex('attempts_run').on('attempts').column('run').execute();
  await db.schema
    .createTable('events')
    .addColumn('run', 'text', (column) => column.notNull().references('runs.id'))
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('what', 'text', (column) => column.notNull())
    .addColumn('delivery', 'text')
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('detail', 'text')
    .addPrimaryKeyConstraint('events_key', ['run', 'position'])
    .execute();
}

async function contents(db: Kysely<Tables>, { binary }: Pick<Backend, 'binary'>): Promise<void> {
  const bytes = sql.raw<Uint8Array>(binary);
  await db.schema
    .createTable('snapshots')
    .addColumn('run', 'text', (column) => column.notNull().references('runs.id'))
    .addColumn('slice', 'text', (column) => column.notNull())
    .addColumn('head', 'text', (column) => column.notNull())
    .addColumn('gzip', bytes, (column) => column.notNull())
    .addPrimaryKeyConstraint('snapshots_key', ['run', 'slice'])
    .execute();
  await db.schema
    .createTable('artifacts')
    .addColumn('run', 'text', (column) => column.notNull().references('runs.id'))
    .addColumn('bundle', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('media_type', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addColumn('size', 'integer', (column) => column.notNull())
    .addColumn('about', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('artifacts_key', ['run', 'bundle', 'position'])
    .execute();
  await db.schema
    .createTable('contents')
    .addColumn('run', 'text', (column) => column.notNull().references('runs.id'))
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addColumn('gzip', bytes, (column) => column.notNull())
    .addPrimaryKeyConstraint('contents_key', ['run', 'sha256'])
    .execute();
}

/** PostgreSQL only: SQLite has no shared rate limiter. */
async function shareTurns(db: Kysely<Tables>, { schema }: Pick<Backend, 'schema'>): Promise<void> {
  if (schema === null) return;
  await db.schema
    .createTable('turns')
    .modifyFront(sql`unlogged`)
    .addColumn('line', 'text', (column) => column.primaryKey())
    .addColumn('started', 'double precision', (column) => column.notNull())
    .addColumn('paused_until', 'double precision', (column) => column.notNull())
    .addColumn('holders', 'jsonb', (column) => column.notNull())
    .execute();
}

/** Incomplete digests, drafts of runs that wait for figures, and corrections. */
async function keepHoles(db: Kysely<Tables>, { binary }: Pick<Backend, 'binary'>): Promise<void> {
  const bytes = sql.raw<Uint8Array>(binary);
  for (const column of ['incomplete', 'edition'])
    await db.schema
      .alterTable('deliveries')
      .addColumn(column, 'integer', (definition) => definition.notNull().defaultTo(0))
      .execute();
  await db.schema.alterTable('runs').addColumn('correcting', 'text').execute();
  await db.schema
    .createTable('drafts')
    .addColumn('run', 'text', (column) => column.primaryKey().references('runs.id'))
    .addColumn('gzip', bytes, (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('corrections')
    .addColumn('run', 'text', (column) => column.notNull().references('runs.id'))
    .addColumn('slice', 'text', (column) => column.notNull())
    .addColumn('edition', 'integer', (column) => column.notNull())
    .addColumn('head', 'text', (column) => column.notNull())
    .addColumn('gzip', bytes, (column) => column.notNull())
    .addPrimaryKeyConstraint('corrections_key', ['run', 'slice', 'edition'])
    .execute();
}

/** The origin of a delivery, and an index of runs by when work on them began. */
async function nameOrigins(db: Kysely<Tables>): Promise<void> {
  await db.schema.alterTable('deliveries').addColumn('origin', 'text').execute();
  await db.schema
    .createIndex('runs_begun')
    .on('runs')
    .expression(sql`coalesce(started_at, queued_at), scheduled_for`)
    .execute();
}

/** Results of configuration reloads by machine. */
async function keepReloads(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('reloads')
    .addColumn('place', 'text', (column) => column.primaryKey())
    .addColumn('health', 'text', (column) => column.notNull())
    .addColumn('since', 'bigint', (column) => column.notNull())
    .addColumn('problem', 'text', (column) => column.notNull())
    .addColumn('told', 'text', (column) => column.notNull())
    .addColumn('told_at', 'bigint')
    .execute();
}

/** `held` becomes a state, notes of a success move from `error` to `notes`, and some reasons are renamed. */
async function separateHeldAndNotes(db: Kysely<Tables>): Promise<void> {
  await separateNotes(db);
  await separateHeld(db);
  for (const table of ['runs', 'deliveries', 'attempts', 'events'] as const)
    for (const [before, now] of RENAMED_REASONS)
      await db
        .updateTable(table as 'runs')
        .set({ reason: now })
        .where('reason', '=', before as Reason)
        .execute();
}

const RENAMED_REASONS = [
  ['machine-fault', 'resource-exhausted'],
  ['not-sent', 'withdrawn'],
  ['repeatable', 'idempotent'],
] as const;

async function separateNotes(db: Kysely<Tables>): Promise<void> {
  for (const [table, state] of [
    ['deliveries', 'state'],
    ['attempts', 'outcome'],
  ] as const) {
    await db.schema.alterTable(table).addColumn('notes', 'text').execute();
    await db
      .updateTable(table as 'deliveries')
      .set(({ ref }) => ({ notes: ref('error'), error: null }))
      .where(state as 'state', '=', 'delivered')
      .execute();
  }
}

async function separateHeld(db: Kysely<Tables>): Promise<void> {
  const sends = db
    .selectFrom('attempts')
    .select('attempts.reason')
    .where('attempts.outcome', '=', 'unknown')
    .orderBy('attempts.attempt', 'desc')
    .limit(1);
  const ofDelivery = sends.whereRef('attempts.delivery', '=', sql.ref('deliveries.id'));
  const ofEvent = sends
    .whereRef('attempts.delivery', '=', sql.ref('events.delivery'))
    .whereRef('attempts.startedAt', '<=', sql.ref('events.at'));
  await db
    .updateTable('deliveries')
    .set(({ fn, ref }) => ({ state: 'held', reason: fn.coalesce(ofDelivery, ref('reason')) }))
    .where('state', '=', 'unknown')
    .where('reason', '=', 'held')
    .execute();
  await db
    .updateTable('events')
    .set(({ fn, ref }) => ({ what: 'held', reason: fn.coalesce(ofEvent, ref('reason')) }))
    .where('what', '=', 'unknown')
    .where('reason', '=', 'held')
    .execute();
}

/** Answers for past weeks. */
async function keepWeeks(db: Kysely<Tables>, { binary }: Pick<Backend, 'binary'>): Promise<void> {
  await db.schema
    .createTable('weeks')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('ended', 'bigint', (column) => column.notNull())
    .addColumn('gzip', sql.raw<Uint8Array>(binary), (column) => column.notNull())
    .execute();
  await db.schema.createIndex('weeks_ended').on('weeks').column('ended').execute();
}

/** Who holds a lease: the version of the program, and its last sign of life. */
async function describeLeases(db: Kysely<Tables>): Promise<void> {
  await db.schema.alterTable('leases').addColumn('version', 'text').execute();
  await db.schema.alterTable('leases').addColumn('renewed_at', 'bigint').execute();
}
