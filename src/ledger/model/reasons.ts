import type { DueReason } from '../../schedule/due.js';
import type { Trigger } from '../../schedule/slot.js';

/** Why a run is in its state. What each word means stands in docs/delivery.md, and a test holds both together. */
export const RUN_REASONS = [
  'requested',
  'resend',
  'stopped',
  'first',
  'retry',
  'taken-over',
  'delivered',
  'no-targets',
  'all-quiet',
  'not-firing',
  'corrected',
  'incomplete',
  'undelivered',
  'held',
  'nothing-fetched',
  'incomplete-digest',
  'empty-digest',
  'too-late',
  'digest-gone',
  'interrupted',
  'alert-gone',
  'restored',
  'quarantined',
  'bad-template',
  'took-too-long',
  'resource-exhausted',
  'thread-ended',
  'internal-error',
] as const;

/** Why a delivery is in its state, besides the words of channels and of runs: `first` and `retry`, or what ended the run above it. */
export const DELIVERY_REASONS = [
  'planned',
  'added',
  'withdrawn',
  'possible-duplicate',
  'found-there',
  'not-there',
  'idempotent',
  'unknown-resend',
  'crashed-while-sending',
  'resolved',
  'replaced',
  'earlier-part',
  'gave-up',
  'target-gone',
  'content-gone',
  'content-damaged',
] as const;

/** Of steps in `explain` that change no state. */
export const STEP_REASONS = ['stored', 'correction', 'complete', 'incomplete'] as const;

declare const ofChannel: unique symbol;

/** A word of a channel's answer table. The list is open: every channel brings its own. */
export type ChannelReason = string & { readonly [ofChannel]: true };

/** Takes the reason of a receipt into the ledger. */
export const channelReason = (word: string): ChannelReason => word as ChannelReason;

/** Why a run or a delivery is in its state, as a word for machines. */
export type Reason =
  | (typeof RUN_REASONS)[number]
  | (typeof DELIVERY_REASONS)[number]
  | DueReason
  | ChannelReason;

export type EventReason = Reason | Trigger | (typeof STEP_REASONS)[number];
