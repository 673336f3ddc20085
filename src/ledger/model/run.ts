import type { Trigger } from '../../schedule/slot.js';
import type { EventReason, Reason } from './reasons.js';
import type { FinalState, RunState } from './states.js';

/**
 * One slot and the work on it: there is one run for each digest and instant, whoever asks for it first. Instants are epoch ms.
 */
export interface Run {
  /** Follows from digest and instant, so that it is the same in every process. */
  readonly id: string;
  readonly digest: string;
  readonly scheduledFor: number;
  /** What set it going last: `resend` once somebody asked for what was missing. */
  readonly trigger: Trigger;
  readonly state: RunState;
  /** Why it is in this state, as a word for machines. */
  readonly reason: Reason;
  /** The same as a sentence for people, or null when all is well. */
  readonly error: string | null;
  /** How often work on it began; handing it back unworked does not count. */
  readonly attempt: number;
  /** How often the process that worked on it died since somebody last asked for it. */
  readonly crashes: number;
  readonly queuedAt: number;
  /** When work on it first began. */
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  /** Not to be claimed earlier. */
  readonly notBefore: number;
  /** When to give up, or null; kept for whoever works on it. */
  readonly deadline: number | null;
  /** When snapshots and deliveries were stored; null means that nothing can have been sent. */
  readonly plannedAt: number | null;
  /** Whom a correction is asked for: addresses as JSON text, `null` in it for everybody; null when none is under way. */
  readonly correcting: string | null;
  readonly leaseOwner: string | null;
  readonly leaseUntil: number | null;
  /** Grows with every claim; a write with an older number is refused. */
  readonly fence: number;
}

/** Leave to work on a run, for as long as nobody took it over. */
export interface Lease {
  readonly run: string;
  readonly owner: string;
  readonly fence: number;
}

/** Who claims, and until when (epoch ms) the claim stands without a renewal. */
export interface Claimant {
  readonly owner: string;
  readonly until: number;
}

/**
 * `takenOver` says that another process died over it. `quarantined` runs have killed their process three times: they are
 * failed, and nobody claims them again until somebody asks for a resend.
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

/** A step of a run, for `explain`, in the order in which it was decided. */
export interface RunEvent {
  readonly at: number;
  /** The new state, or what was done. */
  readonly what: string;
  /** The delivery it concerns, or null when it is the run. */
  readonly delivery: string | null;
  readonly reason: EventReason;
  readonly detail: string | null;
}
