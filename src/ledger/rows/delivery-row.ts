import { deliveryReceipt } from '../chain/receipts.js';
import type { Delivery, Outcome } from '../model/delivery.js';
import { LedgerError } from '../model/errors.js';
import { DELIVERY_TRANSITIONS } from '../model/states.js';
import type { Tx } from '../store/tables.js';
import { record } from './event-row.js';

export function deliveriesOf(tx: Tx, run: string): Promise<Delivery[]> {
  return tx.selectFrom('deliveries').selectAll().where('run', '=', run).orderBy('position').execute();
}

export async function getDelivery(tx: Tx, id: string): Promise<Delivery> {
  const delivery = await tx.selectFrom('deliveries').selectAll().where('id', '=', id).executeTakeFirst();
  if (delivery) return delivery;
  throw new LedgerError(
    'unknown-delivery',
    `There is no delivery ${id}. botdigest explain ${id.split('.')[0]} lists those of its run.`,
  );
}

export function wrongState({ id, state }: Delivery, wanted: string): LedgerError {
  return new LedgerError('wrong-state', `The delivery ${id} is ${state}: ${wanted}.`);
}

/** Moves a delivery to another state and records the event; `by` is who asked for it. */
export async function moveDelivery(
  tx: Tx,
  delivery: Delivery,
  move: Outcome & Partial<Delivery>,
  at: number,
  by?: string,
): Promise<Delivery> {
  if (move.state !== delivery.state && !DELIVERY_TRANSITIONS[delivery.state].includes(move.state))
    throw wrongState(delivery, `it cannot become ${move.state}`);
  const moved = { ...delivery, ...move };
  await tx.updateTable('deliveries').set(move).where('id', '=', delivery.id).execute();
  await record(tx, delivery.run, at, {
    what: move.state,
    delivery: delivery.id,
    reason: move.reason,
    detail: by ?? move.error ?? move.notes,
    covers: deliveryReceipt(moved),
  });
  return moved;
}

/** Ends the attempt under way. */
export async function closeAttempt(tx: Tx, delivery: Delivery, outcome: Outcome, at: number): Promise<void> {
  const { state, reason, error, notes } = outcome;
  await tx
    .updateTable('attempts')
    .set({ endedAt: at, outcome: state, reason, error, notes })
    .where('delivery', '=', delivery.id)
    .where('attempt', '=', delivery.attempt)
    .execute();
}
