import { type Packed, storeContents } from './contents.js';
import type { Tx } from './database.js';
import type { Delivery, PlannedDelivery } from './delivery.js';
import { deliveriesOf } from './delivery-row.js';
import { record } from './event-row.js';
import type { Lease } from './run.js';
import { heldRun } from './run-row.js';

/** Stores a run's plan, unless it has one. */
export async function storePlan(
  tx: Tx,
  lease: Lease,
  { packed, deliveries }: { readonly packed: Packed; readonly deliveries: readonly PlannedDelivery[] },
  at: number,
): Promise<Delivery[]> {
  const run = await heldRun(tx, lease);
  if (run.plannedAt !== null) return deliveriesOf(tx, run.id);
  await storeContents(tx, packed);
  const rows = deliveries.map((delivery, index) => newDelivery(run.id, delivery, index + 1));
  for (const row of rows) await tx.insertInto('deliveries').values(row).execute();
  await tx.deleteFrom('drafts').where('run', '=', run.id).execute();
  await tx.updateTable('runs').set({ plannedAt: at }).where('id', '=', run.id).execute();
  await record(tx, run.id, at, { what: 'planned', reason: 'stored', detail: `${rows.length} deliveries` });
  return rows;
}

export const newDelivery = (run: string, planned: PlannedDelivery, position: number): Delivery => ({
  ...planned,
  origin: planned.origin ?? null,
  id: `${run}.${position}`,
  run,
  position,
  state: 'pending',
  reason: 'planned',
  error: null,
  attempt: 0,
  notBefore: null,
  providerRef: null,
  startedAt: null,
  finishedAt: null,
});
