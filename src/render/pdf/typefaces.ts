import { drawable } from '../../chart/drawable.js';
import { FONTS, type FontWeight } from '../fonts.js';
import { type ParsedFont, parseFontFile } from './pdfkit.js';
import type { Measure, TextExtent } from './surface.js';

/** The bundled fonts, parsed, by weight. */
export type Typefaces = Readonly<Record<FontWeight, ParsedFont>>;

/** Reads and parses all weights; share the result between documents. */
export function loadTypefaces(): Typefaces {
  const parsed = FONTS.map((file) => [file.weight, parseFontFile(file)] as const);
  return Object.fromEntries(parsed) as unknown as Typefaces;
}

const REPLACEMENT = '□';
const PLAIN = /^[ -~]*$/;

/** `text` without control and direction characters, and with a hollow square for each letter the font does not have. */
export function printable(text: string, font: ParsedFont): string {
  if (PLAIN.test(text)) return text;
  const letters = new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(drawable(text));
  return Array.from(letters, ({ segment }) => (covers(font, segment) ? segment : REPLACEMENT)).join('');
}

/** Measures text and remembers what it measured, for the length of one document. */
export function measuring(typefaces: Typefaces): Measure {
  const known = new Map<string, TextExtent>();
  return (text, { size, weight }) => {
    const key = `${weight}${text}`;
    const extent = known.get(key) ?? extentOf(text, typefaces[weight]);
    known.set(key, extent);
    return scaled(extent, size / typefaces[weight].unitsPerEm);
  };
}

/** How far `text` reaches, in the font's units. */
function extentOf(text: string, font: ParsedFont): TextExtent {
  const ink = { left: 0, right: 0, ascent: 0, descent: 0 };
  let width = 0;
  for (const word of printable(text, font).split(/(?<=[ \t])/)) {
    const { advanceWidth, bbox } = font.layout(word);
    if (bbox.maxX > bbox.minX) {
      if (width === 0) ink.left = bbox.minX;
      ink.right = width + bbox.maxX;
      ink.ascent = Math.max(ink.ascent, bbox.maxY);
      ink.descent = Math.max(ink.descent, -bbox.minY);
    }
    width += advanceWidth;
  }
  return { width, ...ink, fontAscent: font.ascent, fontDescent: -font.descent };
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

function covers(font: ParsedFont, segment: string): boolean {
  return Array.from(segment).every((letter) => font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0));
}
