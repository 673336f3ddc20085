import * as fontkit from 'fontkit';

/** The part of fontkit's font that is used here. Lengths are in font units. */
export interface ParsedFont {
  readonly unitsPerEm: number;
  readonly ascent: number;
  readonly descent: number;
  hasGlyphForCodePoint(codePoint: number): boolean;
  /** Glyphs from left to right. `features` maps OpenType feature tags; fontkit adds those that it applied. */
  layout(
    text: string,
    features: Record<string, boolean>,
    script?: string,
    language?: string,
    direction?: 'ltr',
  ): GlyphRun;
}

export interface GlyphRun {
  readonly glyphs: Glyph[];
  /** Advances and offsets of the glyphs; the extents below are derived from them. */
  readonly positions: readonly Readonly<Record<string, number>>[];
  readonly advanceWidth: number;
  readonly bbox: {
    readonly minX: number;
    readonly minY: number;
    readonly maxX: number;
    readonly maxY: number;
  };
}

export interface Glyph {
  readonly id: number;
  readonly advanceWidth: number;
}

/** Parses a TrueType, OpenType or WOFF font. Check it with `fontReason` first: other input may throw or parse in part. */
export function parseFont(bytes: Uint8Array): ParsedFont {
  return fontkit.create(Buffer.from(bytes)) as unknown as ParsedFont;
}

const SIGNATURES = new Set(['\0\x01\0\0', 'true', 'OTTO', 'wOFF']);

/** Why the bytes cannot be used as a font, or null. */
export function fontReason(bytes: Uint8Array): string | null {
  const signature = Buffer.from(bytes.subarray(0, 4)).toString('latin1');
  if (signature === 'wOF2') return 'it is WOFF2; use TrueType, OpenType or WOFF';
  if (!SIGNATURES.has(signature)) return 'it is neither TrueType, OpenType nor WOFF';
  try {
    const font = parseFont(bytes);
    if (!font.hasGlyphForCodePoint(LETTER)) return 'it has no letter “A”';
    const { bbox } = font.layout('A', {});
    return bbox.maxX > bbox.minX ? null : 'its letters are empty';
  } catch {
    return 'it is damaged or incomplete';
  }
}

const LETTER = 0x41;
