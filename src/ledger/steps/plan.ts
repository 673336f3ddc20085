import { type BundledFile, carriedHash, planReceipt } from '../chain/receipts.js';
import type { CheckRecord } from '../ledger.js';
import { type Delivery, outcomeWith, type PlannedDelivery } from '../model/delivery.js';
import type { Lease } from '../model/run.js';
import { mayHaveArrived, REPLACED } from '../model/states.js';
import { storeCheck } from '../rows/check-row.js';
import { deliveriesOf, moveDelivery } from '../rows/delivery-row.js';
import { record } from '../rows/event-row.js';
import { leasedRun } from '../rows/run-row.js';
import type { Tx } from '../store/tables.js';
import { artifactsOf, type Packed, storeContents } from './contents.js';
import { isSameReader } from './editions.js';

interface PackedPlan {
  readonly packed: Packed;
  readonly deliveries: readonly PlannedDelivery[];
}

/** Stores a run's plan; returns the existing deliveries when it has one. */
export async function storePlan(
  tx: Tx,
  lease: Lease,
  { packed, deliveries, check }: PackedPlan & { readonly check: CheckRecord | null },
  at: number,
): Promise<Delivery[]> {
  const run = await leasedRun(tx, lease);
  if (run.plannedAt !== null) return deliveriesOf(tx, run.id);
  if (check !== null) await storeCheck(tx, check);
  await storeContents(tx, run.id, packed);
  const rows = newDeliveries(run.id, deliveries, { after: 0, files: packed.artifacts });
  for (const row of rows) await tx.insertInto('deliveries').values(row).execute();
  await tx.deleteFrom('drafts').where('run', '=', run.id).execute();
  await tx.updateTable('runs').set({ plannedAt: at }).where('id', '=', run.id).execute();
  const detail = `${rows.length} deliveries`;
  await record(tx, run.id, at, { what: 'planned', reason: 'stored', detail, covers: planReceipt(rows) });
  return rows;
}

/** Stores a correction when one is requested; with null, clears the request. */
export async function storeCorrection(
  tx: Tx,
  lease: Lease,
  correction: (PackedPlan & { readonly edition: number }) | null,
  at: number,
): Promise<Delivery[]> {
  const run = await leasedRun(tx, lease);
  const before = await deliveriesOf(tx, run.id);
  if (run.correcting === null) return before;
  if (correction === null) {
    await tx.updateTable('runs').set({ correcting: null }).where('id', '=', run.id).execute();
    return before;
  }
  const { packed, deliveries, edition } = correction;
  await storeContents(tx, run.id, { ...packed, edition });
  const files = await artifactsOf(tx, run.id);
  const rows = newDeliveries(run.id, deliveries, { after: before.length, files });
  for (const row of rows) await tx.insertInto('deliveries').values(row).execute();
  for (const old of before) if (rows.some((row) => isSameReader(row, old))) await replace(tx, old, at);
  const sent = before.some((delivery) => delivery.incomplete === 1 && mayHaveArrived(delivery));
  const done = { correcting: null, ...(sent ? { trigger: 'correction' as const } : {}) };
  await tx.updateTable('runs').set(done).where('id', '=', run.id).execute();
  const detail = `${rows.length} deliveries`;
  const covers = planReceipt([...before, ...rows]);
  await record(tx, run.id, at, { what: 'planned', reason: 'correction', detail, covers });
  return deliveriesOf(tx, run.id);
}

/** Skips an undelivered part that a correction replaces. */
async function replace(tx: Tx, old: Delivery, at: number): Promise<void> {
  if (old.state === 'delivered' || old.state === 'skipped' || old.state === 'sending') return;
  const { providerRef } = old;
  const outcome = { ...outcomeWith('skipped', REPLACED), error: 'A correction took its place.', providerRef };
  await moveDelivery(tx, old, { ...outcome, finishedAt: at }, at);
}

interface Place {
  /** How many the run has. */
  readonly after: number;
  /** Files of the run, those of the new ones among them. */
  readonly files: readonly BundledFile[];
}

/** Deliveries as they are stored first. */
export const newDeliveries = (
  run: string,
  planned: readonly PlannedDelivery[],
  { after, files }: Place,
): Delivery[] =>
  planned.map((delivery, index) => ({
    ...delivery,
    origin: delivery.origin ?? null,
    carries: carriedHash(delivery, files),
    id: `${run}.${after + index + 1}`,
    run,
    position: after + index + 1,
    state: 'pending',
    reason: 'planned',
    error: null,
    notes: null,
    attempt: 0,
    notBefore: null,
    providerRef: null,
    startedAt: null,
    finishedAt: null,
  }));
