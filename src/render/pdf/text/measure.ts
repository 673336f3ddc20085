import { createCache } from '../../../lib/async/cache.js';
import { RIGHT_TO_LEFT } from '../../../lib/text/direction.js';
import { graphemesOf } from '../../../lib/text/graphemes.js';
import { mirrored, placesOf } from '../../fonts/direction.js';
import type { LoadedFont, SetWord } from '../../fonts/loaded-font.js';
import { type FontSet, firstOf, inEachManner, type Piece, type Typeset } from '../../fonts/typesetter.js';
import type { Measure, TextExtent } from '../canvas/surface.js';

/** Size of the cache: texts are measured more often than drawn, and digests repeat words. */
const TEXTS_KEPT = 5_000;

export function createMeasure({ main }: FontSet, typeset: Typeset): Measure {
  const extents = inEachManner(() => createCache<TextExtent>(TEXTS_KEPT));
  return (text, { size, weight }, direction = 'auto') => {
    const extent = extents(weight, direction)(text, () =>
      extentOf(typeset(text, weight, direction), firstOf(main, weight)),
    );
    return scaled(extent, size);
  };
}

/** The advance width of a piece, in em. */
export const advanceOf = (piece: Piece) => setWordsOf(piece).reduce((sum, { advance }) => sum + advance, 0);

/** The words of a piece from left to right, shaped one by one; the following space belongs to a word. */
export function setWordsOf({ text, level, font }: Piece): SetWord[] {
  if (level % 2 === 0) return text.split(BEHIND_SPACES).map((word) => font.word(word));
  if (RIGHT_TO_LEFT.test(text)) return [font.word(text, 'rtl')];
  const turned = graphemesOf(mirrored(text)).reverse().join('');
  return turned.split(BEHIND_SPACES).map((word) => font.word(word));
}

const BEHIND_SPACES = /(?<=[ \t])/;

/** The metrics of a line in em; ascent and descent are those of the first font. */
function extentOf(pieces: readonly Piece[], { font }: LoadedFont): TextExtent {
  const parts = pieces.map((piece) => ({ level: piece.level, width: advanceOf(piece) }));
  const places = placesOf(parts);
  const inks = pieces.flatMap((piece, index) => inksOf(piece, places[index] ?? 0));
  return {
    width: parts.reduce((sum, { width }) => sum + width, 0),
    left: inks.length === 0 ? 0 : Math.min(...inks.map(({ left }) => left)),
    right: Math.max(0, ...inks.map(({ right }) => right)),
    ascent: Math.max(0, ...inks.map(({ ascent }) => ascent)),
    descent: Math.max(0, ...inks.map(({ descent }) => descent)),
    fontAscent: font.ascent / font.unitsPerEm,
    fontDescent: -font.descent / font.unitsPerEm,
  };
}

function inksOf(piece: Piece, from: number) {
  let x = from;
  return setWordsOf(piece).flatMap(({ ink, advance }) => {
    const start = x;
    x += advance;
    return ink ? [{ ...ink, left: start + ink.left, right: start + ink.right }] : [];
  });
}

function scaled(extent: TextExtent, scale: number): TextExtent {
  return {
    width: extent.width * scale,
    left: extent.left * scale,
    right: extent.right * scale,
    ascent: extent.ascent * scale,
    descent: extent.descent * scale,
    fontAscent: extent.fontAscent * scale,
    fontDescent: extent.fontDescent * scale,
  };
}
