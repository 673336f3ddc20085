/** A wish for a turn on a line. */
interface SlotRequest {
  /** Who asks. */
  readonly holder: string;
  /** At most so many have their turn at a time. */
  readonly places: number;
  /** Least time between two starts, in ms. */
  readonly interval: number;
  /** How long a place stands without being kept, in ms. */
  readonly lease: number;
}

/** Turns that several processes take between them, on lines that have nothing to do with each other. */
export interface RateLimiter {
  /**
   * A place, and in how many ms to start; null while all places are taken. Asking again keeps the place and starts the wait anew.
   * Waits while the store cannot be used; rejects with the signal's reason.
   */
  take(line: string, wish: SlotRequest, signal: AbortSignal): Promise<number | null>;
  /** Ms for which nothing is to start. */
  paused(line: string, signal: AbortSignal): Promise<number>;
  /** Nothing starts for so many ms; a longer pause stands. Like the two below, it does nothing when the store cannot be used: leases run out. */
  pause(line: string, ms: number): Promise<void>;
  keep(line: string, holder: string, lease: number): Promise<void>;
  release(line: string, holder: string): Promise<void>;
}
