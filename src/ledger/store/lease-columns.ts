import type { Kysely } from 'kysely';
import type { Tables } from './tables.js';

/** The migration that adds who holds a lease: the version of the program, and its last sign of life. */
export async function describeLeases(db: Kysely<Tables>): Promise<void> {
  await db.schema.alterTable('leases').addColumn('version', 'text').execute();
  await db.schema.alterTable('leases').addColumn('renewed_at', 'bigint').execute();
}
