import { sendingToUnknown } from './claim.js';
import type { Tx } from './database.js';
import type { Delivery } from './delivery.js';
import { deliveriesOf, moveDelivery, plainly } from './delivery-row.js';
import type { Reopened, Reopening } from './ledger.js';
import type { Claimant, Run } from './run.js';
import { getRun, moveRun, NO_LEASE, refuseBusy, takeRun } from './run-row.js';

export async function reopenRun(
  tx: Tx,
  ask: { readonly run: string; readonly wish: Reopening; readonly claimant: Claimant | null },
  at: number,
): Promise<Reopened | null> {
  const run = await getRun(tx, ask.run);
  refuseBusy(run, at);
  await sendingToUnknown(tx, run, at);
  const missing = (await deliveriesOf(tx, run.id)).filter((delivery) => isMissing(delivery, ask.wish));
  if (missing.length === 0 && !lacksWork(run)) return null;
  const deliveries: Delivery[] = [];
  for (const delivery of missing) deliveries.push(await pendAgain(tx, delivery, at));
  const queued = await queueAgain(tx, run, ask.wish.deadline, at);
  if (ask.claimant === null) return { run: queued, lease: null, deliveries };
  return { ...(await takeRun(tx, queued, ask.claimant, { at, takenOver: false })), deliveries };
}

function isMissing({ state, target }: Delivery, { targets, unknowns }: Reopening): boolean {
  if (targets !== null && !targets.includes(target)) return false;
  return (
    state === 'failed' || state === 'skipped' || state === 'pending' || (state === 'unknown' && unknowns)
  );
}

/** Whether a run has something to do though none of its deliveries has: to be made at all, or to be ended properly. */
const lacksWork = ({ state, plannedAt, reason }: Run): boolean =>
  state !== 'completed' && (plannedAt === null || reason === 'quarantined');

export async function pendAgain(tx: Tx, delivery: Delivery, at: number): Promise<Delivery> {
  const { error } = delivery;
  return moveDelivery(tx, delivery, { ...plainly('pending', 'resend'), error }, at);
}

/** Puts a run that waits, has ended or was abandoned back into the queue, free of its crashes and waits. */
export async function queueAgain(tx: Tx, run: Run, deadline: number | null, at: number): Promise<Run> {
  if (run.state === 'queued') return run;
  const fresh = {
    crashes: 0,
    notBefore: at,
    deadline,
    error: null,
    finishedAt: null,
    trigger: 'resend',
  } as const;
  return moveRun(tx, run, { ...fresh, ...NO_LEASE, state: 'queued', reason: 'resend' }, { at });
}
