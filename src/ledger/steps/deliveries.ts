import type { Deliveries } from '../ledger.js';
import { type Delivery, type Outcome, outcomeWith, type Resolution } from '../model/delivery.js';
import { LedgerError } from '../model/errors.js';
import type { Lease } from '../model/run.js';
import { closeAttempt, deliveriesOf, getDelivery, moveDelivery, wrongState } from '../rows/delivery-row.js';
import { getRun, leasedRun, refuseBusy } from '../rows/run-row.js';
import type { Database } from '../store/database.js';
import type { Tx } from '../store/tables.js';
import { settleRun } from './finish.js';
import { pendAgain, queueAgain } from './reopen.js';

export function createDeliveries(database: Database): Deliveries {
  return {
    of: (run) => database.read((db) => deliveriesOf(db, run)),
    begin: (lease, id, at) =>
      database.write('deliveries.begin', async (tx) => begin(tx, await leasedDelivery(tx, lease, id), at)),
    end: (lease, id, outcome, at) =>
      database.write('deliveries.end', async (tx) =>
        end(tx, await leasedDelivery(tx, lease, id), outcome, at),
      ),
    withdraw: (lease, id, at) =>
      database.write('deliveries.withdraw', async (tx) =>
        withdraw(tx, await leasedDelivery(tx, lease, id), at),
      ),
    decide: (lease, id, outcome, at) =>
      database.write('deliveries.decide', async (tx) =>
        decide(tx, await leasedDelivery(tx, lease, id), outcome, at),
      ),
    resolve: (delivery, resolution, at, by) =>
      database.write('deliveries.resolve', (tx) => resolve(tx, { delivery, resolution, by }, at)),
  };
}

async function leasedDelivery(tx: Tx, lease: Lease, id: string): Promise<Delivery> {
  await leasedRun(tx, lease);
  const delivery = await getDelivery(tx, id);
  if (delivery.run === lease.run) return delivery;
  throw new LedgerError('wrong-state', `The delivery ${id} does not belong to the run ${lease.run}.`);
}

async function begin(tx: Tx, delivery: Delivery, at: number): Promise<Delivery> {
  if (delivery.state !== 'pending') throw wrongState(delivery, 'only a pending one can be sent');
  const attempt = delivery.attempt + 1;
  const sending = outcomeWith('sending', attempt === 1 ? 'first' : 'retry');
  const { id, run } = delivery;
  const open = {
    delivery: id,
    run,
    attempt,
    startedAt: at,
    endedAt: null,
    outcome: null,
    reason: null,
    error: null,
    notes: null,
  };
  await tx.insertInto('attempts').values(open).execute();
  return moveDelivery(tx, delivery, { ...sending, attempt, startedAt: at, finishedAt: null }, at);
}

async function end(tx: Tx, delivery: Delivery, outcome: Outcome, at: number): Promise<Delivery> {
  if (delivery.state === outcome.state && delivery.reason === outcome.reason) return delivery;
  if (delivery.state !== 'sending') throw wrongState(delivery, 'it is not being sent');
  await closeAttempt(tx, delivery, outcome, at);
  return moveDelivery(tx, delivery, { ...outcome, finishedAt: at }, at);
}

async function withdraw(tx: Tx, delivery: Delivery, at: number): Promise<Delivery> {
  if (delivery.state === 'pending') return delivery;
  if (delivery.state !== 'sending') throw wrongState(delivery, 'it is not being sent');
  const { id, attempt } = delivery;
  await tx.deleteFrom('attempts').where('delivery', '=', id).where('attempt', '=', attempt).execute();
  return moveDelivery(tx, delivery, { ...outcomeWith('pending', 'withdrawn'), attempt: attempt - 1 }, at);
}

async function decide(tx: Tx, delivery: Delivery, outcome: Outcome, at: number): Promise<Delivery> {
  if (delivery.state !== 'pending' && delivery.state !== 'unknown')
    throw wrongState(delivery, 'only a pending or an unknown one can be decided on');
  const finishedAt = outcome.state === 'pending' ? delivery.finishedAt : at;
  return moveDelivery(tx, delivery, { ...outcome, finishedAt }, at);
}

/** The command to suggest for a delivery whose outcome is known. */
const INSTEAD: Readonly<
  Record<Exclude<Delivery['state'], 'unknown' | 'held'>, (delivery: Delivery) => string>
> = {
  pending: ({ run }) => `botdigest resend ${run} sends it now`,
  sending: ({ run }) => `botdigest explain ${run} shows how far it is`,
  failed: ({ run }) => `botdigest resend ${run} sends it`,
  skipped: ({ run }) => `botdigest resend ${run} sends it`,
  delivered: ({ run, target }) => `botdigest resend ${run} --target ${target} --again sends it once more`,
};

interface Resolving {
  readonly delivery: string;
  readonly resolution: Resolution;
  readonly by: string | undefined;
}

async function resolve(tx: Tx, { delivery: id, resolution, by }: Resolving, at: number): Promise<Delivery> {
  const delivery = await getDelivery(tx, id);
  const run = await getRun(tx, delivery.run);
  refuseBusy(run, at);
  const { state } = delivery;
  if (state !== 'unknown' && state !== 'held')
    throw wrongState(delivery, `only an unknown or held one can be resolved. ${INSTEAD[state](delivery)}`);
  if (resolution === 'resend') {
    const pending = await pendAgain(tx, delivery, at);
    for (const later of await heldUpBy(tx, delivery)) await pendAgain(tx, later, at);
    const trigger = delivery.edition > 0 ? 'correction' : 'resend';
    await queueAgain(tx, run, { deadline: null, trigger, by }, at);
    return pending;
  }
  const { error, providerRef } = delivery;
  const outcome = {
    ...outcomeWith(resolution, 'resolved'),
    error: resolution === 'failed' ? error : null,
    providerRef,
  };
  const resolved = await moveDelivery(tx, delivery, { ...outcome, finishedAt: at }, at, by);
  await settleRun(tx, run, at);
  return resolved;
}

/** Later parts for the same reader, skipped while the outcome of this one was unknown. */
async function heldUpBy(
  tx: Tx,
  { run, kind, target, slice, edition, position }: Delivery,
): Promise<Delivery[]> {
  return (await deliveriesOf(tx, run)).filter(
    (other) =>
      other.kind === kind &&
      other.target === target &&
      other.slice === slice &&
      other.edition === edition &&
      other.position > position &&
      other.state === 'skipped',
  );
}
