import { drawable } from '../../../chart/drawable.js';
import { createTypesetter, type FontSet, type Typeset } from '../../fonts/typesetter.js';
import type { Measure, Paint, Surface } from '../canvas/surface.js';
import type { Box, LinkItem } from '../page/draw-item.js';
import type { PlacedAnchor } from '../page/paginate.js';
import type { Tag } from '../page/tag.js';
import { createMeasure } from '../text/measure.js';
import { clippedPath, filled, stroked } from './content.js';
import { linkOptions, newDocument, operate, type PdfKitDocument } from './pdfkit.js';
import { writingOn } from './text-painter.js';

export interface DocumentInfo {
  readonly title: string;
  /** BCP 47. */
  readonly language: string;
  readonly date: Date;
  readonly size: { readonly width: number; readonly height: number };
}

/** A PDF being written: pages, a structure tree, and anchors for the outline and links. */
export interface PdfDocument extends Surface {
  addPage(): void;
  /** Draws under a tag; null marks an artifact, which screen readers skip. `box` is the bounding box of a figure. */
  tagged(tag: Tag | null, draw: () => void, box?: Box): void;
  /** Adds a link target, listed in the outline. */
  anchor(anchor: PlacedAnchor): void;
  /** Adds a link to a web page or to an anchor, which may be added later. */
  link(item: LinkItem): void;
  /** A PNG or JPEG, scaled to fit the box and aligned to its top right corner. */
  image(bytes: Uint8Array, box: Box): void;
  finish(): Promise<Uint8Array>;
}

/** Splits and measures text; shared by all documents with the same fonts. */
export interface TextTools {
  readonly typeset: Typeset;
  readonly measure: Measure;
}

export function createTextTools(fonts: FontSet): TextTools {
  const typeset = createTypesetter(fonts);
  return { typeset, measure: createMeasure(fonts, typeset) };
}

export function createDocument(text: TextTools, info: DocumentInfo): PdfDocument {
  const pdf = newDocument(info);
  const { tagged, elementOf } = structureOver(pdf);
  return {
    ...surfaceOver(pdf, text),
    addPage: () => void pdf.addPage(),
    tagged,
    anchor: ({ id, title, y }) => {
      const place = { top: y, left: info.size.width, expanded: false };
      pdf.outline.addItem(drawable(title), place);
      pdf.addNamedDestination(id, 'XYZ', 0, y, null);
    },
    link: ({ x, y, width, height, to, tag }) => {
      const options = linkOptions(drawable(to.title), elementOf(tag));
      // A PDF holds addresses in ASCII only, as `href` has them.
      if ('url' in to) pdf.link(x, y, width, height, new URL(to.url).href, options);
      else pdf.goTo(x, y, width, height, to.id, options);
    },
    image: ({ buffer, byteOffset, byteLength }, { x, y, width, height }) => {
      const fit: [number, number] = [width, height];
      pdf.image(Buffer.from(buffer, byteOffset, byteLength), x, y, { fit, align: 'right' });
    },
    finish: () => collect(pdf),
  };
}

function surfaceOver(pdf: PdfKitDocument, { typeset, measure }: TextTools): Surface {
  const write = writingOn(pdf);
  return {
    measure,
    save: () => void pdf.save(),
    restore: () => void pdf.restore(),
    fill: (outline, paint, rule = 'nonzero') =>
      withAlpha(pdf, paint, () => operate(pdf, filled(outline, paint, rule))),
    stroke: (outline, stroke) => withAlpha(pdf, stroke, () => operate(pdf, stroked(outline, stroke))),
    clip: (outline, rule = 'nonzero') => operate(pdf, clippedPath(outline, rule)),
    text(text, at, style) {
      const pieces = typeset(text, style.weight, at.direction);
      withAlpha(pdf, at, () => write(pieces, at, style));
    },
  };
}

function withAlpha(pdf: PdfKitDocument, { alpha }: Pick<Paint, 'alpha'>, draw: () => void): void {
  if (alpha < 1) pdf.save().opacity(Math.round(alpha * 100) / 100);
  draw();
  if (alpha < 1) pdf.restore();
}

interface Structure extends Pick<PdfDocument, 'tagged'> {
  elementOf(tag: Tag): PDFKit.PDFStructureElement;
}

function structureOver(pdf: PdfKitDocument): Structure {
  const elements = new Map<Tag, PDFKit.PDFStructureElement>();
  const elementOf = (tag: Tag, box?: Box): PDFKit.PDFStructureElement => {
    const known = elements.get(tag);
    if (known) return known;
    const element = pdf.struct(tag.type, attributes(tag, box));
    if (tag.parent) elementOf(tag.parent).add(element);
    else pdf.addStructure(element);
    elements.set(tag, element);
    return element;
  };
  const tagged: Structure['tagged'] = (tag, draw, box) => {
    if (!tag) pdf.markContent('Artifact', { type: 'Layout' });
    const element = tag && elementOf(tag, box);
    const content = tag && pdf.markStructureContent(tag.type);
    draw();
    pdf.endMarkedContent();
    if (element && content) element.add(content);
    // PDFKit writes the current page into a link's element, so the element ends while its own page is current.
    if (tag?.type === 'Link') element?.end();
  };
  return { tagged, elementOf };
}

function attributes({ alt, scope: of }: Tag, box: Box | undefined) {
  const scope = of ? { scope: of } : {};
  const place = box ? { bbox: [box.x, box.y, box.x + box.width, box.y + box.height] } : {};
  return { ...scope, ...place, ...(alt ? { alt } : {}) };
}

function collect(pdf: PdfKitDocument): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
    pdf.end();
  });
}
