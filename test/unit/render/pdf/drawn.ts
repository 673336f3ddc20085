import { inflateSync } from 'node:zlib';
import { create, type Font } from 'fontkit';

/** A glyph where a page shows it, in points from the page's top left corner; `path` is SVG's, in the font's units, y upwards. */
export interface DrawnGlyph {
  readonly x: number;
  readonly y: number;
  readonly path: string;
  /** Points for one unit of the font. */
  readonly scale: number;
}

/** The glyphs and outlines of the first page's lines of that size, as their fonts draw them: what they are copied as does not count. */
export function drawnGlyphs(pdf: Uint8Array, size: number): DrawnGlyph[] {
  const objects = objectsOf(pdf);
  const page = find(objects, /\/Type \/Page\b/);
  const content = objects.get(reference(page, 'Contents'))?.stream.toString('latin1') ?? '';
  const resources = objects.get(reference(page, 'Resources'))?.text ?? '';
  const fonts = new Map<string, Font>();
  const fontOf = (name: string) => {
    const font = fonts.get(name) ?? fontIn(objects, reference(resources, name));
    fonts.set(name, font);
    return font;
  };
  const line = new RegExp(`BT [^\\n]* /(F\\d+) ${size} Tf ([^\\n]*) ET((?:\\nq [^\\n]*)?)`, 'g');
  return [...content.matchAll(line)].flatMap(([, font = '', shown = '', outlines = '']) => [
    ...glyphsOf(shown, fontOf(font), size),
    ...outlinesOf(outlines),
  ]);
}

interface PdfObject {
  readonly text: string;
  readonly stream: Buffer;
}

function objectsOf(pdf: Uint8Array): Map<number, PdfObject> {
  const whole = Buffer.from(pdf).toString('latin1');
  return new Map(
    [...whole.matchAll(/\n(\d+) 0 obj\n([\s\S]*?)(?:\nendobj|\nstream\n)/g)].map((found) => {
      const [{ length }, number, text = ''] = found;
      const from = found.index + length;
      const bytes = Buffer.from(whole.slice(from, from + Number(/\/Length (\d+)/.exec(text)?.[1])), 'latin1');
      return [Number(number), { text, stream: text.includes('/FlateDecode') ? inflateSync(bytes) : bytes }];
    }),
  );
}

function find(objects: ReadonlyMap<number, PdfObject>, pattern: RegExp): string {
  const found = [...objects.values()].find(({ text }) => pattern.test(text));
  if (!found) throw new Error(`The PDF has no object with ${pattern}.`);
  return found.text;
}

function reference(text: string, key: string): number {
  const [, number] = new RegExp(`/${key} \\[?(\\d+) 0 R`).exec(text) ?? [];
  if (number === undefined) throw new Error(`There is no reference ${key} in ${text}.`);
  return Number(number);
}

/** The program of a composite font, whose glyphs' numbers are the codes of the text. */
function fontIn(objects: ReadonlyMap<number, PdfObject>, number: number): Font {
  const text = (of: number) => objects.get(of)?.text ?? '';
  const descriptor = reference(text(reference(text(number), 'DescendantFonts')), 'FontDescriptor');
  return create(objects.get(reference(text(descriptor), 'FontFile2'))?.stream ?? Buffer.of()) as Font;
}

function glyphsOf(shown: string, font: Font, size: number): DrawnGlyph[] {
  const scale = size / font.unitsPerEm;
  return [...shown.matchAll(/(\S+) (\S+) Tm \[([^\]]*)\] TJ/g)].flatMap(([, x, y, codes = '']) => {
    let pen = Number(x);
    return [...codes.matchAll(/[0-9a-f]{4}(?=[0-9a-f]*>)|(?<=>)-?[\d.]+/g)].flatMap(([part]) => {
      if (!/^[0-9a-f]{4}$/.test(part) || codes.includes(`>${part}`)) {
        pen -= (Number(part) * size) / 1000;
        return [];
      }
      const glyph = font.getGlyph(Number.parseInt(part, 16));
      const at = { x: pen, y: Number(y), path: glyph.path.toSVG(), scale };
      pen += glyph.advanceWidth * scale;
      return [at];
    });
  });
}

function outlinesOf(drawn: string): DrawnGlyph[] {
  return [...drawn.matchAll(/q (\S+) 0 0 \S+ (\S+) (\S+) cm (.*?) f Q/g)].map(
    ([, scale, x, y, steps = '']) => {
      const path = steps.replace(/([-\d. ]*) ([mlch])(?= |$)/g, (_whole, points: string, step: string) =>
        step === 'h' ? 'Z' : `${step.toUpperCase()}${points.trim()}`,
      );
      return { x: Number(x), y: Number(y), path: path.replace(/ h\b/g, 'Z'), scale: Number(scale) };
    },
  );
}
