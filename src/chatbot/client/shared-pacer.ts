import { createHmac, randomUUID } from 'node:crypto';
import type { Secret } from '../../lib/secret.js';
import { createPacer, type Pacer, type PacerOptions } from './pacer.js';
import type { RateLimiter } from './rate-limiter.js';

export interface SharedPacerOptions extends PacerOptions {
  readonly turns: () => Promise<RateLimiter>;
  readonly token: Secret;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** The place of a process that died is free after this long. */
const LEASE = 15_000;
/** Between two looks for a free place: from the first to the longest. */
const FIRST_LOOK = 20;
const MAX_LOOK = 320;

/** One pace for a token on all machines: in this process a task waits for its turn here, and then for one among all of them. */
export function createSharedPacer(options: SharedPacerOptions): Pacer {
  const { concurrency, clock, token, turns } = options;
  const here = createPacer({ concurrency, minInterval: 0, clock });
  const line = lineOf(token);
  let pausing: Promise<unknown> = Promise.resolve();

  async function inTurn<T>(task: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const all = await turns();
    const holder = randomUUID();
    const keeping = setInterval(() => void all.keep(line, holder, LEASE), LEASE / 3);
    try {
      await waitForTurn(all, { holder, line, signal }, options);
      return await task();
    } finally {
      clearInterval(keeping);
      // A pause that the task asked for holds before anybody has its place.
      await pausing;
      await all.release(line, holder);
    }
  }

  return {
    run: (task, { signal, urgent }) => here.run(() => inTurn(task, signal), { signal, urgent }),
    pause(ms) {
      here.pause(ms);
      pausing = turns().then((all) => all.pause(line, ms));
      pausing.catch(() => {});
    },
    close: () => here.close(),
  };
}

interface Asker {
  readonly holder: string;
  readonly line: string;
  readonly signal: AbortSignal;
}

async function waitForTurn(
  turns: RateLimiter,
  { holder, line, signal }: Asker,
  { concurrency, minInterval, clock, random }: SharedPacerOptions,
): Promise<void> {
  const wish = { holder, places: concurrency, interval: minInterval, lease: LEASE };
  for (let look = FIRST_LOOK; ; ) {
    const wait = await turns.take(line, wish, signal);
    if (wait === 0) return;
    if (wait === null) {
      await clock.sleep(look * (0.5 + random()), signal);
      look = Math.min(look * 2, MAX_LOOK);
      continue;
    }
    await clock.sleep(Math.ceil(wait), signal);
    // Another machine may have been told to pause meanwhile.
    if ((await turns.paused(line, signal)) === 0) return;
  }
}

/** Tells tokens apart in the store; 64 bits of a keyed hash, from which no token can be computed. */
function lineOf(token: Secret): string {
  return createHmac('sha256', 'botdigest turns').update(token.reveal()).digest('hex').slice(0, 16);
}
