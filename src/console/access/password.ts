import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { createSemaphore } from '../../lib/async/semaphore.js';
import type { Secret } from '../../lib/secret.js';

/** 32 MB and some 80 ms a try. */
const COST: ScryptOptions = { N: 2 ** 15, r: 8, p: 1, maxmem: 2 ** 26 };
const LENGTH = 32;

/** Checks tries of a password in constant time, one at a time: each takes memory. */
export interface PasswordCheck {
  matches(attempt: string, password: Secret): Promise<boolean>;
}

export function createPasswordCheck(): PasswordCheck {
  const salt = randomBytes(16);
  const turn = createSemaphore(1);
  const derive = (text: string): Promise<Buffer> =>
    turn(
      () =>
        new Promise((resolve, reject) =>
          scrypt(text.normalize('NFC'), salt, LENGTH, COST, (error, key) =>
            error ? reject(error) : resolve(key),
          ),
        ),
    );
  let known: { readonly password: Secret; readonly key: Promise<Buffer> } | null = null;
  return {
    async matches(attempt, password) {
      if (known?.password.reveal() !== password.reveal())
        known = { password, key: derive(password.reveal()) };
      return timingSafeEqual(await known.key, await derive(attempt));
    },
  };
}
