import { isPrintableAscii } from '../lib/text/graphemes.js';

const JOINED_PICTURES =
  /(\p{Extended_Pictographic}[\u{1F3FB}-\u{1F3FF}\uFE0F]*)\u200D(?=\p{Extended_Pictographic})/gu;
const TAGGED_FLAG = /\u{1F3F4}[\u{E0061}-\u{E007A}]+\u{E007F}/gu;
/** Joiners and non-joiners between Arabic letters. */
const ARABIC_JOINERS = /(?<=\p{sc=Arab}\p{M}*)[\u200C\u200D]/gu;
const DIRECTION_MARKS = /[\u061C\u200E\u200F]/g;
const HIDDEN = /[\p{Cc}\p{Cf}]/u;
const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]/g;

/**
 * Normalizes `text` for drawing: NFC, line breaks and tabs as spaces, no control characters or direction overrides, U+FFFD for lone
 * surrogates. Joiners in emoji sequences and between Arabic letters stay, and so do direction marks, which the canvas removes after
 * ordering the line.
 */
export function drawable(text: string): string {
  if (isPrintableAscii(text)) return text;
  const line = text
    .normalize('NFC')
    .replace(BREAKS, ' ')
    .replace(/\p{Cs}/gu, '\ufffd');
  if (!HIDDEN.test(line)) return line;
  const kept = new Set<number>();
  for (const { index, 1: picture = '' } of line.matchAll(JOINED_PICTURES)) kept.add(index + picture.length);
  for (const { index, 0: flag } of line.matchAll(TAGGED_FLAG))
    for (let at = index; at < index + flag.length; at += 1) kept.add(at);
  for (const { index } of line.matchAll(ARABIC_JOINERS)) kept.add(index);
  for (const { index } of line.matchAll(DIRECTION_MARKS)) kept.add(index);
  return line.replace(/[\p{Cc}\p{Cf}]/gu, (hidden, index: number) => (kept.has(index) ? hidden : ''));
}
