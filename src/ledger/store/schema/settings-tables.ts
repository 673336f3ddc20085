import { type Kysely, sql } from 'kysely';
import type { Backend } from '../database.js';
import type { Tables } from '../tables.js';

/** The migration that adds what each edition of a run was rendered with. */
export async function keepSettings(db: Kysely<Tables>, { binary }: Pick<Backend, 'binary'>): Promise<void> {
  await db.schema
    .createTable('shared_contents')
    .addColumn('sha256', 'text', (column) => column.primaryKey())
    .addColumn('gzip', sql.raw<Uint8Array>(binary), (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('settings')
    .addColumn('run', 'text', (column) => column.notNull().references('runs.id'))
    .addColumn('edition', 'integer', (column) => column.notNull())
    .addColumn('part', 'text', (column) => column.notNull())
    .addColumn('sha256', 'text', (column) => column.notNull().references('shared_contents.sha256'))
    .addColumn('version', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('settings_key', ['run', 'edition', 'part'])
    .execute();
  await db.schema.createIndex('settings_content').on('settings').column('sha256').execute();
}
