import PDFDocument from 'pdfkit';
import type { LoadedFont, SetGlyph } from '../../fonts/loaded-font.js';

/** The metadata and page size of a new document. */
export interface DocumentSeed {
  readonly title: string;
  readonly language: string;
  /** Written as the creation and modification date. */
  readonly date: Date;
  readonly size: { readonly width: number; readonly height: number };
}

/**
 * A title that PDFKit inserts into its XML metadata without escaping: `toString` escapes it, `valueOf` does not.
 */
class PastedTitle extends String {
  override toString(): string {
    return this.valueOf().replace(/[<>&]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  }
}

/** PDFKit's private fields of an embedded font: its glyphs, their widths and their Unicode mapping. */
export interface KitFont {
  readonly id: string;
  readonly subset: { readonly glyphs: number[]; readonly mapping: Record<number, number> };
  readonly widths: number[];
  readonly unicode: (readonly number[])[];
  ref(): object;
}

/** Embeds a glyph and returns its code in the document. A glyph used for different characters needs a code for each. */
export function include({ subset, widths, unicode }: KitFont, { id, width, characters }: SetGlyph): number {
  const number = subset.glyphs.push(id) - 1;
  subset.mapping[id] ??= number;
  widths[number] = width;
  unicode[number] = characters;
  return number;
}

/** Registers a font with the document. PDFKit accepts parsed fonts and keeps the current one in `_font`; its types have neither. */
export function kitFont(pdf: PdfKitDocument, { name, font }: LoadedFont): KitFont {
  pdf.registerFont(name, font as unknown as string);
  return (pdf.font(name) as unknown as { readonly _font: KitFont })._font;
}

/** Adds the font to the resources of the current page. */
export function useFont(pdf: PdfKitDocument, font: KitFont): void {
  const { fonts } = pdf.page as unknown as { readonly fonts: Record<string, object> };
  fonts[font.id] ??= font.ref();
}

export type PdfKitDocument = PDFKit.PDFDocument;

/** Adds operators to the current page, as bytes: PDFKit would convert a string character by character. */
export function operate(pdf: PdfKitDocument, operators: string): void {
  pdf.addContent(Buffer.from(`${operators}\n`, 'latin1'));
}

/** A link's description for screen readers, and its structure element. PDFKit writes only String objects as text; its types have neither option. */
export function linkOptions(
  words: string,
  structParent: PDFKit.PDFStructureElement,
): PDFKit.Mixins.AnnotationOption {
  return { Contents: Object(words) as string, structParent } as PDFKit.Mixins.AnnotationOption;
}

/** A tagged document without pages that declares PDF/UA-1. */
export function newDocument({ title, language, date, size }: DocumentSeed): PdfKitDocument {
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
