import type { Trigger } from '../../schedule/slot.js';
import type { EventReason, Reason } from './reasons.js';
import type { FinalState, RunState } from './states.js';

/**
 * One slot and the work on it, as stored: one run per digest and instant. Instants are epoch ms.
 */
export interface Run {
  /** Derived from digest and instant, so the same in every process. */
  readonly id: string;
  /** The id of a digest, `checkName` of an alert or `testName` of a digest. */
  readonly digest: string;
  readonly scheduledFor: number;
  /** What queued it last; `resend` once somebody asked for what was missing, except of a test. */
  readonly trigger: Trigger;
  readonly state: RunState;
  /** Why it is in this state, as a word for machines. */
  readonly reason: Reason;
  /** The same as a sentence for people, or null when all is well. */
  readonly error: string | null;
  /** How often it was claimed; handing it back does not count. */
  readonly attempt: number;
  /** How many processes died working on it since it was last requested. */
  readonly crashes: number;
  readonly queuedAt: number;
  /** When work on it first began. */
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  /** Not to be claimed earlier. */
  readonly notBefore: number;
  /** When to stop trying, or null. */
  readonly deadline: number | null;
  /** When its plan was stored; while null, nothing can have been sent. */
  readonly plannedAt: number | null;
  /** Addresses that a correction is requested for, as JSON text (`null` in it: everybody); null when none is requested. */
  readonly correcting: string | null;
  readonly leaseOwner: string | null;
  readonly leaseUntil: number | null;
  /** Fencing number: grows with every claim, and a write with an older one is refused. */
  readonly fence: number;
}

/** The right to write to a run, until another process claims it. */
export interface Lease {
  readonly run: string;
  readonly owner: string;
  readonly fence: number;
}

/** Who claims, and until when (epoch ms) the claim lasts unless renewed. */
export interface Claimant {
  readonly owner: string;
  readonly until: number;
  /** The person for whom a run that is there already is claimed; kept in the event. */
  readonly by?: string;
}

/**
 * `takenOver`: the lease of another process expired. `quarantined`: three processes died working on it, so it is `failed` until somebody
 * asks for a resend.
 */
export type Claim =
  | { readonly kind: 'claimed'; readonly run: Run; readonly lease: Lease; readonly takenOver: boolean }
  | { readonly kind: 'quarantined'; readonly run: Run };

/** How a run ends. `error` is a sentence for people, without secrets. */
export interface Ending {
  readonly state: FinalState;
  readonly reason: Reason;
  readonly error: string | null;
}

/** A step in the history of a run, as `explain` shows it. */
export interface RunEvent {
  readonly at: number;
  /** The new state, or what was done. */
  readonly what: string;
  /** The delivery it concerns, or null when it is the run. */
  readonly delivery: string | null;
  readonly reason: EventReason;
  readonly detail: string | null;
}

/** Why a run is queued, or a slot is left out, because somebody wanted it. */
const ASKED: readonly string[] = ['manual', 'console', 'test', 'resend', 'paused', 'skipped-by-hand'];

/** Who asked for what an event records, from its detail; null for what nobody asked for, and where the detail says something else. */
export function askerOf({ what, delivery, reason, detail }: Omit<RunEvent, 'at'>): string | null {
  if (delivery !== null) return reason === 'resolved' ? detail : null;
  const asked = what === 'running' || ((what === 'queued' || what === 'skipped') && ASKED.includes(reason));
  return asked ? detail : null;
}
