export type Trigger = 'cron' | 'catch-up' | 'manual' | 'resend' | 'correction';

/**
 * Why a digest comes well after its slot. `paused`: nothing ran when it was due. `figures`: they could not be had earlier.
 * `interrupted`: the process that made it ended. `queue`: others went first. `asked`: somebody asked for it later.
 */
export type LateReason = 'paused' | 'figures' | 'interrupted' | 'queue' | 'asked';

/** One occasion on which a digest is due. */
export interface Slot {
  readonly digest: string;
  /** Epoch ms. */
  readonly scheduledFor: number;
  readonly trigger: Trigger;
  /** Set when the digest was made well after the slot: readers are told. */
  readonly late?: LateReason;
}

/** The slot's unique key: `weekly-support@2026-11-23T07:00:00.000Z`. */
export function slotKey(slot: Slot): string {
  return `${slot.digest}@${new Date(slot.scheduledFor).toISOString()}`;
}
