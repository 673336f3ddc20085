/** Characters of right-to-left scripts, with their digits and signs. */
export const RIGHT_TO_LEFT =
  /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

const LEFT_TO_RIGHT = /[\p{sc=Latn}\p{sc=Cyrl}\p{sc=Grek}]/u;

/** Invisible direction marks (ALM, LRM, RLM): neighbouring neutral characters take their direction. */
export const DIRECTION_MARKS = /[\u061C\u200E\u200F]/u;
const MARKS = { ltr: '\u200E', rtl: '\u200F' } as const;

/**
 * Isolates a value that is inserted into a sentence of the other direction, with marks of the sentence's direction. Without them the
 * bidi algorithm would swap it with its neighbours, as in “10; 5 of” with Arabic digits.
 */
export function isolated(value: string, direction: 'ltr' | 'rtl'): string {
  const other = direction === 'ltr' ? RIGHT_TO_LEFT : LEFT_TO_RIGHT;
  const mark = MARKS[direction];
  return other.test(value) && !value.startsWith(mark) ? `${mark}${value}${mark}` : value;
}
