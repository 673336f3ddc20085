import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { FontWeight } from './inter.js';

/** A bundled fallback family for characters that Inter lacks, split into slices: files with a part of its characters each. */
export interface Family {
  /** Its Fontsource name, also the prefix of its file names. */
  readonly name: string;
  readonly folder: string;
  /** The bold weight; null when the family has only the regular one. */
  readonly strong: FontWeight | null;
}

const { resolve } = createRequire(import.meta.url);
const family = (name: string, strong: FontWeight | null = 600): Family => ({
  name,
  folder: dirname(resolve(`@fontsource-variable/${name}/package.json`)),
  strong,
});

const ARABIC = family('noto-sans-arabic');
const HEBREW = family('noto-sans-hebrew');
const EMOJI = family('noto-emoji', null);
const SIMPLIFIED = family('noto-sans-sc');
const TRADITIONAL = family('noto-sans-tc');
const JAPANESE = family('noto-sans-jp');
const KOREAN = family('noto-sans-kr');

const PICTURE = /^(?:\p{Emoji_Presentation}|\p{Emoji}(?:\p{Emoji_Modifier}|\u200D|\uFE0F))/u;

/** True for a grapheme with emoji presentation. */
export const isPicture = (grapheme: string): boolean => PICTURE.test(grapheme);

/** The families that may have a grapheme, preferred first. `han` is the order of the CJK families. */
export function familiesFor(grapheme: string, han: readonly Family[]): readonly Family[] {
  if (isPicture(grapheme)) return [EMOJI];
  return [ARABIC, HEBREW, ...han, EMOJI];
}

/**
 * The order of the CJK families: languages draw the same Han characters differently. The reader's language decides, else
 * characters in `text` that only one of the languages uses.
 */
export function hanOrder(locale: string, text: string): readonly Family[] {
  const { language, script } = new Intl.Locale(locale).maximize();
  const ofReader =
    language === 'zh'
      ? [script === 'Hant' ? TRADITIONAL : SIMPLIFIED]
      : [...(language === 'ja' ? [JAPANESE] : []), ...(language === 'ko' ? [KOREAN] : [])];
  const ofText = [
    ...(/[\p{sc=Hiragana}\p{sc=Katakana}]/u.test(text) ? [JAPANESE] : []),
    ...(/\p{sc=Hangul}/u.test(text) ? [KOREAN] : []),
    ...(/\p{sc=Bopomofo}/u.test(text) ? [TRADITIONAL] : []),
  ];
  return [...new Set([...ofReader, ...ofText, SIMPLIFIED, TRADITIONAL, JAPANESE, KOREAN])];
}
