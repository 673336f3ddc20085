import { storeFault } from '../model/errors.js';
import type { Database } from './database.js';
import { MIGRATIONS } from './schema/migrations.js';
import type { Tx } from './tables.js';

/**
 * Migrates a store to this version's tables in one transaction; a current store is only read.
 * Kysely's own migrator is not used: on SQLite it changes tables outside of a transaction.
 */
export async function migrate(database: Database): Promise<void> {
  if ((await database.read((db) => versionOf(database, db))) === MIGRATIONS.length) return;
  await database.write('migrate', async (tx) => {
    const version = await versionOf(database, tx);
    if (version === 0) await makeRoom(database, tx);
    for (const step of MIGRATIONS.slice(version)) await step(tx, database.backend);
    await tx
      .updateTable('meta')
      .set({ value: String(MIGRATIONS.length) })
      .where('key', '=', 'schema')
      .execute();
  });
}

/** Schema version of a store, 0 without tables. Throws for the store of another program or of a newer version. */
async function versionOf({ backend }: Database, db: Tx): Promise<number> {
  const tables = await backend.tables(db);
  if (tables.length === 0) return 0;
  if (!tables.includes('meta') || !tables.includes('runs')) throw storeFault('store-foreign', backend.place);
  const row = await db.selectFrom('meta').select('value').where('key', '=', 'schema').executeTakeFirst();
  const version = Number(row?.value);
  if (!(version > 0)) throw storeFault('store-foreign', backend.place);
  if (version > MIGRATIONS.length) throw storeFault('store-newer', backend.place);
  return version;
}

async function makeRoom({ backend }: Database, tx: Tx): Promise<void> {
  if (backend.schema !== null) await tx.schema.createSchema(backend.schema).ifNotExists().execute();
  await tx.schema
    .createTable('meta')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .execute();
  await tx.insertInto('meta').values({ key: 'schema', value: '0' }).execute();
}
