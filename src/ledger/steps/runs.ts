import type { Parking, Runs } from '../ledger.js';
import type { Reason } from '../model/reasons.js';
import type { Claimant, Lease } from '../model/run.js';
import { isLost } from '../model/states.js';
import { deliveriesOf } from '../rows/delivery-row.js';
import { record } from '../rows/event-row.js';
import { packBytes } from '../rows/packed.js';
import { leasedRun, moveRun, NO_LEASE } from '../rows/run-row.js';
import type { Database } from '../store/database.js';
import type { Tx } from '../store/tables.js';
import { claimRun, nextRun } from './claim.js';
import { packPlan } from './contents.js';
import { hasHole, latest } from './editions.js';
import { finishRun } from './finish.js';
import { storeCorrection, storePlan } from './plan.js';
import { reopenRun } from './reopen.js';
import { keepStreak } from './streaks.js';

export function createRuns(database: Database): Runs {
  return {
    claim: (claimant, at, run) => claim(database, { claimant, run }, at),
    renew: (lease, until) => database.write('runs.renew', (tx) => renew(tx, lease, until)),
    async plan(lease, plan, at) {
      const packed = await packPlan(lease.run, plan);
      const { deliveries, check = null } = plan;
      return database.write('runs.plan', (tx) => storePlan(tx, lease, { packed, deliveries, check }, at));
    },
    async correct(lease, correction, at) {
      if (correction === null)
        return database.write('runs.correct', (tx) => storeCorrection(tx, lease, null, at));
      const packed = await packPlan(lease.run, correction);
      const { deliveries, edition } = correction;
      return database.write('runs.correct', (tx) =>
        storeCorrection(tx, lease, { packed, deliveries, edition }, at),
      );
    },
    note: (lease, note, at) =>
      database.write('runs.note', async (tx) => {
        await leasedRun(tx, lease);
        await record(tx, lease.run, at, note);
      }),
    async park(lease, { draft = null, ...wait }, at) {
      const gzip = draft === null ? null : await packBytes(draft);
      return database.write('runs.park', (tx) => park(tx, lease, { wait, gzip }, at));
    },
    handBack: (lease, reason, at) => database.write('runs.handBack', (tx) => handBack(tx, lease, reason, at)),
    finish: (lease, ending, at) => database.write('runs.finish', (tx) => finishRun(tx, lease, ending, at)),
    async reopen(run, wish, claimant, at) {
      const packed = await packPlan(run, { snapshots: [], bundles: wish.addition?.bundles ?? [] });
      return database.write('runs.reopen', (tx) => reopenRun(tx, { run, wish, claimant, packed }, at));
    },
  };
}

/** Reads first, so that an idle service causes no writes. */
async function claim(database: Database, ask: { claimant: Claimant; run: string | undefined }, at: number) {
  if (!(await database.read((db) => nextRun(db, at, ask.run)))) return null;
  return database.write('runs.claim', async (tx) => {
    const run = await nextRun(tx, at, ask.run);
    return run ? claimRun(tx, run, ask.claimant, at) : null;
  });
}

async function renew(tx: Tx, lease: Lease, until: number): Promise<void> {
  await leasedRun(tx, lease);
  await tx.updateTable('runs').set({ leaseUntil: until }).where('id', '=', lease.run).execute();
}

/** Reports a failed or held delivery now, while the rest is still retried. */
async function park(
  tx: Tx,
  lease: Lease,
  parking: { readonly wait: Omit<Parking, 'draft'>; readonly gzip: Uint8Array | null },
  at: number,
): Promise<void> {
  const { gzip } = parking;
  const { unattended = false, ...wait } = parking.wait;
  const run = await leasedRun(tx, lease);
  const parked = await moveRun(tx, run, { ...wait, ...NO_LEASE, state: 'retrying' }, { at });
  if (gzip !== null) await keepDraft(tx, run.id, gzip);
  const deliveries = await deliveriesOf(tx, run.id);
  if (unattended || latest(deliveries).some(isLost) || hasHole(deliveries)) await keepStreak(tx, parked, at);
}

async function keepDraft(tx: Tx, run: string, gzip: Uint8Array): Promise<void> {
  await tx
    .insertInto('drafts')
    .values({ run, gzip })
    .onConflict((conflict) => conflict.column('run').doUpdateSet({ gzip }))
    .execute();
}

async function handBack(tx: Tx, lease: Lease, reason: Reason, at: number): Promise<void> {
  const run = await leasedRun(tx, lease);
  const move = { ...NO_LEASE, state: 'queued', reason, attempt: run.attempt - 1, notBefore: at } as const;
  await moveRun(tx, run, move, { at, what: 'handed-back' });
}
