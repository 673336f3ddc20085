import type { ApiHttpOutcome, Http } from '../../chatbot/client/http.js';
import type { Clock } from '../../lib/time/clock.js';

/** Thrown in place of a request that the budget does not allow. */
export class BudgetSpent extends Error {}

/** One request as it went over the wire, retries included. */
export interface WireAttempt {
  /** Path and query. */
  readonly target: string;
  /** Epoch ms. */
  readonly begun: number;
  readonly ended: number;
  /** Requests under way when it began. */
  readonly beside: number;
  /** null without an answer. */
  readonly status: number | null;
}

/** An answer as it came. */
export interface WireExchange extends WireAttempt {
  readonly status: number;
  readonly text: string;
  header(name: string): string;
}

/** Counts the requests of a probe, refuses those above its budget and keeps the answers. */
export class Book {
  readonly attempts: WireAttempt[] = [];
  readonly exchanges: WireExchange[] = [];
  readonly #clock: Clock;
  readonly #budget: number;
  readonly #onRequest: (begun: number) => void;
  #begun = 0;
  #underWay = 0;

  constructor({ clock, budget, onRequest }: BookOptions) {
    this.#clock = clock;
    this.#budget = budget;
    this.#onRequest = onRequest;
  }

  /** All requests through it are in the book. */
  through(http: Http): Http {
    return {
      get: async (target, options) => {
        if (this.#begun >= this.#budget) throw new BudgetSpent(`No request is left of ${this.#budget}.`);
        this.#begun += 1;
        this.#onRequest(this.#begun);
        const start = { target, begun: this.#clock.now(), beside: this.#underWay };
        this.#underWay += 1;
        try {
          const outcome = await http.get(target, options);
          this.#keep(start, outcome);
          return outcome;
        } finally {
          this.#underWay -= 1;
        }
      },
      close: () => http.close(),
    };
  }

  #keep(start: Omit<WireAttempt, 'ended' | 'status'>, outcome: ApiHttpOutcome): void {
    const ended = this.#clock.now();
    if (outcome.kind === 'failure') {
      this.attempts.push({ ...start, ended, status: null });
      return;
    }
    const { status, text, header } = outcome;
    this.attempts.push({ ...start, ended, status });
    this.exchanges.push({ ...start, ended, status, text, header });
  }
}

interface BookOptions {
  readonly clock: Clock;
  /** Most requests, retries included. */
  readonly budget: number;
  /** Called as each request begins, with how many have. */
  onRequest(begun: number): void;
}
