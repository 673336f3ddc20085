import { sha256 } from '../hash.js';

/** `H`, or `H(0-9)` for a minute from 0 to 9. */
const HASHED = /^H(?:\((\d{1,2})-(\d{1,2})\))?$/;

/**
 * Replaces a minute field `H` with a minute hashed from `key`, so that many hourly or daily schedules are spread over the hour. The same
 * key gives the same minute. Any other expression is returned unchanged.
 */
export function hashedMinute(expression: string, key: string): string {
  const [minute = '', ...rest] = expression.trim().split(/\s+/);
  const [matched, first = '0', last = '59'] = HASHED.exec(minute) ?? [];
  const hashed = matched === undefined ? null : hashedWithin(Number(first), Number(last), key);
  return hashed === null ? expression : [hashed, ...rest].join(' ');
}

/** A minute of a range, both ends included, hashed from `key`; null for what is no range of minutes. */
export function hashedWithin(first: number, last: number, key: string): number | null {
  if (first > last || last > 59) return null;
  return first + (Number.parseInt(sha256(key).slice(0, 8), 16) % (last - first + 1));
}
