import { randomBytes } from 'node:crypto';
import type { Database, Tx } from './database.js';
import type { Mark } from './last-written.js';

/** The ledger's id and write count; a ledger without one gets a new id. */
export async function markOf(database: Database): Promise<Mark> {
  const found = await database.read(readMark);
  return (
    found ??
    database.write('migrate', (tx) => giveMark(tx, { ledger: randomBytes(8).toString('hex'), count: 0 }))
  );
}

export async function readMark(db: Tx): Promise<Mark | null> {
  const [ledger, count] = [await metaOf(db, 'ledger'), await metaOf(db, 'written')];
  return ledger === null || count === null ? null : { ledger, count: Number(count) };
}

export async function giveMark(tx: Tx, mark: Mark): Promise<Mark> {
  await keepMeta(tx, 'ledger', mark.ledger);
  await keepMeta(tx, 'written', String(mark.count));
  return mark;
}

/** Counts a write within its transaction and returns the new count. */
export async function countWrite(tx: Tx): Promise<Mark | null> {
  const mark = await readMark(tx);
  if (mark === null) return null;
  const count = mark.count + 1;
  await tx
    .updateTable('meta')
    .set({ value: String(count) })
    .where('key', '=', 'written')
    .execute();
  return { ...mark, count };
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
