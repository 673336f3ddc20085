import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { FontWeight } from './inter.js';

/** A bundled family for letters that Inter does not have. It comes in slices: files that hold some of its letters each. */
export interface Family {
  /** Its name in the registry, also the beginning of its files' names. */
  readonly name: string;
  readonly folder: string;
  /** The weight of emphasis; null when the family has only the regular one. */
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

/** True when the grapheme is an emoji in picture presentation. */
export const isPicture = (grapheme: string): boolean => PICTURE.test(grapheme);

/** The families that may have a grapheme, best first. `han` is the order of those with Chinese characters. */
export function familiesFor(grapheme: string, han: readonly Family[]): readonly Family[] {
  if (isPicture(grapheme)) return [EMOJI];
  return [ARABIC, HEBREW, ...han, EMOJI];
}

/**
 * Chinese characters are shared by languages that write them differently. The reader's language decides; else the letters
 * that only one language has, anywhere in `text`.
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
