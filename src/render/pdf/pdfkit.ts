import PDFDocument from 'pdfkit';
import type { FontFile } from '../fonts.js';

/** A parsed font as fontkit gives it, as far as it is used here. */
export interface ParsedFont {
  readonly unitsPerEm: number;
  readonly ascent: number;
  readonly descent: number;
  hasGlyphForCodePoint(codePoint: number): boolean;
  /** Shapes one word with the space behind it, which is how PDFKit asks for them. */
  layout(word: string): GlyphRun;
}

export interface GlyphRun {
  readonly advanceWidth: number;
  readonly bbox: {
    readonly minX: number;
    readonly minY: number;
    readonly maxX: number;
    readonly maxY: number;
  };
}

/** No contextual forms, so that `->` stays two characters of somebody's data. */
const WORDS = { calt: false };
/** Figures of equal width; not in words, whose hyphens would grow as wide. */
const FIGURES = { ...WORDS, tnum: true };

/** What a document is born with. */
export interface DocumentSeed {
  readonly title: string;
  readonly language: string;
  /** Printed into the file as its creation and change. */
  readonly date: Date;
  readonly size: { readonly width: number; readonly height: number };
}

/**
 * A title that PDFKit may paste into its XML metadata as it stands: it is escaped as a string, and as it was as a value.
 */
class PastedTitle extends String {
  override toString(): string {
    return this.valueOf().replace(/[<>&]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  }
}

/** A glyph and the characters it stands for in copied text. */
interface Glyph {
  codePoints: readonly number[];
}

interface FontkitFont extends Omit<ParsedFont, 'layout'> {
  layout(
    text: string,
    features: Readonly<Record<string, boolean>>,
  ): GlyphRun & { readonly glyphs: readonly Glyph[] };
}

/** Parses a TrueType file. Slow enough to be done once and passed around. */
export function parseFontFile({ path }: FontFile): ParsedFont {
  // PDFKit parses fonts with a library of its own; the parsed font is taken out of a document that is thrown away.
  const { _font } = new PDFDocument({ autoFirstPage: false, font: path }) as unknown as {
    _font: { font: FontkitFont };
  };
  const layout = (word: string) => shaped(word, _font.font);
  return Object.create(_font.font, { layout: { value: layout } });
}

/**
 * Glyphs live as long as their font and keep the characters they were first asked for with; met first as the dot of
 * an i, a full stop has none. So each is told anew: documents come out the same whatever was written before them.
 */
function shaped(word: string, font: FontkitFont): GlyphRun {
  const run = font.layout(word, /\p{L}/u.test(word) ? WORDS : FIGURES);
  const codePoints = Array.from(word, (letter) => letter.codePointAt(0) ?? 0);
  const oneEach = run.glyphs.length === codePoints.length;
  run.glyphs.forEach((glyph, index) => {
    if (oneEach) glyph.codePoints = codePoints.slice(index, index + 1);
    else glyph.codePoints = index === 0 ? codePoints : [];
  });
  return run;
}

/** PDFKit takes parsed fonts wherever it takes files; its types do not say so. */
export function fontSource(font: ParsedFont): PDFKit.Mixins.PDFFontSource {
  return font as unknown as string;
}

export type Kit = PDFKit.PDFDocument;

/** A tagged document without pages that declares PDF/UA-1. */
export function newDocument({ title, language, date, size }: DocumentSeed): Kit {
  return new PDFDocument({
    pdfVersion: '1.7',
    subset: 'PDF/UA' as PDFKit.Mixins.PDFSubsets,
    tagged: true,
    lang: language,
    displayTitle: true,
    autoFirstPage: false,
    bufferPages: true,
    size: [size.width, size.height],
    margin: 0,
    // Keeps PDFKit from loading Helvetica; every text names its font.
    font: null as unknown as string,
    info: {
      Title: new PastedTitle(title) as unknown as string,
      Producer: 'botdigest',
      Creator: 'botdigest',
      CreationDate: date,
      ModDate: date,
    },
  });
}
