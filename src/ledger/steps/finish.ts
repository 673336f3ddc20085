import type { Delivery } from '../model/delivery.js';
import { LedgerError } from '../model/errors.js';
import type { Reason } from '../model/reasons.js';
import type { Ending, Lease, Run } from '../model/run.js';
import { deliveriesOf } from '../rows/delivery-row.js';
import { getRun, leasedRun, moveRun, NO_LEASE } from '../rows/run-row.js';
import type { Tx } from '../store/tables.js';
import { giveUpPending } from './claim.js';
import { dropBytes } from './contents.js';
import { latest, outcomeOf, wasIncomplete } from './editions.js';
import { keepStreak } from './streaks.js';

export async function finishRun(tx: Tx, lease: Lease, ending: Ending, at: number): Promise<void> {
  const before = await getRun(tx, lease.run);
  if (before.fence === lease.fence && before.state === ending.state) return;
  const run = await leasedRun(tx, lease);
  await refuseUnsettled(tx, run, ending);
  await giveUpPending(tx, run, ending.reason, at);
  await end(tx, await moveRun(tx, run, { ...ending, ...NO_LEASE, finishedAt: at }, { at }), at);
}

/** Throws when a delivery is being sent, or when a run that is not whole would be completed. */
async function refuseUnsettled(tx: Tx, { id }: Run, { state }: Ending): Promise<void> {
  const deliveries = await deliveriesOf(tx, id);
  if (deliveries.some((delivery) => delivery.state === 'sending'))
    throw new LedgerError('wrong-state', `The run ${id} cannot end: a delivery is being sent.`);
  if (state === 'completed' && outcomeOf(deliveries) !== 'completed')
    throw new LedgerError(
      'wrong-state',
      `The run ${id} cannot be completed: not everything was delivered whole.`,
    );
}

/** Updates the final state of a run after a person resolved one of its deliveries. */
export async function settleRun(tx: Tx, run: Run, at: number): Promise<void> {
  const deliveries = await deliveriesOf(tx, run.id);
  const state = outcomeOf(deliveries);
  if (state === run.state || run.finishedAt === null) return;
  const reason = settledAs(state, deliveries);
  const error = state === 'completed' ? null : run.error;
  await end(tx, await moveRun(tx, run, { state, reason, error }, { at }), at);
}

function settledAs(state: Run['state'], deliveries: readonly Delivery[]): Reason {
  if (state === 'completed') return wasIncomplete(deliveries) ? 'corrected' : 'delivered';
  return latest(deliveries).every((delivery) => delivery.state === 'delivered')
    ? 'incomplete'
    : 'undelivered';
}

/** Drops the bytes once nothing can be sent again; an incomplete digest that everybody has is corrected from new figures. */
async function end(tx: Tx, run: Run, at: number): Promise<void> {
  if (run.state === 'completed' || run.state === 'skipped' || run.reason === 'incomplete')
    await dropBytes(tx, run.id);
  await tx.deleteFrom('drafts').where('run', '=', run.id).execute();
  await keepStreak(tx, run, at);
}
