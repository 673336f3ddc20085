import type { DeliveryPlan, DueSlot, Ledger } from '../../src/ledger/ledger.js';
import type { Bundle, StoredArtifact } from '../../src/ledger/model/content.js';
import type { PlannedDelivery } from '../../src/ledger/model/delivery.js';
import { channelReason } from '../../src/ledger/model/reasons.js';
import type { Claim, Claimant, Lease, Run } from '../../src/ledger/model/run.js';
import { runId } from '../../src/ledger/rows/run-row.js';
import { sha256 } from '../../src/lib/hash.js';

/** 2026-11-23, a Monday, 07:00 UTC. */
export const MONDAY = Date.UTC(2026, 10, 23, 7);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export function due(scheduledFor: number, over: Partial<DueSlot> = {}): DueSlot {
  return { scheduledFor, trigger: 'cron', state: 'queued', reason: 'on-time', deadline: null, ...over };
}

export const claimant = (owner: string, until: number): Claimant => ({ owner, until });

/** Queues runs of a digest without looking at its cursor. */
export async function queue(ledger: Ledger, digest: string, instants: readonly number[]): Promise<Run[]> {
  const runs: Run[] = [];
  for (const scheduledFor of instants) {
    const slot = { digest, scheduledFor, trigger: 'cron', deadline: null } as const;
    runs.push((await ledger.slots.request(slot, null, scheduledFor)).run);
  }
  return runs;
}

/** A run under way. */
export async function running(
  ledger: Ledger,
  digest = 'weekly',
  at = MONDAY,
): Promise<{ readonly run: Run; readonly lease: Lease }> {
  await queue(ledger, digest, [at]);
  return claimed(await ledger.runs.claim(claimant('one', at + MINUTE), at, runId(digest, at)));
}

export function claimed(claim: Claim | null): Extract<Claim, { kind: 'claimed' }> {
  if (claim?.kind !== 'claimed') throw new Error(`expected a claimed run, got ${JSON.stringify(claim)}`);
  return claim;
}

export function file(name: string, text: string): StoredArtifact {
  const bytes = Buffer.from(text);
  return {
    name,
    mediaType: 'application/pdf',
    role: 'attachment',
    sha256: sha256(bytes),
    about: '{"pages":3}',
    bytes,
  };
}

export function planned(target: string, over: Partial<PlannedDelivery> = {}): PlannedDelivery {
  return {
    kind: 'email',
    target,
    part: 'message',
    slice: 'all',
    body: null,
    attachments: 'files',
    incomplete: 0,
    edition: 0,
    idempotencyKey: sha256(`${Math.random()}`).slice(0, 32),
    ...over,
  };
}

const FILES: Bundle = {
  name: 'files',
  artifacts: [file('digest.pdf', '%PDF one'), file('digest.xlsx', 'PK two')],
};

export function planFor(...targets: string[]): DeliveryPlan {
  return {
    snapshots: [{ slice: 'all', head: '{"id":"weekly"}', json: '{"version":1}' }],
    bundles: [FILES],
    deliveries: targets.map((target) => planned(target)),
  };
}

export const ended = {
  delivered: {
    state: 'delivered',
    reason: 'first',
    error: null,
    providerRef: '<id@host>',
    notes: null,
    notBefore: null,
  },
  failed: {
    state: 'failed',
    reason: channelReason('refused'),
    error: 'It was refused.',
    providerRef: null,
    notes: null,
    notBefore: null,
  },
  unknown: {
    state: 'unknown',
    reason: channelReason('silent-after-data'),
    error: 'The server fell silent.',
    providerRef: null,
    notes: null,
    notBefore: null,
  },
} as const;
