import bidiFactory from 'bidi-js';
import { RIGHT_TO_LEFT } from '../../lib/text/direction.js';
import { graphemesOf } from '../../lib/text/graphemes.js';

/** The base direction of a line; `auto` is that of its first strong character. */
export type Direction = 'auto' | 'ltr' | 'rtl';

// The types declare a default export; in Node the import is the factory itself.
const bidi = (bidiFactory as unknown as typeof bidiFactory.default)();

/** The embedding level of each UTF-16 unit by UAX #9, equal within a grapheme; odd levels are right to left. */
export function levelsOf(text: string, direction: Direction): ArrayLike<number> {
  const levels = new Uint8Array(text.length);
  if (direction !== 'rtl' && !RIGHT_TO_LEFT.test(text)) return levels;
  const found = bidi.getEmbeddingLevels(text, direction).levels;
  let at = 0;
  for (const { length } of graphemesOf(text)) {
    levels.fill(found[at] ?? 0, at, at + length);
    at += length;
  }
  return levels;
}

/** Indexes of a line's parts from left to right, from their levels in logical order: rule L2 of UAX #9. */
export function visualOrder(levels: readonly number[]): number[] {
  if (levels.every((level) => level === 0)) return levels.map((_level, index) => index);
  const paragraph = { start: 0, end: levels.length - 1, level: 0 };
  const embedding = { levels: Uint8Array.from(levels), paragraphs: [paragraph] };
  return bidi.getReorderedIndices('.'.repeat(levels.length), embedding);
}

/** The distance of each part from the line's left end; parts are in logical order. */
export function placesOf(parts: readonly { readonly level: number; readonly width: number }[]): number[] {
  const places = parts.map(() => 0);
  let x = 0;
  for (const index of visualOrder(parts.map(({ level }) => level))) {
    places[index] = x;
    x += parts[index]?.width ?? 0;
  }
  return places;
}

/** Replaces brackets and the like by their mirrored characters. */
export function mirrored(text: string): string {
  return Array.from(text, (letter) => bidi.getMirroredCharacter(letter) ?? letter).join('');
}
