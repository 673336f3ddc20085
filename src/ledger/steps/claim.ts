import { sql } from 'kysely';
import { outcomeWith } from '../model/delivery.js';
import type { Reason } from '../model/reasons.js';
import type { Claim, Claimant, Run } from '../model/run.js';
import { closeAttempt, deliveriesOf, moveDelivery } from '../rows/delivery-row.js';
import { moveRun, NO_LEASE, takeRun } from '../rows/run-row.js';
import type { Tx } from '../store/tables.js';
import { keepStreak } from './streaks.js';

/** A run is quarantined once this many processes died working on it. */
const MAX_CRASHES = 3;

/** The run to claim next: one with an expired lease first, then the one due longest. */
export function nextRun(tx: Tx, at: number, id?: string): Promise<Run | undefined> {
  return tx
    .selectFrom('runs')
    .selectAll()
    .where(({ and, or, eb }) =>
      or([
        and([eb('state', 'in', ['queued', 'retrying']), eb('notBefore', '<=', at)]),
        and([eb('state', '=', 'running'), eb('leaseUntil', '<=', at)]),
      ]),
    )
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
    .orderBy(sql`case state when 'running' then 0 else 1 end`)
    .orderBy('notBefore')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
}

export async function claimRun(tx: Tx, run: Run, claimant: Claimant, at: number): Promise<Claim> {
  await sendingToUnknown(tx, run, at);
  const takenOver = run.state === 'running';
  if (takenOver && run.crashes + 1 >= MAX_CRASHES)
    return { kind: 'quarantined', run: await quarantine(tx, run, at) };
  return { kind: 'claimed', takenOver, ...(await takeRun(tx, run, claimant, { at, takenOver })) };
}

/** Marks sends of a process that died as `unknown`. */
export async function sendingToUnknown(tx: Tx, { id }: Run, at: number): Promise<void> {
  for (const delivery of await deliveriesOf(tx, id)) {
    if (delivery.state !== 'sending') continue;
    const unknown = {
      ...outcomeWith('unknown', 'crashed-while-sending'),
      error: 'The process ended while it was sending; it may have arrived.',
    };
    await closeAttempt(tx, delivery, unknown, at);
    await moveDelivery(tx, delivery, { ...unknown, finishedAt: at }, at);
  }
}

async function quarantine(tx: Tx, run: Run, at: number): Promise<Run> {
  const crashes = run.crashes + 1;
  const error = `The process that worked on it died ${crashes} times. It is not tried again; botdigest resend ${run.id} does.`;
  await giveUpPending(tx, run, 'quarantined', at);
  const move = {
    ...NO_LEASE,
    state: 'failed',
    reason: 'quarantined',
    error,
    crashes,
    finishedAt: at,
    fence: run.fence + 1,
  } as const;
  const quarantined = await moveRun(tx, run, move, { at });
  await keepStreak(tx, quarantined, at);
  return quarantined;
}

/** Fails the pending deliveries of a run that has ended. */
export async function giveUpPending(tx: Tx, { id }: Run, reason: Reason, at: number): Promise<void> {
  for (const delivery of await deliveriesOf(tx, id)) {
    if (delivery.state !== 'pending') continue;
    const { error, providerRef } = delivery;
    await moveDelivery(
      tx,
      delivery,
      { ...outcomeWith('failed', reason), error, providerRef, finishedAt: at },
      at,
    );
  }
}
