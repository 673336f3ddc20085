import { isPrintableAscii } from '../lib/text/graphemes.js';

const JOINED_PICTURES =
  /(\p{Extended_Pictographic}[\u{1F3FB}-\u{1F3FF}\uFE0F]*)\u200D(?=\p{Extended_Pictographic})/gu;
const TAGGED_FLAG = /\u{1F3F4}[\u{E0061}-\u{E007A}]+\u{E007F}/gu;
/** What parts Arabic letters or lets them join. */
const ARABIC_JOINERS = /(?<=\p{sc=Arab}\p{M}*)[\u200C\u200D]/gu;
const DIRECTION_MARKS = /[\u061C\u200E\u200F]/g;
const HIDDEN = /[\p{Cc}\p{Cf}]/u;
const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]/g;

/**
 * `text` as any canvas takes it: composed letters, line breaks and tabs as spaces, without control characters and
 * overrides of direction, and with U+FFFD for halves of broken surrogate pairs. What joins pictures into one picture stays, and what
 * parts or joins Arabic letters, and unseen marks of direction, which the canvas takes away once the line has its order.
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
