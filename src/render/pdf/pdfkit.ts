import PDFDocument from 'pdfkit';
import type { FontFile } from '../fonts.js';

/** A parsed font as fontkit gives it, as far as it is used here. */
export interface ParsedFont {
  readonly unitsPerEm: number;
  readonly ascent: number;
  readonly descent: number;
  hasGlyphForCodePoint(codePoint: number): boolean;
  layout(text: string): GlyphRun;
}

export interface GlyphRun {
  readonly advanceWidth: number;
  readonly bbox: { readonly minX: number; readonly minY: number; readonly maxX: number; readonly maxY: number };
}

type FeatureLayout = (text: string, features: Readonly<Record<string, boolean>>) => GlyphRun;

/** Figures of equal width; no contextual forms, so that `->` stays two characters of somebody's data. */
const FEATURES = { tnum: true, calt: false };

/** What a document is born with. */
export interface DocumentSeed {
  readonly title: string;
  readonly language: string;
  /** Printed into the file as its creation and change. */
  readonly date: Date;
  readonly size: { readonly width: number; readonly height: number };
  readonly font: ParsedFont;
}

/**
 * A title that PDFKit may paste into its XML metadata as it stands: it is escaped as a string, and as it was as a value.
 */
class PastedTitle extends String {
  override toString(): string {
    return this.valueOf().replace(/[<>&]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  }
}

/** Parses a TrueType file. Slow enough to be done once and passed around. */
export function parseFontFile({ path }: FontFile): ParsedFont {
  // PDFKit parses fonts with a library of its own; the parsed font is taken out of a document that is thrown away.
  const { _font } = new PDFDocument({ autoFirstPage: false, font: path }) as unknown as {
    _font: { font: ParsedFont & { layout: FeatureLayout } };
  };
  const { font } = _font;
  const layout = (text: string) => font.layout(text, FEATURES);
  return Object.create(font, { layout: { value: layout } });
}

/** PDFKit takes parsed fonts wherever it takes files; its types do not say so. */
export function fontSource(font: ParsedFont): PDFKit.Mixins.PDFFontSource {
  return font as unknown as string;
}

export type Kit = PDFKit.PDFDocument;

/** A tagged document without pages that declares PDF/UA-1. */
export function newDocument({ title, language, date, size, font }: DocumentSeed): Kit {
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
    font: fontSource(font) as string,
    info: {
      Title: new PastedTitle(title) as unknown as string,
      Producer: 'botdigest',
      Creator: 'botdigest',
      CreationDate: date,
      ModDate: date,
    },
  });
}
