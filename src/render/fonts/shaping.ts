import { Blob, Buffer, BufferFlag, Direction, Face, Font, type GlyphInfo, shape } from 'harfbuzzjs';

/** A shaped glyph; lengths are in font units, y upwards. */
export interface ShapedGlyph {
  readonly id: number;
  /** The advance width in the font. */
  readonly width: number;
  /** The advance after shaping. `x` and `y` offset the glyph from its place on the baseline. */
  readonly advance: number;
  readonly x: number;
  readonly y: number;
  /** The code points that it represents; none for a part of a letter, such as a dot. */
  readonly characters: readonly number[];
  /** The outline of such a part; null for other glyphs. */
  readonly outline: readonly OutlineStep[] | null;
  /** The ink box, from its origin; null without ink. */
  readonly box: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  } | null;
}

/** An SVG path command, `M`, `L`, `Q`, `C` or `Z`, with its coordinates. */
export interface OutlineStep {
  readonly type: string;
  readonly values: readonly number[];
}

/** Shapes a word; glyphs are in visual order, from left to right. */
export type Shaper = (word: string, direction: 'ltr' | 'rtl') => readonly ShapedGlyph[];

/** A HarfBuzz shaper for a TrueType or OpenType font. The canvas uses HarfBuzz too, so PDFs and bitmaps look alike. */
export function createShaper(bytes: Uint8Array): Shaper {
  const font = new Font(new Face(new Blob(bytes)));
  const buffer = new Buffer();
  return (word, direction) => {
    buffer.reset();
    buffer.setFlags(BufferFlag.REMOVE_DEFAULT_IGNORABLES);
    buffer.addText(word);
    buffer.guessSegmentProperties();
    buffer.setDirection(direction === 'rtl' ? Direction.RTL : Direction.LTR);
    shape(font, buffer);
    const copied = charactersOf(buffer.getGlyphInfos(), word, direction);
    return buffer.getGlyphInfosAndPositions().map((glyph, index) => {
      const { codepoint: id, xAdvance: advance = 0, xOffset: x = 0, yOffset: y = 0 } = glyph;
      const characters = copied[index] ?? [];
      const outline = characters.length === 0 ? font.glyphToJson(id) : null;
      const [width, box] = [font.glyphHAdvance(id), boxOf(font, id)];
      return { id, width, advance, x, y, characters, outline, box };
    });
  };
}

/** In each cluster, the first glyph in reading order represents the characters, the others none. */
function charactersOf(glyphs: readonly GlyphInfo[], word: string, direction: 'ltr' | 'rtl'): number[][] {
  const starts = [...new Set(glyphs.map(({ cluster }) => cluster))].sort((one, other) => one - other);
  const behind = direction === 'rtl' ? 1 : -1;
  return glyphs.map(({ cluster }, index) => {
    if (glyphs[index + behind]?.cluster === cluster) return [];
    const text = word.slice(cluster, starts[starts.indexOf(cluster) + 1]);
    return Array.from(text, (letter) => letter.codePointAt(0) ?? 0);
  });
}

function boxOf(font: Font, id: number): ShapedGlyph['box'] {
  const { xBearing: left, yBearing: top, width, height } = font.glyphExtents(id) ?? NOTHING;
  return width === 0 || height === 0 ? null : { left, right: left + width, top, bottom: top + height };
}

const NOTHING = { xBearing: 0, yBearing: 0, width: 0, height: 0 };
