import type { PauseSpan } from '../../schedule/pause.js';
import type { StoredPause } from '../ledger.js';
import type { PauseRow, Tx } from '../store/tables.js';

const pauseOfRow = ({ digest, kind, begins, ends, begunBy, begunAt, endedBy }: PauseRow): StoredPause => ({
  ...{ digest, kind, from: begins, until: ends, by: begunBy, at: begunAt, endedBy },
});

/** All pauses and skips, of a digest or of all digests. */
export async function pausesOf(db: Tx, digest?: string): Promise<StoredPause[]> {
  const rows = await db
    .selectFrom('pauses')
    .selectAll()
    .$if(digest !== undefined, (query) => query.where('digest', '=', digest ?? ''))
    .orderBy('begins')
    .orderBy('begunAt')
    .orderBy('kind')
    .execute();
  // By code unit: databases order text by rules of their own.
  return rows.map(pauseOfRow).sort((one, other) => order(one.digest, other.digest));
}

const order = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

/** Writes a pause or skip, or replaces it. */
export async function putPause(tx: Tx, pause: StoredPause): Promise<StoredPause> {
  const { from: begins, until: ends, by: begunBy, at: begunAt, ...same } = pause;
  const row = { ...same, begins, ends, begunBy, begunAt };
  await tx
    .insertInto('pauses')
    .values(row)
    .onConflict((conflict) => conflict.columns(['digest', 'kind', 'begins', 'begunAt']).doUpdateSet(row))
    .execute();
  return pause;
}

/** Whether what is left out of a digest is what somebody read before. */
export async function hasLeftOut(tx: Tx, digest: string, read: readonly PauseSpan[]): Promise<boolean> {
  return covered(await pausesOf(tx, digest)) === covered(read);
}

const covered = (pauses: readonly PauseSpan[]): string =>
  JSON.stringify(pauses.map(({ kind, from, until, by }) => [kind, from, until, by]));
