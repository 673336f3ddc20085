import type { DayReading } from '../../alerts/reading.js';
import type { FigureName } from '../../config/config.js';
import type { Language } from '../language/change.js';

/** `conversations`, `fallback rate`: as it stands within a sentence. */
export function figureName(of: FigureName, { words }: Language): string {
  return of === 'fallbacks' || of === 'fallbackRate'
    ? words.say(`alert.of.${of}`)
    : words.say(`report.${of}`);
}

/** `12`, `23.4%`. */
export const valueText = (of: FigureName, { format }: Language): ((value: number) => string) =>
  of === 'fallbackRate' ? format.percent : format.count;

/** `12 conversations`, `fallback rate 23.4% of 412 uses`. */
export function figureText(
  of: FigureName,
  { value, facts: { uses } }: Pick<DayReading, 'value' | 'facts'>,
  language: Language,
): string {
  const { words } = language;
  const count = value ?? 0;
  if (of !== 'fallbackRate') return words.say(`count.${of}`, { count });
  const rate = valueText(of, language)(count);
  if (uses === undefined) return words.say('alert.rate', { value: rate });
  return words.say('alert.rateOf', { value: rate, uses: words.say('count.interactions', { count: uses }) });
}
