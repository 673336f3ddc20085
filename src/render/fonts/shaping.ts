import { Blob, Buffer, BufferFlag, Direction, Face, Font, type GlyphInfo, shape } from 'harfbuzzjs';

/** A positioned glyph; lengths are in font units, y upwards. */
export interface ShapedGlyph {
  readonly id: number;
  /** The font's own. */
  readonly width: number;
  /** How far the next glyph stands from this one, which is set off the line by `x` and `y`. */
  readonly advance: number;
  readonly x: number;
  readonly y: number;
  /** What it stands for, as code points; none when it is only a part of its letter, as a dot is. */
  readonly characters: readonly number[];
  /** Of such a part. */
  readonly outline: readonly OutlineStep[] | null;
  /** The box around what is seen of it, from its origin; null where nothing is. */
  readonly box: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  } | null;
}

/** A step of an outline as SVG has it: `M`, `L`, `Q`, `C` or `Z`, and its points. */
export interface OutlineStep {
  readonly type: string;
  readonly values: readonly number[];
}

/** The glyphs of a word from left to right. */
export type Shaper = (word: string, direction: 'ltr' | 'rtl') => readonly ShapedGlyph[];

/** A shaper with a TrueType or OpenType font. HarfBuzz shapes the text of bitmaps too, so letters join alike in both. */
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

/** Of the glyphs that stand for the same characters, the first one as read stands for them and the others for none. */
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
