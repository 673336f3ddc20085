import { type Kysely, sql } from 'kysely';
import { headText, START } from '../../chain/link.js';
import type { Backend } from '../database.js';
import type { Tables } from '../tables.js';
import { chainEvents } from './chain-events.js';

type Db = Kysely<Tables>;
type Place = Pick<Backend, 'schema'>;

/** The migration that adds the chain of events, and puts the events that there are into it. */
export async function keepChain(db: Db, place: Place): Promise<void> {
  await db.schema.alterTable('deliveries').addColumn('carries', 'text').execute();
  await chainedEvents(db, place);
  await db.schema
    .createTable('ledger_events')
    .addColumn('seq', 'bigint', (column) => column.primaryKey())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('what', 'text', (column) => column.notNull())
    .addColumn('detail', 'text', (column) => column.notNull())
    .addColumn('covers', 'text')
    .execute();
  await db.schema
    .createTable('anchors')
    .addColumn('first', 'bigint', (column) => column.primaryKey())
    .addColumn('last', 'bigint', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .execute();
  await db
    .insertInto('meta')
    .values({ key: 'head', value: headText(START) })
    .execute();
  for (const table of ['events', 'ledger_events']) await keepHead(db, place, table);
  await chainEvents(db);
  await db.schema.dropTable('events_before').execute();
}

/** Makes the table of events anew: a number on SQLite is the key that rows are stored by only where a table begins with it. */
async function chainedEvents(db: Db, { schema }: Place): Promise<void> {
  await db.schema.alterTable('events').renameTo('events_before').execute();
  await db.schema
    .createTable('events')
    .addColumn('seq', schema === null ? 'integer' : 'bigint', (column) => column.primaryKey())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('run', 'text', (column) => column.notNull().references('runs.id'))
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('what', 'text', (column) => column.notNull())
    .addColumn('delivery', 'text')
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('detail', 'text')
    .addColumn('covers', 'text')
    .addUniqueConstraint('events_place', ['run', 'position'])
    .execute();
}

/** Notes the last place of the chain with each insert: a statement of our own would be a round trip more for each event. */
async function keepHead(db: Db, { schema }: Place, table: string): Promise<void> {
  if (schema === null) {
    await sql`create trigger ${sql.ref(`${table}_head`)} after insert on ${sql.table(table)} begin
      update meta set value = new.seq || '-' || new.hash where key = 'head';
    end`.execute(db);
    return;
  }
  const [meta, keep] = [sql.id(schema, 'meta'), sql.id(schema, `${table}_head`)];
  await sql`create function ${keep}() returns trigger language plpgsql as $$ begin
    insert into ${meta} (key, value) select 'head', seq || '-' || hash from added order by seq desc limit 1
    on conflict (key) do update set value = excluded.value;
    return null;
  end $$`.execute(db);
  await sql`create trigger ${sql.id(`${table}_head`)} after insert on ${sql.id(schema, table)}
    referencing new table as added for each statement execute function ${keep}()`.execute(db);
}
