import { carriedHash, deliveryReceipt } from '../chain/receipts.js';
import type { Addition, Reopened, Reopening } from '../ledger.js';
import { type Delivery, outcomeWith } from '../model/delivery.js';
import type { Claimant, Run } from '../model/run.js';
import { REPLACED } from '../model/states.js';
import { deliveriesOf, moveDelivery } from '../rows/delivery-row.js';
import { record } from '../rows/event-row.js';
import { getRun, moveRun, NO_LEASE, refuseBusy, takeRun } from '../rows/run-row.js';
import type { Tx } from '../store/tables.js';
import { sendingToUnknown } from './claim.js';
import { artifactsOf, type Packed, storeContents } from './contents.js';
import { latest } from './editions.js';
import { newDeliveries } from './plan.js';

interface Ask {
  readonly run: string;
  readonly wish: Reopening;
  readonly claimant: Claimant | null;
  readonly packed: Packed;
}

export async function reopenRun(tx: Tx, ask: Ask, at: number): Promise<Reopened | null> {
  const run = await getRun(tx, ask.run);
  refuseBusy(run, at);
  await sendingToUnknown(tx, run, at);
  const added = ask.wish.addition
    ? await add(tx, run, { addition: ask.wish.addition, packed: ask.packed }, at)
    : [];
  const rows = latest(await deliveriesOf(tx, run.id));
  const missing = rows.filter(
    (delivery) => !added.some(({ id }) => id === delivery.id) && isMissing(delivery, ask.wish),
  );
  const unknown = rows.filter((delivery) => isUnknown(delivery, ask.wish));
  const incomplete =
    run.trigger !== 'test' &&
    rows.some((delivery) => delivery.incomplete === 1 && inScope(delivery, ask.wish));
  if (added.length + missing.length + unknown.length === 0 && !incomplete && !lacksWork(run)) return null;
  const deliveries = [...added];
  for (const delivery of missing) deliveries.push(await pendAgain(tx, delivery, at));
  for (const { id } of unknown)
    await tx.updateTable('deliveries').set({ notBefore: null }).where('id', '=', id).execute();
  const unfinished = run.trigger === 'correction' && run.finishedAt === null;
  const trigger = unfinished || missing.some(({ edition }) => edition > 0) ? 'correction' : 'resend';
  const { deadline, by } = ask.wish;
  const again = await queueAgain(tx, run, { deadline, trigger, by }, at);
  const queued = incomplete ? await wishForCorrection(tx, again, ask.wish) : again;
  if (ask.claimant === null) return { run: queued, lease: null, deliveries };
  return { ...(await takeRun(tx, queued, ask.claimant, { at, takenOver: false })), deliveries };
}

const inScope = ({ target }: Delivery, { targets }: Reopening) =>
  targets === null || targets.includes(target);

function isMissing(delivery: Delivery, wish: Reopening): boolean {
  const { state } = delivery;
  if (!inScope(delivery, wish)) return false;
  return state === 'failed' || state === 'skipped' || state === 'pending';
}

/** True for a delivery that is decided on by asking the other side, or by `onUnknown`; a `held` one is for a person. */
const isUnknown = (delivery: Delivery, wish: Reopening) =>
  delivery.state === 'unknown' && inScope(delivery, wish);

async function wishForCorrection(tx: Tx, run: Run, { targets }: Reopening): Promise<Run> {
  const correcting = JSON.stringify(targets);
  await tx.updateTable('runs').set({ correcting }).where('id', '=', run.id).execute();
  return { ...run, correcting };
}

/** True when a run has work left apart from its deliveries: it has no plan, or it did not end properly. */
const lacksWork = ({ state, plannedAt, reason }: Run): boolean =>
  state !== 'completed' && (plannedAt === null || reason === 'quarantined' || state === 'running');

/** Stores an addition; returns the deliveries that became pending. */
async function add(
  tx: Tx,
  run: Run,
  { addition, packed }: { readonly addition: Addition; readonly packed: Packed },
  at: number,
): Promise<Delivery[]> {
  const before = new Map((await deliveriesOf(tx, run.id)).map((delivery) => [delivery.id, delivery]));
  await storeContents(tx, run.id, packed);
  const files = await artifactsOf(tx, run.id);
  const added: Delivery[] = [];
  for (const { delivery: id, ...changes } of addition.revived) {
    const delivery = before.get(id);
    if (!delivery || !REVIVED.includes(delivery.state)) continue;
    const carries = carriedHash({ ...delivery, ...changes }, files);
    const revived = { ...outcomeWith('pending', 'resend'), ...changes, carries };
    added.push(await moveDelivery(tx, delivery, revived, at));
  }
  for (const { delivery: id, by } of addition.replaced) {
    const delivery = before.get(id);
    if (!delivery || delivery.state === 'held' || delivery.state === 'delivered') continue;
    const error = `${by} took its place.`;
    await moveDelivery(tx, delivery, { ...outcomeWith('skipped', REPLACED), error, finishedAt: at }, at);
  }
  const known = new Set([...before.values()].map(({ idempotencyKey }) => idempotencyKey));
  const fresh = addition.deliveries.filter(({ idempotencyKey }) => !known.has(idempotencyKey));
  return [...added, ...(await insert(tx, newDeliveries(run.id, fresh, { after: before.size, files }), at))];
}

const REVIVED: readonly Delivery['state'][] = ['failed', 'skipped', 'pending'];

async function insert(tx: Tx, rows: readonly Delivery[], at: number): Promise<readonly Delivery[]> {
  for (const row of rows) {
    await tx.insertInto('deliveries').values(row).execute();
    const { id: delivery, run } = row;
    const covers = deliveryReceipt(row);
    await record(tx, run, at, { what: 'pending', delivery, reason: 'added', covers });
  }
  return rows;
}

export async function pendAgain(tx: Tx, delivery: Delivery, at: number): Promise<Delivery> {
  const { error } = delivery;
  return moveDelivery(tx, delivery, { ...outcomeWith('pending', 'resend'), error }, at);
}

/** Queues a run again and clears its crashes and waits; a test stays one. Of a queued run, only who asks is kept. */
export async function queueAgain(
  tx: Tx,
  run: Run,
  { deadline, trigger, by }: Pick<Run, 'deadline' | 'trigger'> & { readonly by?: string | undefined },
  at: number,
): Promise<Run> {
  if (run.state === 'queued') {
    if (by !== undefined) await record(tx, run.id, at, { what: 'queued', reason: 'resend', detail: by });
    return run;
  }
  const fresh = {
    crashes: 0,
    notBefore: at,
    deadline,
    error: null,
    finishedAt: null,
    trigger: run.trigger === 'test' ? run.trigger : trigger,
  } as const;
  const queued = { ...fresh, ...NO_LEASE, state: 'queued', reason: 'resend' } as const;
  return moveRun(tx, run, queued, { at, ...(by !== undefined && { by }) });
}
