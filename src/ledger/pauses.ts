import { NO_SCHEDULE } from '../schedule/due.js';
import type { PauseBegun, Pauses, Skip, SkippedSlot, StoredPause } from './ledger.js';
import type { Run } from './model/run.js';
import { pausesOf, putPause } from './rows/pause-row.js';
import type { Database } from './store/database.js';
import type { Tx } from './store/tables.js';

export function createPauses(database: Database): Pauses {
  return {
    all: () => database.read((db) => pausesOf(db)),
    pause: (digest, wish, at) => database.write('pauses.pause', (tx) => pause(tx, { digest, ...wish, at })),
    async resume(digest, by, at) {
      // Reads first: ending none causes no write.
      if ((await database.read((db) => lasting(db, digest, at))).length === 0) return null;
      return database.write('pauses.resume', (tx) => endLasting(tx, digest, { by, at }));
    },
    skip: (slot, by, at) => database.write('pauses.skip', (tx) => skip(tx, slot, { by, at })),
    async unskip(slot, by, at) {
      if (!(await database.read((db) => openSkip(db, slot, at)))) return null;
      return database.write('pauses.unskip', async (tx) => {
        const found = await openSkip(tx, slot, at);
        if (found) await putPause(tx, { ...found, until: found.from, endedBy: by });
        return found;
      });
    },
  };
}

/** Pauses that last: one, or several where clocks differ. */
async function lasting(db: Tx, digest: string, at: number): Promise<StoredPause[]> {
  return (await pausesOf(db, digest)).filter(
    ({ kind, until }) => kind === 'pause' && (until === null || until > at),
  );
}

/** Ends the pauses that last; returns the latest as it was. */
async function endLasting(
  tx: Tx,
  digest: string,
  { by, at }: Pick<Wish, 'by' | 'at'>,
): Promise<StoredPause | null> {
  const found = await lasting(tx, digest, at);
  for (const one of found) await putPause(tx, { ...one, until: at, endedBy: by });
  return found.at(-1) ?? null;
}

type Wish = Pick<StoredPause, 'digest' | 'until' | 'by' | 'at'>;

async function pause(tx: Tx, { digest, until, by, at }: Wish): Promise<PauseBegun> {
  const before = await endLasting(tx, digest, { by, at });
  const looked = await lookedUpTo(tx, digest);
  // From the first slot that was not looked at: one that has just passed has no run yet.
  const from = looked === null ? at : Math.min(looked + 1, at);
  const begun = await putPause(tx, { digest, kind: 'pause', from, until, by, at, endedBy: null });
  return { pause: begun, before, underWay: await underWay(tx, digest) };
}

/** Up to when (epoch ms) slots of a digest were looked at; null when they were not, or when its schedule counts from the next look on. */
async function lookedUpTo(db: Tx, digest: string): Promise<number | null> {
  const cursor = await db.selectFrom('cursors').selectAll().where('digest', '=', digest).executeTakeFirst();
  return cursor === undefined || cursor.schedule === NO_SCHEDULE ? null : cursor.at;
}

const underWay = (db: Tx, digest: string): Promise<Run[]> =>
  db
    .selectFrom('runs')
    .selectAll()
    .where('digest', '=', digest)
    .where('state', 'in', ['queued', 'running', 'retrying'])
    .orderBy('scheduledFor')
    .execute();

async function skip(tx: Tx, slot: SkippedSlot, { by, at }: Pick<Wish, 'by' | 'at'>): Promise<Skip> {
  const { digest, scheduledFor } = slot;
  const run = await tx
    .selectFrom('runs')
    .selectAll()
    .where('digest', '=', digest)
    .where('scheduledFor', '=', scheduledFor)
    .executeTakeFirst();
  if (run) return { kind: 'taken', run };
  if (scheduledFor <= ((await lookedUpTo(tx, digest)) ?? at)) return { kind: 'past' };
  const found = await openSkip(tx, slot, at);
  if (found) return { kind: 'skipped-before', skip: found };
  const until = scheduledFor + 1;
  const begun = { digest, kind: 'skip', from: scheduledFor, until, by, at, endedBy: null } as const;
  return { kind: 'skipped', skip: await putPause(tx, begun) };
}

/** The skip of a slot that was not looked at yet. */
async function openSkip(
  db: Tx,
  { digest, scheduledFor }: SkippedSlot,
  at: number,
): Promise<StoredPause | null> {
  if (scheduledFor <= ((await lookedUpTo(db, digest)) ?? at)) return null;
  const found = (await pausesOf(db, digest)).filter(
    ({ kind, from, until }) => kind === 'skip' && from === scheduledFor && until !== from,
  );
  return found.at(-1) ?? null;
}
