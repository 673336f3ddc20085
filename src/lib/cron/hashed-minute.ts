import { sha256 } from '../hash.js';

/** `H`, or `H(0-9)`: any minute between the two. */
const SPREAD = /^H(?:\((\d{1,2})-(\d{1,2})\))?$/;

/**
 * Puts a number in the place of a minute field `H`, so that many schedules of one hour do not all fall due in the same minute: always
 * the same for the same `key`. Anything else is returned as it is.
 */
export function hashedMinute(expression: string, key: string): string {
  const [minute = '', ...rest] = expression.trim().split(/\s+/);
  const [matched, first = '0', last = '59'] = SPREAD.exec(minute) ?? [];
  const [from, to] = [Number(first), Number(last)];
  if (matched === undefined || from > to || to > 59) return expression;
  const draw = Number.parseInt(sha256(key).slice(0, 8), 16);
  return [from + (draw % (to - from + 1)), ...rest].join(' ');
}
