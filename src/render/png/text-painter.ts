import { GlobalFonts } from '@napi-rs/canvas';
import type { Plugin } from 'chart.js';
import { type Cache, cachedByObject, createCache } from '../../lib/async/cache.js';
import { placesOf } from '../fonts/direction.js';
import type { FontWeight } from '../fonts/inter.js';
import { createTypesetter, type FontSet, type Piece, type Typeset } from '../fonts/typesetter.js';

/** The text members of a canvas context. */
interface Ink {
  font: string;
  textAlign: string;
  direction: string;
  fillText(text: string, x: number, y: number): void;
  measureText(text: string): { readonly width: number };
}

/** A piece with its CSS font and its distance from the left end of the line. */
interface Placed extends Piece {
  readonly css: string;
  readonly x: number;
}

interface PlacedLine {
  readonly pieces: readonly Placed[];
  readonly width: number;
}

/** Size of the cache: charts measure a text more often than they draw it, and digests repeat words. */
const LINES_KEPT = 5_000;

/** A Chart.js plugin that draws each character in the font that has it, as the PDF does. */
export type BitmapText = (fonts: FontSet) => Plugin;

/** Caches the layout of lines for all charts with the same fonts. */
export function createTextPainter(): BitmapText {
  const lines = cachedByObject((fonts: FontSet) => {
    register(fonts);
    return { typeset: createTypesetter(fonts), placed: createCache<PlacedLine>(LINES_KEPT) };
  });
  return (fonts) => ({
    id: 'text-painter',
    beforeInit: ({ ctx }) => rewrite(ctx as unknown as Ink, lines(fonts)),
  });
}

/** Registers each font with the canvas once, under its name. */
function register({ main, others }: FontSet): void {
  const all = [
    ...Object.values(main).flat(),
    ...[...others.values()].flatMap((fonts) => Object.values(fonts)),
  ];
  for (const { name, bytes } of new Set(all))
    if (!GlobalFonts.has(name)) GlobalFonts.register(Buffer.from(bytes), name);
}

function rewrite(
  ink: Ink,
  { typeset, placed }: { readonly typeset: Typeset; readonly placed: Cache<PlacedLine> },
): void {
  const [fill, measure] = [ink.fillText.bind(ink), ink.measureText.bind(ink)];
  const lineOf = (text: string, font: string): PlacedLine => {
    const { weight, size } = parse(font);
    const parts = typeset(text, weight, 'auto').map((piece) => {
      const css = cssFont(piece, size);
      ink.font = css;
      return { ...piece, css, width: measure(piece.text).width };
    });
    ink.font = font;
    const places = placesOf(parts);
    const width = parts.reduce((sum, part) => sum + part.width, 0);
    return { pieces: parts.map((part, index) => ({ ...part, x: places[index] ?? 0 })), width };
  };
  const place = (text: string, font: string) => placed(`${font} ${text}`, () => lineOf(text, font));
  ink.measureText = (text) => ({ width: place(text, ink.font).width });
  ink.fillText = (text, x, y) => {
    const { font, textAlign, direction } = ink;
    const { pieces, width } = place(text, font);
    const left = x - width * (textAlign === 'center' ? 0.5 : textAlign === 'right' ? 1 : 0);
    ink.textAlign = 'left';
    for (const piece of pieces) {
      ink.font = piece.css;
      ink.direction = piece.level % 2 === 1 ? 'rtl' : 'ltr';
      fill(piece.text, left + piece.x, y);
    }
    Object.assign(ink, { font, textAlign, direction });
  };
}

/** Weight and size of a CSS font such as `600 11px Inter`. */
function parse(font: string): { weight: FontWeight; size: string } {
  const [, weight = '400', size = '10px'] = /(\d00)?\s*([\d.]+px)/.exec(font) ?? [];
  return { weight: weight === '600' ? 600 : weight === '500' ? 500 : 400, size };
}

function cssFont({ font }: Piece, size: string): string {
  return `${font.weight} ${size} "${font.name}"`;
}
