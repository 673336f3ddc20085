import { ApiRefusal } from '../protocol/refusal.js';
import type { SandboxVariant } from '../reports/variant.js';

/** How long an answer takes where the number of requests at a time is limited: others are not under way together. */
const HELD = 600;

/** Counts requests and refuses those above the limits of a variant. */
export class Limiter {
  readonly #limits: Pick<SandboxVariant, 'rate' | 'concurrent'>;
  /** Starts of the requests of the last second, epoch ms. */
  #starts: number[] = [];
  #underWay = 0;

  constructor(limits: Pick<SandboxVariant, 'rate' | 'concurrent'>) {
    this.#limits = limits;
  }

  /** Takes a request in, and returns how long its answer is held, ms; throws an ApiRefusal of 429. Each one taken must `leave`. */
  enter(now: number): number {
    const { rate, concurrent } = this.#limits;
    this.#starts = this.#starts.filter((start) => start > now - 1_000);
    const tooMany = concurrent !== null && this.#underWay >= concurrent;
    if (tooMany || (rate !== null && this.#starts.length >= rate))
      throw new ApiRefusal(429, 'Too many requests.', { 'retry-after': '1' });
    this.#starts.push(now);
    this.#underWay += 1;
    return concurrent === null ? 0 : HELD;
  }

  leave(): void {
    this.#underWay -= 1;
  }
}
