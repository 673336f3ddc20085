const MIN_DELAY = 60_000;
const MAX_DELAY = 60 * MIN_DELAY;

/**
 * Milliseconds to wait after `attempt` (from 1): one minute doubling up to an hour, plus up to 25 % jitter, and at least `asked` ms.
 */
export function waitAfter(attempt: number, asked: number | null, random: () => number): number {
  const ceiling = Math.min(MAX_DELAY, MIN_DELAY * 2 ** (attempt - 1));
  return Math.round(Math.max(ceiling * (1 + random() / 4), asked ?? 0));
}
