const SHORTEST = 1_000;
const LONGEST = 60_000;

/**
 * Milliseconds to wait before the next attempt: full jitter between one second and a ceiling that doubles from two
 * seconds to sixty, and never less than the server asked for, as long as that is no more than a minute.
 * `attempt` counts from 0; `random` is uniform in [0, 1).
 */
export function waitBefore(attempt: number, asked: number | null, random: () => number): number {
  const ceiling = Math.min(LONGEST, SHORTEST * 2 ** (attempt + 1));
  const jittered = SHORTEST + random() * (ceiling - SHORTEST);
  return Math.round(Math.max(jittered, Math.min(asked ?? 0, LONGEST)));
}

/**
 * Milliseconds that a `Retry-After` header asks for, given as seconds or as an HTTP date; null when it says neither.
 * A moment that has passed is 0.
 */
export function retryAfter(header: string | null, now: number): number | null {
  const text = header?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1_000;
  if (!/^[A-Z][a-z]{2,8}, .*GMT$/.test(text)) return null;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
