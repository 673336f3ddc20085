/** `manual`: asked for by a command, `console`: in the console. */
export type Trigger = 'cron' | 'catch-up' | 'manual' | 'console' | 'resend' | 'correction' | 'test';

/**
 * Why a digest comes well after its slot. `paused`: no service ran when it was due. `figures`: the figures were not available earlier.
 * `interrupted`: the process that worked on it ended. `queue`: it waited for other runs. `asked`: it was requested by hand later.
 */
export type LateReason = 'paused' | 'figures' | 'interrupted' | 'queue' | 'asked';

/** One occasion on which a digest is due. */
export interface Slot {
  readonly digest: string;
  /** Epoch ms. */
  readonly scheduledFor: number;
  readonly trigger: Trigger;
  /** Set when the digest is well after its slot; readers see a notice. */
  readonly late?: LateReason;
}

/** The slot's unique key: `weekly-support@2026-11-23T07:00:00.000Z`. */
export function slotKey(slot: Slot): string {
  return `${slot.digest}@${new Date(slot.scheduledFor).toISOString()}`;
}
