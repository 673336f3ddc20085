import type { Box } from './mark.js';
import { fontSource, type Kit, newDocument } from './pdfkit.js';
import type { FillRule, Paint, Segment, Stroke, Surface, TextStyle } from './surface.js';
import type { Tag } from './tag.js';
import { measuring, printable, type Typefaces } from './typefaces.js';

export interface DocumentInfo {
  readonly title: string;
  /** BCP 47. */
  readonly language: string;
  readonly date: Date;
  readonly size: { readonly width: number; readonly height: number };
}

/** A PDF being written: pages to draw on, a structure tree, bookmarks. */
export interface PdfDocument extends Surface {
  addPage(): void;
  /** Draws under a tag; null marks decoration that readers pass over. `box` is where a figure stands. */
  tagged(tag: Tag | null, draw: () => void, box?: Box): void;
  bookmark(title: string, y: number): void;
  /** A PNG or JPEG, scaled into the box from its right top corner. */
  image(bytes: Uint8Array, box: Box): void;
  finish(): Promise<Uint8Array>;
}

export function createDocument(typefaces: Typefaces, info: DocumentInfo): PdfDocument {
  const kit = newDocument(info);
  for (const [weight, font] of Object.entries(typefaces)) kit.registerFont(weight, fontSource(font));
  return {
    ...surfaceOver(kit, typefaces),
    addPage: () => void kit.addPage(),
    tagged: structureOver(kit),
    bookmark: (title, y) => {
      const place = { top: y, left: info.size.width, expanded: false };
      kit.outline.addItem(printable(title, typefaces[600]), place);
    },
    image: ({ buffer, byteOffset, byteLength }, { x, y, width, height }) => {
      const fit: [number, number] = [width, height];
      kit.image(Buffer.from(buffer, byteOffset, byteLength), x, y, { fit, align: 'right' });
    },
    finish: () => collect(kit),
  };
}

function surfaceOver(kit: Kit, typefaces: Typefaces): Surface {
  return {
    measure: measuring(typefaces),
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
      const shown = printable(text, typefaces[style.weight]);
      withAlpha(kit, { alpha: at.alpha }, () => write(kit, shown, at, style));
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

function write(kit: Kit, text: string, at: { x: number; y: number; angle: number }, style: TextStyle): void {
  if (text === '') return;
  kit.font(String(style.weight)).fontSize(style.size).fillColor(style.color);
  const turned = Math.abs(at.angle) > 1e-6;
  if (turned) kit.save().rotate((at.angle * 180) / Math.PI, { origin: [at.x, at.y] });
  kit.text(text, at.x, at.y, { lineBreak: false, baseline: 'alphabetic' });
  if (turned) kit.restore();
}

function structureOver(kit: Kit): PdfDocument['tagged'] {
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
  return (tag, draw, box) => {
    if (!tag) kit.markContent('Artifact', { type: 'Layout' });
    const element = tag && elementOf(tag, box);
    const content = tag && kit.markStructureContent(tag.type);
    draw();
    kit.endMarkedContent();
    if (element && content) element.add(content);
  };
}

function attributes({ type, alt }: Tag, box: Box | undefined) {
  const scope = type === 'TH' ? { scope: 'Column' } : {};
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
