import { placesOf } from '../../fonts/direction.js';
import type { LoadedFont, SetGlyph } from '../../fonts/loaded-font.js';
import type { Piece } from '../../fonts/typesetter.js';
import type { TextPlace, TextStyle } from '../canvas/surface.js';
import { advanceOf, setWordsOf } from '../text/measure.js';
import { drawn, shownGlyphs } from './content.js';
import { glyphRuns, outlinesOf, type PdfGlyphRun, type PlacedOutline } from './glyph-runs.js';
import { include, type KitFont, kitFont, operate, type PdfKitDocument, useFont } from './pdfkit.js';

interface Pen {
  readonly font: KitFont;
  /** Codes of embedded glyphs, by glyph id, then by the characters that it stands for. */
  readonly codes: Map<number, Map<number | string, string>>;
  /** Runs of pieces written before: a text that comes again has the pieces that it had. */
  readonly written: Map<Piece, Written>;
}

interface Written {
  readonly runs: readonly PdfGlyphRun[];
  readonly outlines: readonly PlacedOutline[];
  /** In em. */
  readonly advance: number;
}

/** Draws the pieces of a line on the current page in logical order, each at its visual position. */
export function writingOn(pdf: PdfKitDocument) {
  const pens = new Map<LoadedFont, Pen>();
  const penFor = ({ font }: Piece) => {
    const pen = pens.get(font) ?? { font: kitFont(pdf, font), codes: new Map(), written: new Map() };
    pens.set(font, pen);
    useFont(pdf, pen.font);
    return pen;
  };
  return (pieces: readonly Piece[], at: TextPlace, style: TextStyle): void => {
    const parts = pieces.map((piece) => {
      const pen = penFor(piece);
      const { advance, ...written } = writtenBy(pen, piece);
      return { ...written, level: piece.level, width: advance * style.size, font: pen.font.id };
    });
    const places = placesOf(parts);
    parts.forEach(({ runs, outlines, font }, index) => {
      const ahead = places[index] ?? 0;
      const from = { ...at, x: at.x + ahead * Math.cos(at.angle), y: at.y + ahead * Math.sin(at.angle) };
      operate(pdf, shownGlyphs(runs, from, { ...style, font }));
      if (outlines.length > 0) operate(pdf, drawn(outlines, from, style.size));
    });
  };
}

function writtenBy(pen: Pen, piece: Piece): Written {
  const known = pen.written.get(piece);
  if (known) return known;
  const glyphs = setWordsOf(piece).flatMap((word) => word.glyphs);
  const runs = glyphRuns(glyphs, (glyph) => codeOf(glyph, pen));
  const made = { runs, outlines: outlinesOf(glyphs), advance: advanceOf(piece) };
  pen.written.set(piece, made);
  return made;
}

function codeOf(glyph: SetGlyph, { font, codes }: Pen): string {
  const ofGlyph = codes.get(glyph.id) ?? new Map<number | string, string>();
  codes.set(glyph.id, ofGlyph);
  const [only = -1, ...others] = glyph.characters;
  const characters = others.length === 0 ? only : glyph.characters.join();
  const known = ofGlyph.get(characters);
  if (known) return known;
  const code = include(font, glyph).toString(16).padStart(4, '0');
  ofGlyph.set(characters, code);
  return code;
}
