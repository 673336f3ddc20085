import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';

/** Longer than anything takes on a busy machine, and shorter than a test may take, ms. */
const MAX_DURATION = 120_000;

/** Looks until there is something, and returns it; fails with what `told` says when that takes too long. */
export async function until<T>(
  look: () => Promise<T | null | false> | T | null | false,
  told = () => '',
): Promise<T> {
  for (const started = Date.now(); ; await wait(30)) {
    const found = await look();
    if (found !== null && found !== false) return found;
    if (Date.now() - started > MAX_DURATION)
      expect.fail(`it did not come to that within ${MAX_DURATION / 1000} s:\n${told()}`);
  }
}
