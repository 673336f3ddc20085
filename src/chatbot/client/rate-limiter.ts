/** A request for a slot of a key. */
interface SlotRequest {
  /** Identifies who holds the slot. */
  readonly holder: string;
  /** Slots that may be held at a time. */
  readonly slots: number;
  /** Minimum time between two starts, ms. */
  readonly interval: number;
  /** How long a slot is held without being renewed, ms. */
  readonly lease: number;
}

/** A rate limiter that several processes share. Keys are independent of each other. */
export interface RateLimiter {
  /**
   * Takes a slot and returns the wait in ms before the start, or null while all slots are held. Repeating it keeps the slot and restarts
   * the wait. Waits while the store is not available; rejects with the signal's reason.
   */
  take(key: string, request: SlotRequest, signal: AbortSignal): Promise<number | null>;
  /** How long nothing may start, ms; 0 without a pause. */
  paused(key: string, signal: AbortSignal): Promise<number>;
  /**
   * Starts nothing for `ms`; a longer pause is kept. This and the two methods below do nothing while the store is not available: leases
   * expire by themselves.
   */
  pause(key: string, ms: number): Promise<void>;
  /** Extends the lease of a slot, ms. */
  renew(key: string, holder: string, lease: number): Promise<void>;
  release(key: string, holder: string): Promise<void>;
}
