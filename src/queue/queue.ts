/** A run that waits to be claimed. */
export interface QueuedJob {
  readonly run: string;
  /** Attempts so far: each wait of a run is one job however often it is announced. */
  readonly fence: number;
  /** Ms until it may be claimed. */
  readonly delay: number;
}

/** Brings runs to workers. It may lose or repeat announcements: the ledger decides which runs wait and who owns them. */
export interface Queue {
  /** Announces waiting runs. Never rejects: a lost announcement is found by the sweep. */
  announce(waiting: readonly QueuedJob[]): Promise<void>;
  /** Looks for work now. */
  wake(): void;
  /** Takes no more work; resolves when running work is done. */
  stop(): Promise<void>;
}

export interface QueueOptions<Job> {
  /** Maximum number of parallel jobs in this process. */
  concurrency(): number;
  /** Claims a run, or without an id the one due longest; null when there is none. Never rejects. */
  claim(run?: string): Promise<Job | null>;
  /** Never rejects. */
  work(job: Job): Promise<void>;
  /** Called when the queue's own storage fails. */
  trouble(error: unknown): void;
}

export type StartQueue = <Job>(options: QueueOptions<Job>) => Queue;
