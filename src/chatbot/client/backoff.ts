const MIN_WAIT = 1_000;
const MAX_WAIT = 60_000;

/**
 * The wait in ms before the next attempt: full jitter between one second and a ceiling that doubles from two seconds
 * to sixty, but at least `retryAfter` ms, up to a minute. `attempt` counts from 0; `random` is uniform in [0, 1).
 */
export function waitBefore(attempt: number, retryAfter: number | null, random: () => number): number {
  const ceiling = Math.min(MAX_WAIT, MIN_WAIT * 2 ** (attempt + 1));
  const jittered = MIN_WAIT + random() * (ceiling - MIN_WAIT);
  return Math.round(Math.max(jittered, Math.min(retryAfter ?? 0, MAX_WAIT)));
}
