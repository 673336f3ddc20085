import { createHmac, randomUUID } from 'node:crypto';
import type { Secret } from '../../lib/secret.js';
import { createPacer, type Pacer, type PacerOptions } from './pacer.js';
import type { RateLimiter } from './rate-limiter.js';

export interface SharedPacerOptions extends PacerOptions {
  readonly rateLimiter: () => Promise<RateLimiter>;
  readonly token: Secret;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** The slot of a process that died is free after this time, ms. */
const LEASE = 15_000;
/** Polling interval for a free slot, ms; it doubles from the first to the maximum. */
const FIRST_POLL = 20;
const MAX_POLL = 320;

/** One pace for a token on all machines: a task first takes a slot of this process, then one shared by all. */
export function createSharedPacer(options: SharedPacerOptions): Pacer {
  const { concurrency, clock, token, rateLimiter } = options;
  const local = createPacer({ concurrency, minInterval: 0, clock });
  const key = keyOf(token);
  let pausing: Promise<unknown> = Promise.resolve();

  async function inSlot<T>(task: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const limiter = await rateLimiter();
    const holder = randomUUID();
    const renewal = setInterval(() => void limiter.renew(key, holder, LEASE), LEASE / 3);
    try {
      await waitForSlot(limiter, { holder, key, signal }, options);
      return await task();
    } finally {
      clearInterval(renewal);
      // A pause that the task asked for takes effect before its slot is free.
      await pausing;
      await limiter.release(key, holder);
    }
  }

  return {
    run: (task, { signal, urgent }) => local.run(() => inSlot(task, signal), { signal, urgent }),
    pause(ms) {
      local.pause(ms);
      pausing = rateLimiter().then((limiter) => limiter.pause(key, ms));
      pausing.catch(() => {});
    },
    close: () => local.close(),
  };
}

interface SlotHolder {
  readonly holder: string;
  readonly key: string;
  readonly signal: AbortSignal;
}

async function waitForSlot(
  limiter: RateLimiter,
  { holder, key, signal }: SlotHolder,
  { concurrency, minInterval, clock, random }: SharedPacerOptions,
): Promise<void> {
  const request = { holder, slots: concurrency, interval: minInterval, lease: LEASE };
  for (let poll = FIRST_POLL; ; ) {
    const wait = await limiter.take(key, request, signal);
    if (wait === 0) return;
    if (wait === null) {
      await clock.sleep(poll * (0.5 + random()), signal);
      poll = Math.min(poll * 2, MAX_POLL);
      continue;
    }
    await clock.sleep(Math.ceil(wait), signal);
    // Another process may have paused the key meanwhile.
    if ((await limiter.paused(key, signal)) === 0) return;
  }
}

/** The key of a token in the store: 64 bits of a keyed hash, from which the token cannot be computed. */
function keyOf(token: Secret): string {
  return createHmac('sha256', 'botdigest turns').update(token.reveal()).digest('hex').slice(0, 16);
}
