export type Trigger = 'cron' | 'catch-up' | 'manual' | 'resend';

/** One occasion on which a digest is due. */
export interface Slot {
  readonly digest: string;
  /** Epoch ms. */
  readonly scheduledFor: number;
  readonly trigger: Trigger;
}

/** The slot's unique key: `weekly-support@2026-11-23T07:00:00.000Z`. */
export function slotKey(slot: Slot): string {
  return `${slot.digest}@${new Date(slot.scheduledFor).toISOString()}`;
}
