import { type GlyphRun, type ParsedFont, parseFont } from '../../lib/font.js';
import { remembering } from '../../lib/remember.js';
import type { FontWeight } from './inter.js';

/** A font that text is set with: parsed for measuring and for PDFs, and as bytes for pictures. */
export interface Face {
  /** Unique in the process: `noto-sans-jp-119-600`, or a file's path. */
  readonly name: string;
  readonly weight: FontWeight;
  /** TrueType or OpenType. */
  readonly bytes: Uint8Array;
  readonly font: WordFont;
}

/** A font that shapes one word with the space behind it, which is how PDFKit asks for them. */
export type WordFont = Omit<ParsedFont, 'layout'> & {
  /** Its positions are the caller's own: PDFKit scales them in place. */
  layout(word: string): Omit<GlyphRun, 'bbox'>;
  extent(word: string): Pick<GlyphRun, 'advanceWidth' | 'bbox'>;
};

/** Shaping is most of the work of setting text, and digests say the same words. */
const WORDS_KEPT = 5_000;

/** No contextual forms, so that `->` stays two characters of somebody's data. */
const WORDS = { calt: false };
/** Figures of equal width; not in words, whose hyphens would grow as wide. */
const FIGURES = { ...WORDS, tnum: true };

/** Letters that are written from right to left. */
export const RIGHT_TO_LEFT =
  /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

export function createFace(name: string, weight: FontWeight, bytes: Uint8Array): Face {
  const font = parseFont(bytes);
  let turned: ParsedFont | undefined;
  const runs = remembering<GlyphRun>(WORDS_KEPT);
  const extents = remembering<Pick<GlyphRun, 'advanceWidth' | 'bbox'>>(WORDS_KEPT);
  const shape = (word: string) => {
    if (!RIGHT_TO_LEFT.test(word)) return shaped(word, font);
    turned ??= keepingCharacters(parseFont(bytes));
    return joined(word, turned);
  };
  const run = (word: string) => runs(word, () => shape(word));
  const extent = (word: string) =>
    extents(word, () => {
      const { advanceWidth, bbox } = run(word);
      return { advanceWidth, bbox };
    });
  const layout = (word: string) => {
    const { glyphs, positions } = told(run(word), word);
    return {
      glyphs,
      positions: positions.map((position) => ({ ...position })),
      advanceWidth: extent(word).advanceWidth,
    };
  };
  const own = {
    layout: { value: layout },
    extent: { value: extent },
    unitsPerEm: { value: font.unitsPerEm },
  };
  return { name, weight, bytes, font: Object.create(font, own) };
}

/** Whether the face has the letters; those that are never seen need not be there. */
export function covers({ font }: Face, grapheme: string): boolean {
  return Array.from(grapheme).every((letter) => UNSEEN.test(letter) || hasGlyph(font, letter));
}

/** A slice may announce letters that its file does not hold: cut to none, it has no table of them, and asking it throws. */
function hasGlyph(font: WordFont, letter: string): boolean {
  try {
    return font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0);
  } catch {
    return false;
  }
}

const UNSEEN = /\p{Default_Ignorable_Code_Point}/u;

const JOINER = '\u200D';

/**
 * A character as read without the unseen letters that the face does not know, which would show as boxes, and without joiners where the
 * face has no single picture for what they join: they would take room.
 */
export function visible({ font }: Face, grapheme: string): string {
  if (!UNSEEN.test(grapheme)) return grapheme;
  const apart = grapheme.includes(JOINER) && font.layout(grapheme).glyphs.length > 1;
  const seen = (letter: string) =>
    !UNSEEN.test(letter) ||
    (font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0) && !(apart && letter === JOINER));
  return Array.from(grapheme).filter(seen).join('');
}

/** The font with glyphs that know the characters they were asked for with this time. */
function keepingCharacters(font: ParsedFont): ParsedFont {
  const kept = font.getGlyph.bind(font);
  font.getGlyph = (id, codePoints = []) =>
    Object.create(kept(id), { codePoints: { value: codePoints, writable: true } });
  return font;
}

/** Letters of one word from right to left; Arabic ones take the form of their place, and none is put together from parts. */
function joined(word: string, font: ParsedFont): GlyphRun {
  return font.layout(word, { ccmp: false }, undefined, undefined, 'rtl');
}

function shaped(word: string, font: ParsedFont): GlyphRun {
  return font.layout(word, /\p{L}/u.test(word) ? WORDS : FIGURES);
}

/** Met first as the dot of an i, a full stop has no characters; so where glyphs and letters are as many, each is told anew. */
function told(run: GlyphRun, word: string): GlyphRun {
  if (RIGHT_TO_LEFT.test(word)) return run;
  const codePoints = Array.from(word, (letter) => letter.codePointAt(0) ?? 0);
  const oneEach = run.glyphs.length === codePoints.length;
  run.glyphs.forEach((glyph, index) => {
    if (oneEach) glyph.codePoints = codePoints.slice(index, index + 1);
    else glyph.codePoints = index === 0 ? codePoints : [];
  });
  return run;
}
