import { FONTS, type FontWeight } from '../fonts.js';
import { type ParsedFont, parseFontFile } from './pdfkit.js';
import type { TextExtent, TextStyle } from './surface.js';

/** The bundled fonts, parsed, by weight. */
export type Typefaces = Readonly<Record<FontWeight, ParsedFont>>;

/** Reads and parses all weights; share the result between documents. */
export function loadTypefaces(): Typefaces {
  const parsed = FONTS.map((file) => [file.weight, parseFontFile(file)] as const);
  return Object.fromEntries(parsed) as unknown as Typefaces;
}

const REPLACEMENT = '□';
const PLAIN = /^[ -~]*$/;
const INVISIBLE = /[\p{Cc}\p{Cf}]/gu;

/** `text` without control and direction characters, and with a hollow square for each letter the font does not have. */
export function printable(text: string, font: ParsedFont): string {
  if (PLAIN.test(text)) return text;
  const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
  const letters = segmenter.segment(text.replace(/\s/g, keepSpace));
  return Array.from(letters, ({ segment }) => {
    const visible = segment.replace(INVISIBLE, '');
    return Array.from(visible).every((letter) => covers(font, letter)) ? visible : REPLACEMENT;
  }).join('');
}

/** How far `text` reaches in points. */
export function extentOf(text: string, style: Pick<TextStyle, 'size'>, font: ParsedFont): TextExtent {
  const scale = style.size / font.unitsPerEm;
  const { advanceWidth, bbox } = font.layout(printable(text, font));
  const hasInk = bbox.maxX > bbox.minX;
  return {
    width: advanceWidth * scale,
    left: hasInk ? bbox.minX * scale : 0,
    right: hasInk ? bbox.maxX * scale : 0,
    ascent: hasInk ? bbox.maxY * scale : 0,
    descent: hasInk ? -bbox.minY * scale : 0,
    fontAscent: font.ascent * scale,
    fontDescent: -font.descent * scale,
  };
}

/** Line breaks and tabs become spaces; no-break spaces stay. */
const keepSpace = (space: string) => (/[\u00a0\u2007\u202f]/.test(space) ? space : ' ');

function covers(font: ParsedFont, letter: string): boolean {
  const codePoint = letter.codePointAt(0) ?? 0;
  return !(codePoint >= 0xd800 && codePoint <= 0xdfff) && font.hasGlyphForCodePoint(codePoint);
}
