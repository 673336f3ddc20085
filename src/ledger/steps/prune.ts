import { checkName } from '../../alerts/check-name.js';
import type { PruneBefore, Pruned } from '../ledger.js';
import { FINAL_STATES } from '../model/states.js';
import { deleteEvents } from '../rows/anchor-row.js';
import { UNTOLD } from '../rows/episode-row.js';
import { forgetShared } from '../rows/settings-row.js';
import type { Database } from '../store/database.js';
import type { Tx } from '../store/tables.js';

/** Runs deleted per transaction, so that no writer waits long. */
const BATCH = 200;

export async function prune(database: Database, before: PruneBefore, at: number): Promise<Pruned> {
  const weeks = await database.write('prune', (tx) => forgetWeeks(tx, before.weeks));
  await database.write('prune', (tx) => forgetPauses(tx, before.runs));
  const episodes = await database.write('prune', (tx) => forgetAlerts(tx, before.runs));
  const pruned = { runs: 0, deliveries: 0, episodes, weeks };
  for (;;) {
    const gone = await database.write('prune', (tx) => forget(tx, before, at));
    if (gone.runs === 0) break;
    pruned.runs += gone.runs;
    pruned.deliveries += gone.deliveries;
  }
  if (pruned.runs > 0) await database.write('prune', forgetShared);
  if (pruned.runs + episodes + weeks > 0) await database.compact();
  return pruned;
}

async function forgetWeeks(tx: Tx, before: number): Promise<number> {
  const gone = await tx.deleteFrom('weeks').where('ended', '<', before).executeTakeFirstOrThrow();
  return Number(gone.numDeletedRows);
}

/** Deletes pauses and skips that are over. */
async function forgetPauses(tx: Tx, before: number): Promise<void> {
  await tx.deleteFrom('pauses').where('ends', '<', before).execute();
}

/** Deletes snoozes that are over, and episodes that are over and told. */
async function forgetAlerts(tx: Tx, before: number): Promise<number> {
  await tx.deleteFrom('snoozes').where('until', '<', before).execute();
  const gone = await tx
    .deleteFrom('episodes')
    .where('closedAt', '<', before)
    .where('told', 'not in', UNTOLD)
    .executeTakeFirstOrThrow();
  return Number(gone.numDeletedRows);
}

async function forget(tx: Tx, before: PruneBefore, at: number): Promise<Pick<Pruned, 'runs' | 'deliveries'>> {
  // Left by processes that were killed.
  await tx.deleteFrom('leases').where('until', '<', before.runs).execute();
  const ids = await finishedBefore(tx, before.runs);
  if (ids.length < BATCH) ids.push(...(await quietBefore(tx, before.quietChecks)));
  if (ids.length === 0) return { runs: 0, deliveries: 0 };
  await deleteEvents(tx, { runs: ids, before: before.runs, at });
  for (const table of [
    'attempts',
    'snapshots',
    'corrections',
    'drafts',
    'artifacts',
    'contents',
    'settings',
  ] as const)
    await tx.deleteFrom(table).where('run', 'in', ids).execute();
  const deliveries = await tx.deleteFrom('deliveries').where('run', 'in', ids).executeTakeFirstOrThrow();
  const runs = await tx.deleteFrom('runs').where('id', 'in', ids).executeTakeFirstOrThrow();
  return { runs: Number(runs.numDeletedRows), deliveries: Number(deliveries.numDeletedRows) };
}

/** Runs that have ended, without those whose thread an open episode goes on in. */
async function finishedBefore(tx: Tx, before: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('runs')
    .select('id')
    .where('state', 'in', FINAL_STATES)
    .where('finishedAt', '<', before)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('episodes')
            .select('episodes.id')
            .whereRef('episodes.threadRun', '=', 'runs.id')
            .where(({ or, eb }) => or([eb('closedAt', 'is', null), eb('told', 'in', UNTOLD)])),
        ),
      ),
    )
    .limit(BATCH)
    .execute();
  return rows.map(({ id }) => id);
}

/** Checks of alerts that found nothing to say, each followed by a completed one: what failed before it stays followed by one. */
async function quietBefore(tx: Tx, before: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('runs')
    .select('id')
    .where('digest', 'like', checkName('%'))
    .where('state', '=', 'completed')
    .where('reason', '=', 'all-quiet')
    .where('finishedAt', '<', before)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('runs as later')
          .select('later.id')
          .whereRef('later.digest', '=', 'runs.digest')
          .whereRef('later.scheduledFor', '>', 'runs.scheduledFor')
          .where('later.state', '=', 'completed'),
      ),
    )
    .limit(BATCH)
    .execute();
  return rows.map(({ id }) => id);
}
