import { randomBytes } from 'node:crypto';
import { outcomeWith } from './model/delivery.js';
import type { Rewound } from './model/rewound.js';
import type { Run } from './model/run.js';
import { closeAttempt, deliveriesOf, moveDelivery } from './rows/delivery-row.js';
import { UNTOLD } from './rows/episode-row.js';
import { recordOfLedger } from './rows/ledger-event-row.js';
import { moveRun, NO_LEASE } from './rows/run-row.js';
import { giveUpPending } from './steps/claim.js';
import type { Database } from './store/database.js';
import type { Mark } from './store/last-written.js';
import { giveMark, keepMeta, metaOf, readMark } from './store/mark.js';
import type { Tx } from './store/tables.js';

/** The ledger's id and write count; a ledger without one gets a new id. */
export async function markOf(database: Database): Promise<Mark> {
  const found = await database.read(readMark);
  return (
    found ??
    database.write('migrate', (tx) => giveMark(tx, { ledger: randomBytes(8).toString('hex'), count: 0 }))
  );
}

/**
 * Makes an older copy usable: its schedules count from `at` (epoch ms); unfinished runs, which may have been delivered since, are left to a
 * person; what episodes of alerts had to tell counts as told. `beyond` is the last known write.
 */
export async function rewind(tx: Tx, beyond: Mark | null, at: number): Promise<Rewound> {
  await tx.updateTable('cursors').set({ at }).where('at', '<', at).execute();
  await tx.deleteFrom('leases').execute();
  const open = await tx
    .selectFrom('runs')
    .selectAll()
    .where('state', 'in', ['queued', 'retrying', 'running'])
    .execute();
  for (const run of open) await leaveToPerson(tx, run, at);
  const episodes = await countAsTold(tx, at);
  await tx.updateTable('checks').set({ rewoundAt: at }).execute();
  const own = await readMark(tx);
  const count = Math.max(own?.count ?? 0, beyond?.count ?? 0);
  await giveMark(tx, { ledger: own?.ledger ?? randomBytes(8).toString('hex'), count });
  const rewound = { at, runs: open.length, episodes };
  const detail = `an older copy, with ${open.length} unfinished runs`;
  await recordOfLedger(tx, { at, what: 'restored', detail, covers: null });
  await keepMeta(tx, 'rewound', JSON.stringify(rewound));
  await keepNews(tx, rewound);
  return rewound;
}

async function leaveToPerson(tx: Tx, run: Run, at: number): Promise<void> {
  for (const delivery of await deliveriesOf(tx, run.id)) {
    if (delivery.state !== 'sending') continue;
    const error = 'The ledger is an older copy: it may have arrived since.';
    const unknown = { ...outcomeWith('unknown', 'restored'), error };
    await closeAttempt(tx, delivery, unknown, at);
    const ended = await moveDelivery(tx, delivery, { ...unknown, finishedAt: at }, at);
    await moveDelivery(tx, ended, { ...unknown, state: 'held' }, at);
  }
  await giveUpPending(tx, run, 'restored', at);
  const error = `The ledger is an older copy, and what went out of this run since is not known. Ask a reader; botdigest resend ${run.id} sends what it takes for missing.`;
  const ended = { state: 'failed', reason: 'restored', error, finishedAt: at, fence: run.fence + 1 } as const;
  await moveRun(tx, run, { ...NO_LEASE, correcting: null, ...ended }, { at });
}

/** Marks episodes as told to their end, or to where they last; a reminder of one counts from `at`. Returns how many. */
async function countAsTold(tx: Tx, at: number): Promise<number> {
  let count = 0;
  for (const [told, over] of [
    ['firing', false],
    ['recovered', true],
  ] as const) {
    const marked = await tx
      .updateTable('episodes')
      .set({ told, toldAt: at })
      .where('closedAt', over ? 'is not' : 'is', null)
      .where('told', 'in', UNTOLD)
      .executeTakeFirstOrThrow();
    count += Number(marked.numUpdatedRows);
  }
  return count;
}

export function rewoundText({ runs, episodes }: Omit<Rewound, 'at'>): string {
  const which = runs === 1 ? 'one run' : `${runs} runs`;
  const open =
    runs === 0
      ? ''
      : ` It is unknown what ${which} delivered since: botdigest runs shows them as failed, restored.`;
  return `The ledger is an older copy than what was last written here. Schedules count from now on, so that nothing goes out twice.${open}${episodesText(episodes)}`;
}

/** A sentence with a space before it; empty without episodes. */
export function episodesText(episodes: number): string {
  if (episodes === 0) return '';
  return episodes === 1
    ? ' One episode of an alert counts as told: botdigest alerts shows it.'
    : ` ${episodes} episodes of alerts count as told: botdigest alerts shows them.`;
}

/** The `place` under which a restored ledger is reported among reloads. */
export const LEDGER_PLACE = 'ledger';

async function keepNews(tx: Tx, { at, ...found }: Rewound): Promise<void> {
  const row = {
    place: LEDGER_PLACE,
    health: 'refused',
    since: at,
    problem: rewoundText(found),
    told: 'well',
    toldAt: null,
  } as const;
  const insert = tx.insertInto('reloads').values(row);
  await insert.onConflict((conflict) => conflict.column('place').doUpdateSet(row)).execute();
}

/** Returns once what was done to an older copy; null afterwards. */
export async function takeRewound(database: Database): Promise<Rewound | null> {
  const found = await database.read((db) => metaOf(db, 'rewound'));
  if (found === null) return null;
  await database.write('migrate', (tx) => tx.deleteFrom('meta').where('key', '=', 'rewound').execute());
  return JSON.parse(found) as Rewound;
}

/** True when it has neither runs nor cursors. */
export async function isNew(db: Tx): Promise<boolean> {
  const run = await db.selectFrom('runs').select('id').limit(1).executeTakeFirst();
  const cursor = await db.selectFrom('cursors').select('digest').limit(1).executeTakeFirst();
  return run === undefined && cursor === undefined;
}
