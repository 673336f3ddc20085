import PDFDocument from 'pdfkit';
import type { WordFont } from '../fonts/face.js';

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

/** PDFKit takes parsed fonts wherever it takes files; its types do not say so. */
export function fontSource(font: WordFont): PDFKit.Mixins.PDFFontSource {
  return font as unknown as string;
}

export type Kit = PDFKit.PDFDocument;

/** How a link is announced, and the element it belongs to. PDFKit writes only String objects as text; its types know neither. */
export function linkOptions(
  words: string,
  structParent: PDFKit.PDFStructureElement,
): PDFKit.Mixins.AnnotationOption {
  return { Contents: Object(words) as string, structParent } as PDFKit.Mixins.AnnotationOption;
}

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
