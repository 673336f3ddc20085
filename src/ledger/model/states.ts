import type { Reason } from './reasons.js';

export type RunState = 'queued' | 'running' | 'retrying' | 'completed' | 'partial' | 'failed' | 'skipped';

export type DeliveryState = 'pending' | 'sending' | 'delivered' | 'failed' | 'unknown' | 'held' | 'skipped';

type Transitions<State extends string> = Readonly<Record<State, readonly State[]>>;

/** Where a run may go from each state. `running` to `running` is a takeover; waiting runs fail when an older ledger is restored. */
export const RUN_TRANSITIONS: Transitions<RunState> = {
  queued: ['running', 'failed'],
  running: ['running', 'queued', 'retrying', 'completed', 'partial', 'failed', 'skipped'],
  retrying: ['running', 'queued', 'failed'],
  completed: ['queued'],
  partial: ['queued', 'completed'],
  failed: ['queued', 'partial', 'completed'],
  skipped: ['queued'],
};

/**
 * Where a delivery may go from each state. `unknown` (sent with an unknown outcome) is left by looking it up or by `onUnknown`, `held` only by a
 * person, or when another delivery replaces it.
 */
export const DELIVERY_TRANSITIONS: Transitions<DeliveryState> = {
  pending: ['sending', 'failed', 'skipped'],
  sending: ['delivered', 'pending', 'failed', 'unknown'],
  delivered: [],
  failed: ['pending', 'skipped'],
  unknown: ['pending', 'delivered', 'failed', 'held', 'skipped'],
  held: ['pending', 'delivered', 'failed', 'skipped'],
  skipped: ['pending'],
};

/** States of a run that has ended; `prune` may delete it. */
export const FINAL_STATES = ['completed', 'partial', 'failed', 'skipped'] as const satisfies RunState[];

export type FinalState = (typeof FINAL_STATES)[number];

/** The reason of a skipped delivery that another one replaces; it is not owed any more. */
export const REPLACED = 'replaced' satisfies Reason;

/** True when its reader does not have it, as far as is known. */
export const isOwed = ({
  state,
  reason,
}: {
  readonly state: DeliveryState;
  readonly reason: Reason;
}): boolean => state !== 'delivered' && reason !== REPLACED;

/** True when a delivery failed or is held: nothing happens until a person acts. */
export const isLost = ({ state }: { readonly state: DeliveryState }): boolean =>
  state === 'failed' || state === 'held';

/** True when a delivery was sent and its outcome is unknown. */
export const hasUnknownResult = ({ state }: { readonly state: DeliveryState }): boolean =>
  state === 'unknown' || state === 'held';

/** True when the reader has it or may have it. */
export const mayHaveArrived = (delivery: { readonly state: DeliveryState }): boolean =>
  delivery.state === 'delivered' || hasUnknownResult(delivery);
