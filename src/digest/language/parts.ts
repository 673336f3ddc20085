import { type Day, weekdayOf } from '../../lib/time/zone.js';
import type { Change, UsualRange } from '../digest.js';
import { arrowOf, type Language } from './change.js';

/** `2,290 – 2,480`. */
export function rangeText(
  { low, high }: UsualRange,
  text: (value: number) => string,
  { words }: Language,
): string {
  return words.say('label.range', { low: text(low), high: text(high) });
}

/** `, usually 2,290 – 2,480.` or, where that is unknown, ` (from 1,558).`; a full stop without either. */
export function againstText(
  {
    usual,
    before,
    text,
  }: { readonly usual: UsualRange | null; readonly before: number | null; text(value: number): string },
  language: Language,
): string {
  const { words } = language;
  if (usual) return words.say('callout.usually', { range: rangeText(usual, text, language) });
  return before === null ? words.say('callout.end') : words.say('callout.from', { before: text(before) });
}

/** `▼ 10.9%`. */
export const changeWithArrow = (change: Change): string => `${arrowOf(change)}${change.text}`;

/** `Monday 16 November`. */
export function dayText(day: Day, { words, format }: Language): string {
  return words.say('label.weekday.day', {
    weekday: format.weekday(weekdayOf(day)),
    day: format.daysOfYear(day, day),
  });
}
