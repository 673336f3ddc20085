import { placesOf } from '../fonts/direction.js';
import type { Face, SetGlyph } from '../fonts/face.js';
import type { Piece } from '../fonts/typesetter.js';
import { shown } from './content.js';
import { advanceOf, wordsOf } from './measure.js';
import { include, type Kit, type KitFont, kitFont, operate, useFont } from './pdfkit.js';
import { type Strip, stripsOf } from './strips.js';
import type { TextPlace, TextStyle } from './surface.js';

interface Pen {
  readonly font: KitFont;
  /** Of the glyphs written before, by their number in the font. */
  readonly codes: Map<number, string>;
  /** Of what was written before, by its level and text. */
  readonly written: Map<string, Written>;
}

interface Written {
  readonly strips: readonly Strip[];
  /** In parts of the text's size. */
  readonly advance: number;
}

/** Writes the pieces of a line on the current page, in the order in which they are read, each at its place. */
export function writingOn(kit: Kit) {
  const pens = new Map<Face, Pen>();
  const penFor = ({ face }: Piece) => {
    const pen = pens.get(face) ?? { font: kitFont(kit, face), codes: new Map(), written: new Map() };
    pens.set(face, pen);
    useFont(kit, pen.font);
    return pen;
  };
  return (pieces: readonly Piece[], at: TextPlace, style: TextStyle): void => {
    const parts = pieces.map((piece) => {
      const pen = penFor(piece);
      const { strips, advance } = writtenBy(pen, piece);
      return { level: piece.level, width: advance * style.size, strips, font: pen.font.id };
    });
    const places = placesOf(parts);
    parts.forEach(({ strips, font }, index) => {
      const ahead = places[index] ?? 0;
      const from = { ...at, x: at.x + ahead * Math.cos(at.angle), y: at.y + ahead * Math.sin(at.angle) };
      operate(kit, shown(strips, from, { ...style, font }));
    });
  };
}

function writtenBy(pen: Pen, piece: Piece): Written {
  const key = `${piece.level} ${piece.text}`;
  const known = pen.written.get(key);
  if (known) return known;
  const glyphs = wordsOf(piece).flatMap((word) => piece.face.word(word).glyphs);
  const made = { strips: stripsOf(glyphs, (glyph) => codeOf(glyph, pen)), advance: advanceOf(piece) };
  pen.written.set(key, made);
  return made;
}

function codeOf(glyph: SetGlyph, { font, codes }: Pen): string {
  const known = codes.get(glyph.id);
  if (known) return known;
  const code = include(font, glyph).toString(16).padStart(4, '0');
  codes.set(glyph.id, code);
  return code;
}
