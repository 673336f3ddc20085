import { sql } from 'kysely';
import { groupedBy } from '../lib/grouped.js';
import type { RunFilter, RunRecord } from './ledger.js';
import type { Delivery } from './model/delivery.js';
import type { Run } from './model/run.js';
import { NO_CHECKS, NO_TESTS } from './rows/run-names.js';
import type { Tx } from './store/tables.js';

/** Runs with their deliveries. */
export async function withDeliveries(db: Tx, runs: readonly Run[]): Promise<RunRecord[]> {
  if (runs.length === 0) return [];
  const rows = await db
    .selectFrom('deliveries')
    .selectAll()
    .where(
      'run',
      'in',
      runs.map(({ id }) => id),
    )
    .orderBy('position')
    .execute();
  const deliveries = groupedBy(rows, ({ run }) => run);
  return runs.map((run) => ({ run, deliveries: deliveries.get(run.id) ?? [] }));
}

export async function page(
  db: Tx,
  { digest, states, from, to, offset, limit }: RunFilter,
): Promise<{ runs: RunRecord[]; total: number }> {
  const filtered = db
    .selectFrom('runs')
    .$if(digest !== undefined, (query) => query.where('digest', '=', digest ?? ''))
    .$if(digest === undefined, (query) => query.where(...NO_CHECKS).where(...NO_TESTS))
    .$if(states !== undefined, (query) => query.where('state', 'in', states ?? []))
    .$if(from !== undefined, (query) => query.where('scheduledFor', '>=', from ?? 0))
    .$if(to !== undefined, (query) => query.where('scheduledFor', '<', to ?? 0));
  const counted = await filtered.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirst();
  const runs = await filtered
    .selectAll()
    .orderBy(sql`coalesce(started_at, queued_at)`, 'desc')
    .orderBy('scheduledFor', 'desc')
    .orderBy('id')
    .limit(limit)
    .offset(offset)
    .execute();
  return { runs: await withDeliveries(db, runs), total: Number(counted?.count ?? 0) };
}

export async function lastRuns(
  db: Tx,
  digests: Iterable<string>,
  count: number,
): Promise<ReadonlyMap<string, readonly Run[]>> {
  const last = new Map<string, readonly Run[]>();
  // Each by the index of slots: one statement for all would read every run.
  for (const digest of digests) {
    const runs = await db
      .selectFrom('runs')
      .selectAll()
      .where('digest', '=', digest)
      .orderBy('scheduledFor', 'desc')
      .limit(count)
      .execute();
    if (runs.length > 0) last.set(digest, runs);
  }
  return last;
}

const MAX_IN_DOUBT = 100;

export async function inDoubt(db: Tx): Promise<readonly { run: Run; delivery: Delivery }[]> {
  const deliveries = await db
    .selectFrom('deliveries')
    .innerJoin('runs', 'runs.id', 'deliveries.run')
    .selectAll('deliveries')
    .where(({ or, and, eb }) =>
      or([
        eb('deliveries.state', '=', 'held'),
        and([eb('deliveries.state', '=', 'unknown'), eb('runs.finishedAt', 'is not', null)]),
      ]),
    )
    .where(...NO_TESTS)
    .orderBy('runs.scheduledFor', 'desc')
    .orderBy('deliveries.position')
    .limit(MAX_IN_DOUBT)
    .execute();
  if (deliveries.length === 0) return [];
  const ids = [...new Set(deliveries.map(({ run }) => run))];
  const runs = await db.selectFrom('runs').selectAll().where('id', 'in', ids).execute();
  const byId = new Map(runs.map((run) => [run.id, run]));
  return deliveries.flatMap((delivery) => {
    const run = byId.get(delivery.run);
    return run ? [{ run, delivery }] : [];
  });
}
