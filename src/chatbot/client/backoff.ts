const MIN_DELAY = 1_000;
const MAX_DELAY = 60_000;

/**
 * Milliseconds to wait before the next attempt: full jitter between one second and a ceiling that doubles from two
 * seconds to sixty, and never less than the server asked for, as long as that is no more than a minute.
 * `attempt` counts from 0; `random` is uniform in [0, 1).
 */
export function waitBefore(attempt: number, asked: number | null, random: () => number): number {
  const ceiling = Math.min(MAX_DELAY, MIN_DELAY * 2 ** (attempt + 1));
  const jittered = MIN_DELAY + random() * (ceiling - MIN_DELAY);
  return Math.round(Math.max(jittered, Math.min(asked ?? 0, MAX_DELAY)));
}
