const MIN_DELAY = 60_000;
const MAX_DELAY = 60 * MIN_DELAY;

/**
 * Milliseconds until the next try after `attempt` (1 for the first): a minute, doubling up to an hour, with up to a quarter more at
 * random, and never less than the other side asked for.
 */
export function waitAfter(attempt: number, asked: number | null, random: () => number): number {
  const ceiling = Math.min(MAX_DELAY, MIN_DELAY * 2 ** (attempt - 1));
  return Math.round(Math.max(ceiling * (1 + random() / 4), asked ?? 0));
}
