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
 * A title that PDFKit may paste into its XML metadata as it stands: it is escaped as a string, and as it was as a value.
 */
class PastedTitle extends String {
  override toString(): string {
    return this.valueOf().replace(/[<>&]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  }
}

/** A font of a document, as far as PDFKit writes the glyphs it is told of, their widths and what they are copied as. */
export interface KitFont {
  readonly id: string;
  readonly subset: { readonly glyphs: number[]; readonly mapping: Record<number, number> };
  readonly widths: number[];
  readonly unicode: (readonly number[])[];
  ref(): object;
}

/** A new number in the document for a glyph, which travels in the file from now on; one that stands for several characters needs one for each. */
export function include({ subset, widths, unicode }: KitFont, { id, width, characters }: SetGlyph): number {
  const number = subset.glyphs.push(id) - 1;
  subset.mapping[id] ??= number;
  widths[number] = width;
  unicode[number] = characters;
  return number;
}

/** Registers a font with the document. PDFKit takes parsed fonts wherever it takes files, and keeps the current font; its types say neither. */
export function kitFont(pdf: PdfKitDocument, { name, font }: LoadedFont): KitFont {
  pdf.registerFont(name, font as unknown as string);
  return (pdf.font(name) as unknown as { readonly _font: KitFont })._font;
}

/** Makes the font known to the current page. */
export function useFont(pdf: PdfKitDocument, font: KitFont): void {
  const { fonts } = pdf.page as unknown as { readonly fonts: Record<string, object> };
  fonts[font.id] ??= font.ref();
}

export type PdfKitDocument = PDFKit.PDFDocument;

/** Adds operators to the current page. As bytes, which PDFKit takes as they are, and makes of texts letter by letter. */
export function operate(pdf: PdfKitDocument, operators: string): void {
  pdf.addContent(Buffer.from(`${operators}\n`, 'latin1'));
}

/** How a link is announced, and the element it belongs to. PDFKit writes only String objects as text; its types know neither. */
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
