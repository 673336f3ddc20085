/** Letters that are written from right to left, and the digits and signs that stand with them. */
export const RIGHT_TO_LEFT =
  /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

const LEFT_TO_RIGHT = /[\p{sc=Latn}\p{sc=Cyrl}\p{sc=Grek}]/u;

/** Marks that are never seen: what stands beside one takes its direction. */
export const DIRECTION_MARKS = /[\u061C\u200E\u200F]/u;
const MARKS = { ltr: '\u200E', rtl: '\u200F' } as const;

/**
 * A value that goes into a sentence, between marks of the sentence's direction where the value runs the other way: else its neighbours
 * would change places with it, as in “10; 5 of” with Arabic digits.
 */
export function apart(value: string, direction: 'ltr' | 'rtl'): string {
  const other = direction === 'ltr' ? RIGHT_TO_LEFT : LEFT_TO_RIGHT;
  const mark = MARKS[direction];
  return other.test(value) && !value.startsWith(mark) ? `${mark}${value}${mark}` : value;
}
