import type { Kysely } from 'kysely';
import type { Tables } from '../tables.js';

/** The migration that adds what alerts watch, what they found, and their snoozes. */
export async function keepAlerts(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('checks')
    .addColumn('alert', 'text', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('rewound_at', 'bigint')
    .execute();
  await watchedSeries(db);
  await episodes(db);
  await db.schema
    .createTable('snoozes')
    .addColumn('alert', 'text', (column) => column.primaryKey())
    .addColumn('until', 'bigint', (column) => column.notNull())
    .addColumn('begun_by', 'text', (column) => column.notNull())
    .addColumn('begun_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_by', 'text')
    .execute();
}

async function watchedSeries(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('watched')
    .addColumn('alert', 'text', (column) => column.notNull().references('checks.alert'))
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('bot', 'text')
    .addColumn('source', 'text')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('figure', 'text')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('since', 'text', (column) => column.notNull())
    .addColumn('reading', 'text')
    .addColumn('memory', 'text', (column) => column.notNull())
    .addColumn('episode', 'text')
    .addPrimaryKeyConstraint('watched_key', ['alert', 'key'])
    .execute();
}

async function episodes(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('episodes')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('alert', 'text', (column) => column.notNull())
    .addColumn('bot', 'text')
    .addColumn('source', 'text')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('figure', 'text')
    .addColumn('first_day', 'text', (column) => column.notNull())
    .addColumn('last_day', 'text')
    .addColumn('days', 'text', (column) => column.notNull())
    .addColumn('reading', 'text', (column) => column.notNull())
    .addColumn('opened_at', 'bigint', (column) => column.notNull())
    .addColumn('closed_at', 'bigint')
    .addColumn('told', 'text', (column) => column.notNull())
    .addColumn('told_at', 'bigint')
    .addColumn('thread_run', 'text')
    .addColumn('thread_slice', 'text')
    .execute();
  await db.schema.createIndex('episodes_opened').on('episodes').column('opened_at').execute();
}
