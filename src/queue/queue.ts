/** A run that waits to be claimed. */
export interface QueuedJob {
  readonly run: string;
  /** How often it was claimed before: each wait of a run has its own number, and is one job however often it is announced. */
  readonly fence: number;
  /** Ms until it may be claimed. */
  readonly delay: number;
}

/** Brings runs to whoever works on them. It may lose or repeat what it is told: which runs wait, and who has them, the store says. */
export interface Queue {
  /** Says that runs wait. Never rejects: a run that nobody hears of is found by looking at the store. */
  announce(waiting: readonly QueuedJob[]): Promise<void>;
  /** There may be something to do now. */
  wake(): void;
  /** Takes nothing more; resolves when the work under way is done. */
  stop(): Promise<void>;
}

export interface QueueOptions<Job> {
  /** At most so many jobs at a time in this process. */
  concurrency(): number;
  /** Claims that run, or without an id the one that has waited longest; null when there is nothing to claim. Never rejects. */
  claim(run?: string): Promise<Job | null>;
  /** Never rejects. */
  work(job: Job): Promise<void>;
  /** Told when the queue's own storage cannot be used. */
  trouble(error: unknown): void;
}

export type StartQueue = <Job>(options: QueueOptions<Job>) => Queue;
