import type { Words } from './words.js';

/** Distinct names as a list: all, or the first `most` and the number of others. */
export function nameList(names: readonly string[], most: number, words: Words): string {
  const distinct = [...new Set(names)];
  const rest = distinct.length - most;
  const shown = rest > 0 ? distinct.slice(0, most) : distinct;
  const list = shown.join(words.say('list.comma'));
  return rest > 0 ? words.say('list.more', { list, count: rest }) : list;
}

/** Compares names by UTF-16 code unit, independent of the machine's locale. */
export function byName(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A name as a heading: `week before` becomes `Week before`. */
export function capitalised(name: string, locale: string): string {
  const [first = '', ...rest] = name;
  return first.toLocaleUpperCase(locale) + rest.join('');
}
