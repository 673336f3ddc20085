import { drawable } from '../../chart/drawable.js';
import { placesOf } from '../fonts/direction.js';
import { type Faces, type Piece, typesetter } from '../fonts/typesetter.js';
import type { Box, LinkMark } from './mark.js';
import { advanceOf, asWritten, measuring } from './measure.js';
import type { PlacedAnchor } from './paginate.js';
import { fontSource, type Kit, linkOptions, newDocument } from './pdfkit.js';
import type { FillRule, Paint, Segment, Stroke, Surface, TextPlace, TextStyle } from './surface.js';
import type { Tag } from './tag.js';

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
  link(mark: LinkMark): void;
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

function surfaceOver(kit: Kit, faces: Faces): Surface {
  const typeset = typesetter(faces);
  return {
    measure: measuring(typeset, faces),
    save: () => void kit.save(),
    restore: () => void kit.restore(),
    fill(outline, paint, rule = 'nonzero') {
      withAlpha(kit, paint, () => trace(kit, outline).fill(paint.color, ruleWord(rule)));
    },
    stroke(outline, stroke) {
      withAlpha(kit, stroke, () => {
        prepare(kit, stroke);
        trace(kit, outline).stroke(stroke.color);
      });
    },
    clip: (outline, rule = 'nonzero') => void trace(kit, outline).clip(ruleWord(rule)),
    text(text, at, style) {
      const pieces = typeset(text, style.weight, at.direction);
      withAlpha(kit, { alpha: at.alpha }, () => write(kit, pieces, at, style));
    },
  };
}

const ruleWord = (rule: FillRule) => (rule === 'evenodd' ? 'even-odd' : 'non-zero');
const rounded = (value: number) => Math.round(value * 100) / 100;

function trace(kit: Kit, outline: readonly Segment[]): Kit {
  for (const segment of outline) {
    if (segment.to === 'close') {
      kit.closePath();
      continue;
    }
    const [x, y] = [rounded(segment.x), rounded(segment.y)];
    if (segment.to === 'curve') {
      const { x1, y1, x2, y2 } = segment;
      kit.bezierCurveTo(rounded(x1), rounded(y1), rounded(x2), rounded(y2), x, y);
    } else if (segment.to === 'move') kit.moveTo(x, y);
    else kit.lineTo(x, y);
  }
  return kit;
}

function prepare(kit: Kit, { width, cap, join, dash, dashOffset }: Stroke): void {
  kit.lineWidth(rounded(width)).lineCap(cap).lineJoin(join);
  if (dash.length > 0) kit.dash(dash.map(rounded) as unknown as number, { phase: dashOffset });
  else kit.undash();
}

function withAlpha(kit: Kit, { alpha }: Pick<Paint, 'alpha'>, draw: () => void): void {
  if (alpha < 1) kit.save().opacity(rounded(alpha));
  draw();
  if (alpha < 1) kit.restore();
}

/** Pieces in the order in which they are read, each at its place on the line. */
function write(kit: Kit, pieces: readonly Piece[], at: TextPlace, style: TextStyle): void {
  if (pieces.length === 0) return;
  const turned = Math.abs(at.angle) > 1e-6;
  const widths = pieces.map((piece) => ({ level: piece.level, width: advanceOf(piece) * style.size }));
  const places = placesOf(widths);
  kit.fillColor(style.color);
  if (turned) kit.save().rotate((at.angle * 180) / Math.PI, { origin: [at.x, at.y] });
  pieces.forEach((piece, index) => {
    kit.registerFont(piece.face.name, fontSource(piece.face.font));
    kit.font(piece.face.name).fontSize(style.size);
    kit.text(asWritten(piece), at.x + (places[index] ?? 0), at.y, {
      lineBreak: false,
      baseline: 'alphabetic',
    });
  });
  if (turned) kit.restore();
}

interface Structure extends Pick<PdfDocument, 'tagged'> {
  elementOf(tag: Tag): PDFKit.PDFStructureElement;
}

function structureOver(kit: Kit): Structure {
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

function collect(kit: Kit): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    kit.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    kit.on('end', () => resolve(Buffer.concat(chunks)));
    kit.on('error', reject);
    kit.end();
  });
}
