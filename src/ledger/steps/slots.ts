import type { Advance, Cursor, CursorMove, Requested, RequestedSlot, Slots } from '../ledger.js';
import type { Claimant } from '../model/run.js';
import { hasLeftOut } from '../rows/pause-row.js';
import { getRun, insertRuns, runId, takeRun } from '../rows/run-row.js';
import type { Database } from '../store/database.js';
import type { Tx } from '../store/tables.js';

export function createSlots(database: Database): Slots {
  return {
    cursors: () => database.read((db) => db.selectFrom('cursors').selectAll().orderBy('digest').execute()),
    advance: (step, at) => database.write('slots.advance', (tx) => advance(tx, step, at)),
    moveIdle: (moves) => database.write('slots.moveIdle', (tx) => moveIdle(tx, moves)),
    request: (slot, claimant, at) =>
      database.write('slots.request', (tx) => request(tx, { slot, claimant }, at)),
  };
}

async function advance(tx: Tx, { from, to, due, leftOut = [] }: Advance, at: number) {
  if (due.length > 0 && !(await hasLeftOut(tx, to.digest, leftOut))) return { moved: false, runs: [] };
  if (!(await moveCursor(tx, from, to))) return { moved: false, runs: [] };
  const slots = due.map((slot) => ({ ...slot, digest: to.digest }));
  return { moved: true, runs: await insertRuns(tx, slots, at) };
}

async function moveIdle(tx: Tx, moves: readonly CursorMove[]): Promise<void> {
  // In one order, so that two processes that move the same ones do not wait for each other.
  const ordered = moves.toSorted((one, other) => (one.to.digest < other.to.digest ? -1 : 1));
  for (const { from, to } of ordered) await moveCursor(tx, from, to);
}

async function moveCursor(tx: Tx, from: Cursor | null, to: Cursor): Promise<boolean> {
  if (from === null) {
    const insert = tx.insertInto('cursors').values(to);
    const added = await insert
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .execute();
    return added.length === 1;
  }
  const moved = await tx
    .updateTable('cursors')
    .set({ schedule: to.schedule, at: to.at })
    .where('digest', '=', to.digest)
    .where('schedule', '=', from.schedule)
    .where('at', '=', from.at)
    .returningAll()
    .execute();
  return moved.length === 1;
}

async function request(
  tx: Tx,
  { slot, claimant }: { slot: RequestedSlot; claimant: Claimant | null },
  at: number,
): Promise<Requested> {
  const [created] = await insertRuns(tx, [{ ...slot, state: 'queued', reason: 'requested' }], at);
  if (!created) return { kind: 'existing', run: await getRun(tx, runId(slot.digest, slot.scheduledFor)) };
  if (claimant === null) return { kind: 'created', run: created, lease: null };
  return { kind: 'created', ...(await takeRun(tx, created, claimant, { at, takenOver: false })) };
}
