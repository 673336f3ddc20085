import type { Reason } from './reasons.js';

export type RunState = 'queued' | 'running' | 'retrying' | 'completed' | 'partial' | 'failed' | 'skipped';

export type DeliveryState = 'pending' | 'sending' | 'delivered' | 'failed' | 'unknown' | 'held' | 'skipped';

type Transitions<State extends string> = Readonly<Record<State, readonly State[]>>;

/** Where a run may go from each state. `running` to `running` is a takeover from a process that died; those that wait fail with a ledger that was put back. */
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
 * Where a delivery may go from each state. `unknown` (the send has no known result) is left by evidence or by policy, `held` only by a person
 * or when another delivery takes its place.
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

/** States in which a run waits for nobody: what `prune` may take away. */
export const FINAL_STATES = ['completed', 'partial', 'failed', 'skipped'] as const satisfies RunState[];

export type FinalState = (typeof FINAL_STATES)[number];

/** The reason of a skipped delivery that another one was made in the place of: it is owed to nobody any more. */
export const REPLACED = 'replaced' satisfies Reason;

/** Whether somebody did not get it, or nobody knows. */
export const isOwed = ({
  state,
  reason,
}: {
  readonly state: DeliveryState;
  readonly reason: Reason;
}): boolean => state !== 'delivered' && reason !== REPLACED;

/** True when nothing more is done about a delivery that did not arrive, or may not have, until a person acts. */
export const isLost = ({ state }: { readonly state: DeliveryState }): boolean =>
  state === 'failed' || state === 'held';

/** True when a delivery was sent and its result is not known. */
export const hasUnknownResult = ({ state }: { readonly state: DeliveryState }): boolean =>
  state === 'unknown' || state === 'held';

/** True when the reader has it or may have it. */
export const mayHaveArrived = (delivery: { readonly state: DeliveryState }): boolean =>
  delivery.state === 'delivered' || hasUnknownResult(delivery);
