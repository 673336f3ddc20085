import type { Kysely } from 'kysely';
import type { Tables } from '../tables.js';

/** The migration that adds the slots that people leave out. */
export async function keepPauses(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('pauses')
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('begins', 'bigint', (column) => column.notNull())
    .addColumn('ends', 'bigint')
    .addColumn('begun_by', 'text', (column) => column.notNull())
    .addColumn('begun_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_by', 'text')
    .addPrimaryKeyConstraint('pauses_key', ['digest', 'kind', 'begins', 'begun_at'])
    .execute();
}
