import { groupedBy } from '../../lib/grouped.js';
import { coversOf, isUntouched } from '../chain/coverage.js';
import { carriedHash } from '../chain/receipts.js';
import type { Break } from '../model/audit.js';
import type { Run } from '../model/run.js';
import { runId } from '../rows/run-row.js';
import type { Tables, Tx } from '../store/tables.js';

/** Runs at a time. */
const BATCH = 50;

/** The first run whose rows are not what its events say; null when all are. */
export async function compareRows(db: Tx): Promise<Break | null> {
  const lost = await eventWithoutRun(db);
  if (lost) return lost;
  for (let last = ''; ; ) {
    const runs = await db
      .selectFrom('runs')
      .selectAll()
      .where('id', '>', last)
      .orderBy('id')
      .limit(BATCH)
      .execute();
    for (const rows of await rowsOf(db, runs)) {
      const position = breakOf(rows);
      if (position !== null) return { run: rows.run.id, position, problem: 'receipt' };
    }
    last = runs.at(-1)?.id ?? '';
    if (runs.length < BATCH) return null;
  }
}

async function eventWithoutRun(db: Tx): Promise<Break | null> {
  const found = await db
    .selectFrom('events')
    .select(['run', 'position'])
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('runs').select('id').whereRef('runs.id', '=', 'events.run'))),
    )
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
  return found ? { ...found, problem: 'receipt' } : null;
}

interface RunRows {
  readonly run: Run;
  readonly deliveries: readonly Tables['deliveries'][];
  readonly events: readonly Tables['events'][];
  readonly files: readonly Tables['artifacts'][];
}

async function rowsOf(db: Tx, runs: readonly Run[]): Promise<RunRows[]> {
  if (runs.length === 0) return [];
  const ids = runs.map(({ id }) => id);
  const of = async <Row extends { readonly run: string }>(rows: Promise<Row[]>) => {
    const found = groupedBy(await rows, ({ run }) => run);
    return (id: string): readonly Row[] => found.get(id) ?? [];
  };
  const [deliveries, events, files] = [
    await of(db.selectFrom('deliveries').selectAll().where('run', 'in', ids).orderBy('position').execute()),
    await of(db.selectFrom('events').selectAll().where('run', 'in', ids).orderBy('position').execute()),
    await of(db.selectFrom('artifacts').selectAll().where('run', 'in', ids).orderBy('position').execute()),
  ];
  return runs.map((run) => ({
    run,
    deliveries: deliveries(run.id),
    events: events(run.id),
    files: files(run.id),
  }));
}

/** The position of the event that the rows of a run contradict; null when there is none. */
function breakOf({ run, deliveries, events, files }: RunRows): number | null {
  const last = events.at(-1)?.position ?? 1;
  if (run.id !== runId(run.digest, run.scheduledFor)) return 1;
  const told = events.filter(({ covers }) => covers !== null);
  if (!told.some(({ delivery, what }) => delivery === null && what !== 'planned')) return last;
  const stored = new Map(events.map(({ position, covers }) => [position, covers]));
  const broken = coversOf({ run, deliveries }, told).find(
    ({ position, receipt }) => stored.get(position) !== receipt,
  );
  if (broken) return broken.position;
  const known = new Set(deliveries.map(({ id }) => id));
  const gone = events.find(({ delivery }) => delivery !== null && !known.has(delivery));
  if (gone) return gone.position;
  return deliveries.every((delivery) => isTold(delivery, { told, files })) ? null : last;
}

function isTold(
  delivery: Tables['deliveries'],
  { told, files }: { readonly told: readonly Tables['events'][]; readonly files: RunRows['files'] },
): boolean {
  if (delivery.carries !== carriedHash(delivery, files)) return false;
  if (told.some((event) => event.delivery === delivery.id)) return true;
  return isUntouched(delivery) && told.some(({ what, delivery: of }) => of === null && what === 'planned');
}
