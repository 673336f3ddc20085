import { drawable } from '../../../chart/drawable.js';
import { type Faces, typesetter } from '../../fonts/typesetter.js';
import type { Paint, Surface } from '../canvas/surface.js';
import type { Box, LinkItem } from '../page/draw-item.js';
import type { PlacedAnchor } from '../page/paginate.js';
import type { Tag } from '../page/tag.js';
import { measuring } from '../text/measure.js';
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

/** A PDF being written: pages to draw on, a structure tree, places that the outline and links lead to. */
export interface PdfDocument extends Surface {
  addPage(): void;
  /** Draws under a tag; null marks decoration that readers pass over. `box` is where a figure stands. */
  tagged(tag: Tag | null, draw: () => void, box?: Box): void;
  /** A place that links lead to, listed in the outline. */
  anchor(anchor: PlacedAnchor): void;
  /** Leads to an anchor of the document, before or after it. */
  link(mark: LinkItem): void;
  /** A PNG or JPEG, scaled into the box from its right top corner. */
  image(bytes: Uint8Array, box: Box): void;
  finish(): Promise<Uint8Array>;
}

export function createDocument(faces: Faces, info: DocumentInfo): PdfDocument {
  const kit = newDocument(info);
  const { tagged, elementOf } = structureOver(kit);
  return {
    ...surfaceOver(kit, faces),
    addPage: () => void kit.addPage(),
    tagged,
    anchor: ({ id, title, y }) => {
      const place = { top: y, left: info.size.width, expanded: false };
      kit.outline.addItem(drawable(title), place);
      kit.addNamedDestination(id, 'XYZ', 0, y, null);
    },
    link: ({ x, y, width, height, to, tag }) => {
      kit.goTo(x, y, width, height, to.id, linkOptions(drawable(to.title), elementOf(tag)));
    },
    image: ({ buffer, byteOffset, byteLength }, { x, y, width, height }) => {
      const fit: [number, number] = [width, height];
      kit.image(Buffer.from(buffer, byteOffset, byteLength), x, y, { fit, align: 'right' });
    },
    finish: () => collect(kit),
  };
}

function surfaceOver(kit: PdfKitDocument, faces: Faces): Surface {
  const typeset = typesetter(faces);
  const write = writingOn(kit);
  return {
    measure: measuring(faces),
    save: () => void kit.save(),
    restore: () => void kit.restore(),
    fill: (outline, paint, rule = 'nonzero') =>
      withAlpha(kit, paint, () => operate(kit, filled(outline, paint, rule))),
    stroke: (outline, stroke) => withAlpha(kit, stroke, () => operate(kit, stroked(outline, stroke))),
    clip: (outline, rule = 'nonzero') => operate(kit, clippedPath(outline, rule)),
    text(text, at, style) {
      const pieces = typeset(text, style.weight, at.direction);
      withAlpha(kit, at, () => write(pieces, at, style));
    },
  };
}

function withAlpha(kit: PdfKitDocument, { alpha }: Pick<Paint, 'alpha'>, draw: () => void): void {
  if (alpha < 1) kit.save().opacity(Math.round(alpha * 100) / 100);
  draw();
  if (alpha < 1) kit.restore();
}

interface Structure extends Pick<PdfDocument, 'tagged'> {
  elementOf(tag: Tag): PDFKit.PDFStructureElement;
}

function structureOver(kit: PdfKitDocument): Structure {
  const elements = new Map<Tag, PDFKit.PDFStructureElement>();
  const elementOf = (tag: Tag, box?: Box): PDFKit.PDFStructureElement => {
    const known = elements.get(tag);
    if (known) return known;
    const element = kit.struct(tag.type, attributes(tag, box));
    if (tag.parent) elementOf(tag.parent).add(element);
    else kit.addStructure(element);
    elements.set(tag, element);
    return element;
  };
  const tagged: Structure['tagged'] = (tag, draw, box) => {
    if (!tag) kit.markContent('Artifact', { type: 'Layout' });
    const element = tag && elementOf(tag, box);
    const content = tag && kit.markStructureContent(tag.type);
    draw();
    kit.endMarkedContent();
    if (element && content) element.add(content);
    // A link's element names the page that is current when it is written, so it is written with its own.
    if (tag?.type === 'Link') element?.end();
  };
  return { tagged, elementOf };
}

function attributes({ alt, scope: of }: Tag, box: Box | undefined) {
  const scope = of ? { scope: of } : {};
  const place = box ? { bbox: [box.x, box.y, box.x + box.width, box.y + box.height] } : {};
  return { ...scope, ...place, ...(alt ? { alt } : {}) };
}

function collect(kit: PdfKitDocument): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    kit.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    kit.on('end', () => resolve(Buffer.concat(chunks)));
    kit.on('error', reject);
    kit.end();
  });
}
