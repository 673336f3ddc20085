import { sql } from 'kysely';
import { testName } from '../../schedule/test-name.js';
import type { Counts, History, RunRecord, RunStory } from '../ledger.js';
import type { Run } from '../model/run.js';
import { deliveriesOf } from '../rows/delivery-row.js';
import { eventsOf } from '../rows/event-row.js';
import { NO_CHECKS, NO_TESTS } from '../rows/run-names.js';
import { inDoubt, lastRuns, page, withDeliveries } from '../run-lists.js';
import type { Database } from '../store/database.js';
import type { Tx } from '../store/tables.js';
import { artifactsOf } from './contents.js';

export function createHistory(database: Database): History {
  return {
    runs: (filter) => database.read((db) => latest(db, filter)),
    page: (filter) => database.read((db) => page(db, filter)),
    lastRuns: (digests, count) => database.read((db) => lastRuns(db, digests, count)),
    inDoubt: () => database.read(inDoubt),
    run: (id) => database.read((db) => story(db, id)),
    beginning: (text) => database.read((db) => beginning(db, text)),
    digests: () => database.read(digests),
    counts: () => database.read(counts),
    oldestDue: (at) => database.read((db) => oldestDue(db, at)),
    unfinished: (at) => database.read((db) => unfinished(db, at)),
    lastCompleted: () => database.read(lastCompleted),
  };
}

async function latest(
  db: Tx,
  { digest, checks = false, tests = false, limit }: Parameters<History['runs']>[0],
): Promise<RunRecord[]> {
  const runs = await db
    .selectFrom('runs')
    .selectAll()
    .$if(digest !== undefined, (query) =>
      query.where('digest', 'in', [digest ?? '', ...(tests ? [testName(digest ?? '')] : [])]),
    )
    .$if(digest === undefined && !checks, (query) => query.where(...NO_CHECKS))
    .$if(digest === undefined && !tests, (query) => query.where(...NO_TESTS))
    .orderBy(sql`coalesce(started_at, queued_at)`, 'desc')
    .orderBy('scheduledFor', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  return withDeliveries(db, runs);
}

/** As many as fit into one sentence. */
const MAX_CANDIDATES = 6;

function beginning(db: Tx, text: string): Promise<Run[]> {
  return db
    .selectFrom('runs')
    .selectAll()
    .where('id', 'like', `${text}%`)
    .orderBy('id')
    .limit(MAX_CANDIDATES)
    .execute();
}

async function digests(db: Tx): Promise<string[]> {
  const rows = await db
    .selectFrom('runs')
    .select('digest')
    .distinct()
    .where(...NO_CHECKS)
    .where(...NO_TESTS)
    .orderBy('digest')
    .execute();
  return rows.map(({ digest }) => digest);
}

async function story(db: Tx, id: string): Promise<RunStory | null> {
  const run = await db.selectFrom('runs').selectAll().where('id', '=', id).executeTakeFirst();
  if (!run) return null;
  const attempts = db
    .selectFrom('attempts')
    .select(['delivery', 'attempt', 'startedAt', 'endedAt', 'outcome', 'reason', 'error', 'notes'])
    .where('run', '=', id)
    .orderBy('startedAt')
    .orderBy('delivery')
    .orderBy('attempt');
  return {
    run,
    deliveries: await deliveriesOf(db, id),
    events: await eventsOf(db, id),
    attempts: await attempts.execute(),
    artifacts: await artifactsOf(db, id),
  };
}

async function counts(db: Tx): Promise<Counts> {
  const runs = await db
    .selectFrom('runs')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
    .where(...NO_CHECKS)
    .where(...NO_TESTS)
    .groupBy('state')
    .execute();
  const deliveries = await db
    .selectFrom('deliveries')
    .innerJoin('runs', 'runs.id', 'deliveries.run')
    .select(({ fn }) => ['kind', 'deliveries.state', fn.countAll<number>().as('count')])
    .where(...NO_TESTS)
    .groupBy(['kind', 'deliveries.state'])
    .orderBy('kind')
    .orderBy('deliveries.state')
    .execute();
  return { runs: Object.fromEntries(runs.map(({ state, count }) => [state, count])), deliveries };
}

async function oldestDue(db: Tx, at: number): Promise<number | null> {
  const row = await db
    .selectFrom('runs')
    .select(({ fn }) => fn.min('notBefore').as('since'))
    .where('state', 'in', ['queued', 'retrying'])
    .where('notBefore', '<=', at)
    .executeTakeFirst();
  return row?.since ?? null;
}

function unfinished(db: Tx, at: number): Promise<Run[]> {
  return db
    .selectFrom('runs')
    .selectAll()
    .where('scheduledFor', '<=', at)
    .where(({ or, and, eb, not, exists, selectFrom }) =>
      or([
        eb('state', 'in', ['queued', 'running', 'retrying']),
        and([
          eb('state', 'in', ['failed', 'partial']),
          not(
            exists(
              selectFrom('runs as later')
                .select('later.id')
                .whereRef('later.digest', '=', 'runs.digest')
                .whereRef('later.scheduledFor', '>', 'runs.scheduledFor')
                .where('later.state', '=', 'completed'),
            ),
          ),
        ]),
      ]),
    )
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('events')
          .select('events.run')
          .whereRef('events.run', '=', 'runs.id')
          .where('events.position', '=', 1)
          .where('events.reason', 'in', ['cron', 'catch-up']),
      ),
    )
    .orderBy('scheduledFor')
    .orderBy('id')
    .execute();
}

async function lastCompleted(db: Tx): ReturnType<History['lastCompleted']> {
  const rows = await db
    .selectFrom('runs')
    .select(({ fn }) => [
      'digest',
      fn.max('scheduledFor').as('scheduledFor'),
      fn.max<number>('finishedAt').as('finishedAt'),
    ])
    .where('state', '=', 'completed')
    .where(...NO_CHECKS)
    .where(...NO_TESTS)
    .groupBy('digest')
    .execute();
  return new Map(rows.map(({ digest, scheduledFor, finishedAt }) => [digest, { scheduledFor, finishedAt }]));
}
