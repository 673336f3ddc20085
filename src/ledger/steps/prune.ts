import type { Pruned } from '../ledger.js';
import { FINAL_STATES } from '../model/states.js';
import type { Database } from '../store/database.js';
import type { Tx } from '../store/tables.js';

/** Runs deleted per transaction, so that no writer waits long. */
const BATCH = 200;

export async function prune(database: Database, before: number, weeksBefore: number): Promise<Pruned> {
  const weeks = await database.write('prune', (tx) => forgetWeeks(tx, weeksBefore));
  const pruned = { runs: 0, deliveries: 0, weeks };
  for (;;) {
    const gone = await database.write('prune', (tx) => forget(tx, before));
    if (gone.runs === 0) break;
    pruned.runs += gone.runs;
    pruned.deliveries += gone.deliveries;
  }
  if (pruned.runs + weeks > 0) await database.compact();
  return pruned;
}

async function forgetWeeks(tx: Tx, before: number): Promise<number> {
  const gone = await tx.deleteFrom('weeks').where('ended', '<', before).executeTakeFirstOrThrow();
  return Number(gone.numDeletedRows);
}

async function forget(tx: Tx, before: number): Promise<Omit<Pruned, 'weeks'>> {
  // Left by processes that were killed.
  await tx.deleteFrom('leases').where('until', '<', before).execute();
  const ids = await finishedBefore(tx, before);
  if (ids.length === 0) return { runs: 0, deliveries: 0 };
  for (const table of [
    'attempts',
    'events',
    'snapshots',
    'corrections',
    'drafts',
    'artifacts',
    'contents',
  ] as const)
    await tx.deleteFrom(table).where('run', 'in', ids).execute();
  const deliveries = await tx.deleteFrom('deliveries').where('run', 'in', ids).executeTakeFirstOrThrow();
  await tx.deleteFrom('runs').where('id', 'in', ids).execute();
  return { runs: ids.length, deliveries: Number(deliveries.numDeletedRows) };
}

async function finishedBefore(tx: Tx, before: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('runs')
    .select('id')
    .where('state', 'in', FINAL_STATES)
    .where('finishedAt', '<', before)
    .limit(BATCH)
    .execute();
  return rows.map(({ id }) => id);
}
