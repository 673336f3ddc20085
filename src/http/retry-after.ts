/**
 * The wait in ms that a `Retry-After` header asks for (RFC 9110, 10.2.3), as seconds or as an HTTP date seen from `now` (epoch ms);
 * null when it says neither. A date in the past gives 0.
 */
export function retryAfter(header: string, now: number): number | null {
  const text = header.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1_000;
  if (!/^[A-Z][a-z]{2,8}, .*GMT$/.test(text)) return null;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
