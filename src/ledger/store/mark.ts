import { sql } from 'kysely';
import type { Mark } from './last-written.js';
import type { Tx } from './tables.js';

export async function readMark(db: Tx): Promise<Mark | null> {
  const [ledger, count] = [await metaOf(db, 'ledger'), await metaOf(db, 'written')];
  return ledger === null || count === null ? null : { ledger, count: Number(count) };
}

export async function giveMark(tx: Tx, mark: Mark): Promise<Mark> {
  await keepMeta(tx, 'ledger', mark.ledger);
  await keepMeta(tx, 'written', String(mark.count));
  return mark;
}

/** Counts a write within its transaction and returns the new count; null for a ledger without a mark. */
export async function countWrite(tx: Tx): Promise<number | null> {
  const row = await tx
    .updateTable('meta')
    .set({ value: sql<string>`cast(value as integer) + 1` })
    .where('key', '=', 'written')
    .returning('value')
    .executeTakeFirst();
  return row === undefined ? null : Number(row.value);
}

export async function metaOf(db: Tx, key: string): Promise<string | null> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst();
  return row?.value ?? null;
}

export async function keepMeta(tx: Tx, key: string, value: string): Promise<void> {
  const row = { key, value };
  const insert = tx.insertInto('meta').values(row);
  await insert.onConflict((conflict) => conflict.column('key').doUpdateSet(row)).execute();
}
