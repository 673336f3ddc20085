import { drawable } from '../../chart/drawable.js';
import { cachedByObject, createCache } from '../../lib/async/cache.js';
import { DIRECTION_MARKS, RIGHT_TO_LEFT } from '../../lib/text/direction.js';
import { graphemesOf, isPrintableAscii } from '../../lib/text/graphemes.js';
import { type Direction, levelsOf } from './direction.js';
import type { FontWeight } from './inter.js';
import { covers, type LoadedFont, visible } from './loaded-font.js';

/** One value for each weight. */
export type ByWeight<T> = Readonly<Record<FontWeight, T>>;

/** The faces that a document or picture is set with. */
export interface Faces {
  /** For all text, the preferred face first. */
  readonly main: ByWeight<readonly LoadedFont[]>;
  /** For the characters as read that are better set, or only known, elsewhere. */
  readonly others: ReadonlyMap<string, ByWeight<LoadedFont>>;
}

/** A stretch of text in one face and direction, as it is read; at odd levels it runs from right to left. */
export interface Piece {
  readonly text: string;
  readonly face: LoadedFont;
  readonly level: number;
}

/** Splits text by the faces that have its letters and by direction. */
export type Typeset = (text: string, weight: FontWeight, direction: Direction) => readonly Piece[];

/** A text is measured more often than it is set. */
const TEXTS_KEPT = 5_000;
const REPLACEMENT = '□';

/** Letters that no face has become hollow squares. */
export const typesetter = cachedByObject(({ main, others }: Faces): Typeset => {
  const known = (grapheme: string, weight: FontWeight) =>
    others.get(grapheme)?.[weight] ?? main[weight].find((face) => covers(face, grapheme));
  const piece = (grapheme: string, weight: FontWeight, level: number): Piece => {
    const face = known(grapheme, weight);
    if (face) return { text: visible(face, grapheme), face, level };
    return { text: REPLACEMENT, face: known(REPLACEMENT, weight) ?? firstOf(main, weight), level };
  };
  const pieces = inEachManner(() => createCache<readonly Piece[]>(TEXTS_KEPT));
  const set: Typeset = (text, weight, direction) => {
    const first = firstOf(main, weight);
    if (isPrintableAscii(text) && direction !== 'rtl' && covers(first, text))
      return text === '' ? [] : [{ text, face: first, level: 0 }];
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
});

/** One of a thing for each weight and direction of text. */
export function inEachManner<Thing>(make: () => Thing): (weight: FontWeight, direction: Direction) => Thing {
  const each = () => ({ auto: make(), ltr: make(), rtl: make() });
  const all = { 400: each(), 500: each(), 600: each() };
  return (weight, direction) => all[weight][direction];
}

export function firstOf(main: Faces['main'], weight: FontWeight): LoadedFont {
  const [face] = main[weight];
  if (!face) throw new Error(`There is no font of weight ${weight}.`);
  return face;
}

/** Neighbours of one face and level as one; words that run from right to left stay apart, as each is set on its own. */
function joined(pieces: readonly Piece[]): Piece[] {
  const all: Piece[] = [];
  for (const piece of pieces) {
    const last = all.at(-1);
    const apart = piece.level % 2 === 1 && (piece.text === ' ' || last?.text === ' ');
    if (last && !apart && last.face === piece.face && last.level === piece.level)
      all[all.length - 1] = { ...last, text: last.text + piece.text };
    else all.push(piece);
  }
  return all;
}

/** Letters join within one face only: a word that runs from right to left is set in the first of its faces that has all of it. */
function inWholeWords(pieces: readonly Piece[]): Piece[] {
  const words: Piece[][] = [];
  for (const piece of pieces) {
    const last = words.at(-1)?.at(-1);
    if (last && isJoining(last) && isJoining(piece) && last.level === piece.level) words.at(-1)?.push(piece);
    else words.push([piece]);
  }
  return words.flatMap((word) => {
    const faces = new Set(word.map(({ face }) => face));
    if (faces.size < 2) return word;
    const whole = [...faces].find((face) => word.every(({ text }) => covers(face, text)));
    return whole ? word.map((piece) => ({ ...piece, face: whole })) : word;
  });
}

const isJoining = ({ text }: Piece) => RIGHT_TO_LEFT.test(text) && /\p{L}/u.test(text);
