import type { Config } from '../../config/config.js';
import type { PrepareRunTools } from '../prepare/prepare-run.js';
import type { RunTools } from '../work/run-work.js';

/** Everything derived from one configuration; it stays in use for its runs after a reload. */
export interface Parts {
  readonly config: Config;
  readonly tools: PrepareRunTools & Pick<RunTools, 'channels' | 'digests' | 'checks' | 'settings'>;
  close(): Promise<void>;
}

interface Use<P> {
  readonly parts: P;
  runs: number;
}

/** The parts of the latest configuration; those of one before are closed when their last run is over. */
export class PartsInUse<P extends Parts> {
  #latest: Use<P>;

  constructor(first: P) {
    this.#latest = { parts: first, runs: 0 };
  }

  get latest(): P {
    return this.#latest.parts;
  }

  async replace(parts: P): Promise<void> {
    const before = this.#latest;
    this.#latest = { parts, runs: 0 };
    await closeIfIdle(before);
  }

  /** Keeps the latest parts open until the work is done. */
  async during<Result>(work: (parts: P) => Promise<Result>): Promise<Result> {
    const used = this.#latest;
    used.runs += 1;
    try {
      return await work(used.parts);
    } finally {
      used.runs -= 1;
      if (used !== this.#latest) await closeIfIdle(used);
    }
  }

  closeIfIdle(): Promise<void> {
    return closeIfIdle(this.#latest);
  }
}

async function closeIfIdle({ parts, runs }: Use<Parts>): Promise<void> {
  if (runs === 0) await parts.close();
}
