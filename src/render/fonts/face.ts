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
  readonly font: ParsedFont;
  /** A word as it is set; the space behind it belongs to it. */
  word(text: string): SetWord;
}

/** Lengths are in parts of the text's size. */
export interface SetWord {
  /** From left to right. */
  readonly glyphs: readonly SetGlyph[];
  readonly advance: number;
  /** The box around what is seen of it, counted from its beginning on the baseline; null where nothing is. */
  readonly ink: {
    readonly left: number;
    readonly right: number;
    readonly ascent: number;
    readonly descent: number;
  } | null;
}

/** Lengths are in thousandths of the text's size. */
export interface SetGlyph {
  readonly id: number;
  /** The font's own. */
  readonly width: number;
  /** How far the next glyph stands from this one, which is set off the line by `x` and `y`. */
  readonly advance: number;
  readonly x: number;
  readonly y: number;
  /** What it is copied as, as code points. */
  readonly characters: readonly number[];
}

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
  const words = remembering<SetWord>(WORDS_KEPT);
  const set = (word: string) => {
    if (RIGHT_TO_LEFT.test(word)) {
      turned ??= keepingCharacters(parseFont(bytes));
      const run = joined(word, turned);
      return wordOf(
        run,
        run.glyphs.map(({ codePoints }) => codePoints),
        font,
      );
    }
    const run = shaped(word, font);
    return wordOf(run, charactersOf(word, run.glyphs.length), font);
  };
  return { name, weight, bytes, font, word: (text) => words(text, () => set(text)) };
}

/** Whether the face has the letters; those that are never seen need not be there. */
export function covers({ font }: Face, grapheme: string): boolean {
  return Array.from(grapheme).every((letter) => UNSEEN.test(letter) || hasGlyph(font, letter));
}

/** A slice may announce letters that its file does not hold: cut to none, it has no table of them, and asking it throws. */
function hasGlyph(font: ParsedFont, letter: string): boolean {
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
export function visible({ font, word }: Face, grapheme: string): string {
  if (!UNSEEN.test(grapheme)) return grapheme;
  const apart = grapheme.includes(JOINER) && word(grapheme).glyphs.length > 1;
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

function wordOf(
  run: GlyphRun,
  characters: readonly (readonly number[])[],
  { unitsPerEm }: ParsedFont,
): SetWord {
  const { bbox, advanceWidth } = run;
  const scale = 1000 / unitsPerEm;
  const seen = bbox.maxX > bbox.minX;
  return {
    advance: advanceWidth / unitsPerEm,
    ink: seen
      ? {
          left: bbox.minX / unitsPerEm,
          right: bbox.maxX / unitsPerEm,
          ascent: bbox.maxY / unitsPerEm,
          descent: -bbox.minY / unitsPerEm,
        }
      : null,
    glyphs: run.glyphs.map((glyph, index) => {
      const { xAdvance = 0, xOffset = 0, yOffset = 0 } = run.positions[index] ?? {};
      return {
        id: glyph.id,
        width: glyph.advanceWidth * scale,
        advance: xAdvance * scale,
        x: xOffset * scale,
        y: yOffset * scale,
        characters: characters[index] ?? [],
      };
    }),
  };
}

/** Glyphs know the characters they were first met with, a full stop the dot of an i; so each is told anew where there is one for each letter. */
function charactersOf(word: string, glyphs: number): number[][] {
  const codePoints = Array.from(word, (letter) => letter.codePointAt(0) ?? 0);
  return glyphs === codePoints.length ? codePoints.map((point) => [point]) : [codePoints];
}
