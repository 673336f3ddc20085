import { type Kysely, sql } from 'kysely';
import { groupedBy } from '../../../lib/grouped.js';
import { coversOf } from '../../chain/coverage.js';
import { type ChainedEvent, type Link, nextLedgerLink, nextLink, START } from '../../chain/link.js';
import { carriedHash } from '../../chain/receipts.js';
import type { Delivery } from '../../model/delivery.js';
import type { Run } from '../../model/run.js';
import type { Tables } from '../tables.js';

type OldEvent = Omit<ChainedEvent, 'covers'>;
type Db = Kysely<Tables>;

/** Runs at a time, so that little memory is needed; rows per statement: of a longer one, SQLite would keep none, and each takes memory. */
const RUNS = 50;
const ROWS = 40;

/** Puts the events of an older version into the chain, run by run, each with what the rows of its run say now. */
export async function chainEvents(db: Db): Promise<void> {
  let [head, latest] = [START, 0];
  for (let last: Run | undefined; ; ) {
    const runs = await runsAfter(db, last);
    last = runs.at(-1);
    if (last === undefined) break;
    const deliveries = await withCarried(db, runs);
    const events = await oldEvents(db, runs);
    const rows: Tables['events'][] = [];
    for (const run of runs) {
      const own = { run, deliveries: deliveries.get(run.id) ?? [] };
      for (const row of coveredEvents(own, events.get(run.id) ?? [])) {
        head = nextLink(head, row);
        latest = Math.max(latest, row.at);
        rows.push({ ...row, ...head } as Tables['events']);
      }
    }
    for (const some of batches(rows)) await db.insertInto('events').values(some).execute();
  }
  if (head.seq > 0) await noteOrigin(db, head, latest);
}

async function noteOrigin(db: Db, head: Link, at: number): Promise<void> {
  const detail = `${head.seq} events of an older version, as they stood`;
  const event = { at, what: 'chained', detail, covers: null } as const;
  await db
    .insertInto('ledgerEvents')
    .values({ ...event, ...nextLedgerLink(head, event) })
    .execute();
}

function coveredEvents(
  own: { readonly run: Run; readonly deliveries: readonly Delivery[] },
  events: readonly OldEvent[],
): ChainedEvent[] {
  const covers = new Map(coversOf(own, events).map(({ position, receipt }) => [position, receipt]));
  return events.map((event) => ({ ...event, covers: covers.get(event.position) ?? null }));
}

function runsAfter(db: Db, last: Run | undefined): Promise<Run[]> {
  return db
    .selectFrom('runs')
    .selectAll()
    .$if(last !== undefined, (query) =>
      query
        .where('scheduledFor', '>=', last?.scheduledFor ?? 0)
        .where(({ or, eb }) =>
          or([eb('scheduledFor', '>', last?.scheduledFor ?? 0), eb('id', '>', last?.id ?? '')]),
        ),
    )
    .orderBy('scheduledFor')
    .orderBy('id')
    .limit(RUNS)
    .execute();
}

async function oldEvents(db: Db, runs: readonly Run[]): Promise<ReadonlyMap<string, readonly OldEvent[]>> {
  const events = await db
    .selectFrom('eventsBefore' as 'events')
    .select(['run', 'position', 'at', 'what', 'delivery', 'reason', 'detail'])
    .where(
      'run',
      'in',
      runs.map(({ id }) => id),
    )
    .orderBy('position')
    .execute();
  return groupedBy(events, ({ run }) => run);
}

/** The deliveries of runs, after storing the hash of what each carries. */
async function withCarried(db: Db, runs: readonly Run[]): Promise<ReadonlyMap<string, readonly Delivery[]>> {
  const ids = runs.map(({ id }) => id);
  const rows = await db
    .selectFrom('deliveries')
    .selectAll()
    .where('run', 'in', ids)
    .orderBy('position')
    .execute();
  const files = await db
    .selectFrom('artifacts')
    .select(['run', 'bundle', 'name', 'mediaType', 'role', 'sha256', 'size'])
    .where('run', 'in', ids)
    .orderBy('position')
    .execute();
  const ofRun = groupedBy(files, ({ run }) => run);
  const deliveries = rows.map((row) => ({ ...row, carries: carriedHash(row, ofRun.get(row.run) ?? []) }));
  for (const some of batches(deliveries)) {
    const values = sql.join(some.map(({ id, carries }) => sql`(${id}, ${carries})`));
    await db
      .with('hashes(id, carries)', () => sql<{ id: string; carries: string | null }>`(values ${values})`)
      .updateTable('deliveries')
      .from('hashes')
      .set(({ ref }) => ({ carries: ref('hashes.carries') }))
      .whereRef('hashes.id', '=', 'deliveries.id')
      .execute();
  }
  return groupedBy(deliveries, ({ run }) => run);
}

function batches<T>(all: readonly T[]): T[][] {
  const count = Math.ceil(all.length / ROWS);
  return Array.from({ length: count }, (_, batch) => all.slice(batch * ROWS, (batch + 1) * ROWS));
}
