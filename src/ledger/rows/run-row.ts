import { sha256 } from '../../lib/hash.js';
import type { Trigger } from '../../schedule/slot.js';
import { runReceipt } from '../chain/receipts.js';
import { LedgerError } from '../model/errors.js';
import type { Reason } from '../model/reasons.js';
import type { Claimant, Lease, Run } from '../model/run.js';
import { RUN_TRANSITIONS, type RunState } from '../model/states.js';
import type { Tx } from '../store/tables.js';
import { record, recordFirst } from './event-row.js';

/** 16 hex digits derived from the slot alone. */
export function runId(digest: string, scheduledFor: number): string {
  return sha256(`${digest}@${scheduledFor}`).slice(0, 16);
}

interface NewRun {
  readonly digest: string;
  readonly scheduledFor: number;
  readonly trigger: Trigger;
  readonly state: 'queued' | 'skipped';
  readonly reason: Reason;
  readonly deadline: number | null;
  /** Who asked for it. */
  readonly by?: string;
}

/** Inserts the runs whose slots have none yet, and returns them. */
export async function insertRuns(tx: Tx, runs: readonly NewRun[], at: number): Promise<Run[]> {
  const added: Run[] = [];
  // Both databases limit the parameters of a statement.
  for (let start = 0; start < runs.length; start += 500)
    added.push(...(await insertSome(tx, runs.slice(start, start + 500), at)));
  return added;
}

async function insertSome(tx: Tx, runs: readonly NewRun[], at: number): Promise<Run[]> {
  const insert = tx.insertInto('runs').values(runs.map((run) => newRow(run, at)));
  const added = await insert
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .execute();
  const askers = new Map(runs.map(({ digest, scheduledFor, by }) => [runId(digest, scheduledFor), by]));
  const first = added.map((run) => ({
    run: run.id,
    what: run.state,
    reason: run.state === 'queued' ? run.trigger : run.reason,
    detail: askers.get(run.id) ?? null,
    covers: runReceipt(run),
  }));
  await recordFirst(tx, first, at);
  return added;
}

const newRow = ({ by: _by, ...run }: NewRun, at: number): Run => ({
  ...run,
  id: runId(run.digest, run.scheduledFor),
  error: null,
  attempt: 0,
  crashes: 0,
  queuedAt: at,
  startedAt: null,
  finishedAt: run.state === 'skipped' ? at : null,
  notBefore: run.scheduledFor,
  plannedAt: null,
  correcting: null,
  leaseOwner: null,
  leaseUntil: null,
  fence: 0,
});

export async function getRun(tx: Tx, id: string): Promise<Run> {
  const run = await tx.selectFrom('runs').selectAll().where('id', '=', id).executeTakeFirst();
  if (!run)
    throw new LedgerError('unknown-run', `There is no run ${id}. botdigest runs lists those there are.`);
  return run;
}

/** The run of a lease; rejects as `fenced` when the lease is no longer valid. */
export async function leasedRun(tx: Tx, lease: Lease): Promise<Run> {
  const run = await getRun(tx, lease.run);
  if (run.fence === lease.fence && run.state === 'running') return run;
  throw new LedgerError(
    'fenced',
    `The run ${lease.run} is no longer this process's: it is ${run.state} now.`,
  );
}

/** Throws `run-busy` while a process holds a valid lease on the run. */
export function refuseBusy(run: Run, at: number): void {
  if (run.state !== 'running' || (run.leaseUntil ?? 0) <= at) return;
  const message = `The run ${run.id} is being worked on by ${run.leaseOwner}. Try again when it waits or has ended.`;
  throw new LedgerError('run-busy', message);
}

interface Move extends Partial<Run> {
  readonly state: RunState;
  readonly reason: Reason;
}

/** Moves a run to another state and records the event; `what` names the event when it is not the state, `by` who asked for it. */
export async function moveRun(
  tx: Tx,
  run: Run,
  move: Move,
  event: { at: number; what?: string; by?: string },
): Promise<Run> {
  if (!RUN_TRANSITIONS[run.state].includes(move.state))
    throw new LedgerError(
      'wrong-state',
      `The run ${run.id} is ${run.state}: it cannot become ${move.state}.`,
    );
  const moved = { ...run, ...move };
  await tx.updateTable('runs').set(move).where('id', '=', run.id).execute();
  const { reason, error } = moved;
  const what = event.what ?? move.state;
  await record(tx, run.id, event.at, { what, reason, detail: event.by ?? error, covers: runReceipt(moved) });
  return moved;
}

/** Claims a run for a process under the next fencing number. */
export async function takeRun(
  tx: Tx,
  run: Run,
  claimant: Claimant,
  take: { readonly at: number; readonly takenOver: boolean },
): Promise<{ readonly run: Run; readonly lease: Lease }> {
  const fence = run.fence + 1;
  const move = {
    state: 'running',
    reason: take.takenOver ? 'taken-over' : run.attempt === 0 ? 'first' : 'retry',
    error: null,
    attempt: run.attempt + 1,
    crashes: run.crashes + (take.takenOver ? 1 : 0),
    startedAt: run.startedAt ?? take.at,
    leaseOwner: claimant.owner,
    leaseUntil: claimant.until,
    fence,
  } as const;
  const { by } = claimant;
  const taken = await moveRun(tx, run, move, { at: take.at, ...(by !== undefined && { by }) });
  return { run: taken, lease: { run: run.id, owner: claimant.owner, fence } };
}

/** Lease columns of a run that no process works on. */
export const NO_LEASE = { leaseOwner: null, leaseUntil: null } as const;
