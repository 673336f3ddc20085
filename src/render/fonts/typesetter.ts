import { drawable } from '../../chart/drawable.js';
import { createCache } from '../../lib/async/cache.js';
import { DIRECTION_MARKS, RIGHT_TO_LEFT } from '../../lib/text/direction.js';
import { graphemesOf, isPrintableAscii } from '../../lib/text/graphemes.js';
import { type Direction, levelsOf } from './direction.js';
import type { FontWeight } from './inter.js';
import { covers, type LoadedFont, visible } from './loaded-font.js';

/** One value for each weight. */
export type ByWeight<T> = Readonly<Record<FontWeight, T>>;

/** The fonts of a document or picture. */
export interface FontSet {
  /** Fonts for all text, preferred first. */
  readonly main: ByWeight<readonly LoadedFont[]>;
  /** Fallbacks by grapheme: characters that the main fonts lack or draw worse. */
  readonly others: ReadonlyMap<string, ByWeight<LoadedFont>>;
}

/** Text in one font and direction, in logical order; an odd level is right to left. */
export interface Piece {
  readonly text: string;
  readonly font: LoadedFont;
  readonly level: number;
}

/** Splits text into runs by font and by direction. */
export type Typeset = (text: string, weight: FontWeight, direction: Direction) => readonly Piece[];

/** Size of the cache: texts are measured more often than drawn. */
const TEXTS_KEPT = 5_000;
const REPLACEMENT = '□';

/** Characters that no font has become `□`. */
export function createTypesetter({ main, others }: FontSet): Typeset {
  const known = (grapheme: string, weight: FontWeight) =>
    others.get(grapheme)?.[weight] ?? main[weight].find((font) => covers(font, grapheme));
  const piece = (grapheme: string, weight: FontWeight, level: number): Piece => {
    const font = known(grapheme, weight);
    if (font) return { text: visible(font, grapheme), font, level };
    return { text: REPLACEMENT, font: known(REPLACEMENT, weight) ?? firstOf(main, weight), level };
  };
  const pieces = inEachManner(() => createCache<readonly Piece[]>(TEXTS_KEPT));
  const set: Typeset = (text, weight, direction) => {
    const first = firstOf(main, weight);
    if (isPrintableAscii(text) && direction !== 'rtl' && covers(first, text))
      return text === '' ? [] : [{ text, font: first, level: 0 }];
    const line = drawable(text);
    const levels = levelsOf(line, direction);
    let at = 0;
    const all = graphemesOf(line).map((grapheme) => {
      const level = levels[at] ?? 0;
      at += grapheme.length;
      return piece(grapheme, weight, level);
    });
    return joined(inWholeWords(all.filter(({ text: seen }) => seen !== '' && !DIRECTION_MARKS.test(seen))));
  };
  return (text, weight, direction) => pieces(weight, direction)(text, () => set(text, weight, direction));
}

/** Creates one value for each weight and direction. */
export function inEachManner<Thing>(make: () => Thing): (weight: FontWeight, direction: Direction) => Thing {
  const each = () => ({ auto: make(), ltr: make(), rtl: make() });
  const all = { 400: each(), 500: each(), 600: each() };
  return (weight, direction) => all[weight][direction];
}

export function firstOf(main: FontSet['main'], weight: FontWeight): LoadedFont {
  const [font] = main[weight];
  if (!font) throw new Error(`There is no font of weight ${weight}.`);
  return font;
}

/** Merges consecutive pieces of one font and level; right-to-left words stay separate, because each is shaped on its own. */
function joined(pieces: readonly Piece[]): Piece[] {
  const all: Piece[] = [];
  for (const piece of pieces) {
    const last = all.at(-1);
    const apart = piece.level % 2 === 1 && (piece.text === ' ' || last?.text === ' ');
    if (last && !apart && last.font === piece.font && last.level === piece.level)
      all[all.length - 1] = { ...last, text: last.text + piece.text };
    else all.push(piece);
  }
  return all;
}

/** Letters join within one font only, so a right-to-left word uses the first of its fonts that has all its characters. */
function inWholeWords(pieces: readonly Piece[]): Piece[] {
  const words: Piece[][] = [];
  for (const piece of pieces) {
    const last = words.at(-1)?.at(-1);
    if (last && isJoining(last) && isJoining(piece) && last.level === piece.level) words.at(-1)?.push(piece);
    else words.push([piece]);
  }
  return words.flatMap((word) => {
    const fonts = new Set(word.map(({ font }) => font));
    if (fonts.size < 2) return word;
    const whole = [...fonts].find((font) => word.every(({ text }) => covers(font, text)));
    return whole ? word.map((piece) => ({ ...piece, font: whole })) : word;
  });
}

const isJoining = ({ text }: Piece) => RIGHT_TO_LEFT.test(text) && /\p{L}/u.test(text);
