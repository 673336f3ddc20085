import { createCache } from '../../lib/async/cache.js';
import { type GlyphRun, type ParsedFont, parseFont } from '../../lib/font.js';
import { RIGHT_TO_LEFT } from '../../lib/text/direction.js';
import type { FontWeight } from './inter.js';
import type { OutlineStep, ShapedGlyph, Shaper } from './shaping.js';

/** A font, parsed for measuring and PDF, as bytes for PNG. */
export interface LoadedFont {
  /** Unique in the process: `noto-sans-jp-119-600`, a file's path, or the hash of one in a `data:` URL. */
  readonly name: string;
  readonly weight: FontWeight;
  /** TrueType or OpenType. */
  readonly bytes: Uint8Array;
  readonly font: ParsedFont;
  /** Shapes a word with its following space. */
  word(text: string, direction?: WordDirection): SetWord;
}

export type WordDirection = 'ltr' | 'rtl';

/** Lengths are in em. */
export interface SetWord {
  /** In visual order, from left to right. */
  readonly glyphs: readonly SetGlyph[];
  readonly advance: number;
  /** The ink box, from the word's origin on the baseline; null without ink. */
  readonly ink: {
    readonly left: number;
    readonly right: number;
    readonly ascent: number;
    readonly descent: number;
  } | null;
}

/** Lengths are in thousandths of an em. */
export interface SetGlyph {
  readonly id: number;
  /** The advance width in the font. */
  readonly width: number;
  /** The advance after shaping. `x` and `y` offset the glyph from its place on the baseline. */
  readonly advance: number;
  readonly x: number;
  readonly y: number;
  /** The code points that it is copied as. */
  readonly characters: readonly number[];
  /** The outline of a glyph without characters of its own, such as a dot or mark of the letter beside it; y upwards. */
  readonly outline: readonly OutlineStep[] | null;
}

/** Size of the cache: shaping is most of the cost of text, and digests repeat words. */
const WORDS_KEPT = 5_000;

/** Without contextual alternates, so that `->` in data stays two characters. */
const WORDS = { calt: false };
/** With tabular figures; not for words, where hyphens would become as wide as digits. */
const FIGURES = { ...WORDS, tnum: true };

/** South and Southeast Asian characters, which join and reorder; no bundled font has them. */
const MOVING =
  /[\u0900-\u109F\u1780-\u18AF\u1900-\u1CFF\uA800-\uA8DF\uA980-\uAADF\uABC0-\uABFF\u{11000}-\u{11FFF}]/u;

/** True when the text needs contextual shaping. */
export const isShaped = (text: string): boolean => RIGHT_TO_LEFT.test(text) || MOVING.test(text);

/** `shaper` is loaded with the first word that needs contextual shaping. */
export function createFace(
  name: string,
  weight: FontWeight,
  bytes: Uint8Array,
  shaper: (bytes: Uint8Array) => Shaper,
): LoadedFont {
  const font = parseFont(bytes);
  const words = { ltr: createCache<SetWord>(WORDS_KEPT), rtl: createCache<SetWord>(WORDS_KEPT) };
  let shape: Shaper | undefined;
  const set = (word: string, direction: WordDirection) => {
    if (direction === 'ltr' && !MOVING.test(word)) return wordOf(shaped(word, font), word, font);
    shape ??= shaper(bytes);
    return joinedWordOf(shape(word, direction), font);
  };
  return {
    name,
    weight,
    bytes,
    font,
    word: (text, direction = 'ltr') => words[direction](text, () => set(text, direction)),
  };
}

/** True when the font has all visible characters of the grapheme. */
export function covers({ font }: LoadedFont, grapheme: string): boolean {
  return Array.from(grapheme).every((letter) => UNSEEN.test(letter) || hasGlyph(font, letter));
}

/** A slice may list characters that its file lacks; a file without glyphs has no character map, and the lookup throws. */
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
 * A grapheme without invisible characters that the font lacks, which would show as boxes, and without joiners where the font has no single
 * glyph for the sequence: they would take up space. Right-to-left letters keep their joiners, which determine their forms.
 */
export function visible({ font, word }: LoadedFont, grapheme: string): string {
  if (!UNSEEN.test(grapheme)) return grapheme;
  const apart = grapheme.includes(JOINER) && word(grapheme).glyphs.length > 1;
  const shaping = RIGHT_TO_LEFT.test(grapheme);
  const seen = (letter: string) =>
    !UNSEEN.test(letter) ||
    shaping ||
    (font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0) && !(apart && letter === JOINER));
  return Array.from(grapheme).filter(seen).join('');
}

/** fontkit modifies the features that it is given, so they are copied; without a direction, it would derive one from the script. */
function shaped(word: string, font: ParsedFont): GlyphRun {
  const features = { ...(/\p{L}/u.test(word) ? WORDS : FIGURES) };
  return font.layout(word, features, undefined, undefined, 'ltr');
}

function wordOf(run: GlyphRun, word: string, { unitsPerEm }: ParsedFont): SetWord {
  const { bbox, advanceWidth } = run;
  const characters = charactersOf(word, run.glyphs.length);
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
        outline: null,
      };
    }),
  };
}

/** fontkit caches a glyph with the characters of its first use; where each character has one glyph, these are read from the word. */
function charactersOf(word: string, glyphs: number): number[][] {
  const codePoints = Array.from(word, (letter) => letter.codePointAt(0) ?? 0);
  return glyphs === codePoints.length ? codePoints.map((point) => [point]) : [codePoints];
}

/** A word from glyphs that HarfBuzz shaped; lengths converted from font units. */
function joinedWordOf(glyphs: readonly ShapedGlyph[], { unitsPerEm }: ParsedFont): SetWord {
  const scale = 1000 / unitsPerEm;
  let advance = 0;
  const inks = glyphs.flatMap(({ box, x, y, ...glyph }) => {
    const from = advance + x;
    advance += glyph.advance;
    if (!box) return [];
    return [{ left: from + box.left, right: from + box.right, top: y + box.top, bottom: y + box.bottom }];
  });
  return {
    advance: advance / unitsPerEm,
    ink:
      inks.length === 0
        ? null
        : {
            left: Math.min(...inks.map(({ left }) => left)) / unitsPerEm,
            right: Math.max(...inks.map(({ right }) => right)) / unitsPerEm,
            ascent: Math.max(...inks.map(({ top }) => top)) / unitsPerEm,
            descent: -Math.min(...inks.map(({ bottom }) => bottom)) / unitsPerEm,
          },
    glyphs: glyphs.map(({ box: _box, outline, ...glyph }) => ({
      ...glyph,
      width: glyph.width * scale,
      advance: glyph.advance * scale,
      x: glyph.x * scale,
      y: glyph.y * scale,
      outline:
        outline?.map(({ type, values }) => ({ type, values: values.map((value) => value * scale) })) ?? null,
    })),
  };
}
