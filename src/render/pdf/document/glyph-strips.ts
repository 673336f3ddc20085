import type { SetGlyph } from '../../fonts/loaded-font.js';
import type { OutlineStep } from '../../fonts/shaping.js';

/** Glyphs shown one behind the other; lengths are in thousandths of the text's size, counted from the text's beginning. */
export interface GlyphStrip {
  readonly x: number;
  readonly y: number;
  /** What stands between the brackets of `[…] TJ`. */
  readonly shown: string;
}

/** An outline and its place, in the same lengths; y upwards. */
export interface PlacedOutline {
  readonly x: number;
  readonly y: number;
  readonly steps: readonly OutlineStep[];
}

/** The parts of letters that are drawn beside the strips: as glyphs they would be copied as something. */
export function outlinesOf(glyphs: readonly SetGlyph[]): PlacedOutline[] {
  let pen = 0;
  return glyphs.flatMap(({ outline: steps, advance, x, y }) => {
    const from = pen + x;
    pen += advance;
    return steps && steps.length > 0 ? [{ x: from, y, steps }] : [];
  });
}

/** The other glyphs in strips: a new one where a glyph is set off the line, as marks on letters are, and behind it. `codeOf` gives four hexadecimal digits. */
export function glyphStrips(glyphs: readonly SetGlyph[], codeOf: (glyph: SetGlyph) => string): GlyphStrip[] {
  const strips: GlyphStrip[] = [];
  let pen = 0;
  let open = { x: 0, y: 0 };
  let shown = '<';
  const cut = (next: typeof open) => {
    if (shown !== '<') strips.push({ ...open, shown: `${shown}>`.replace('<>', '') });
    [open, shown] = [next, '<'];
  };
  for (const glyph of glyphs) {
    const { width, advance, x, y, outline } = glyph;
    if (outline) {
      pen += advance;
      if (advance !== 0) cut({ x: pen, y: 0 });
      continue;
    }
    const lifted = x !== 0 || y !== 0;
    if (lifted) cut({ x: pen + x, y });
    shown += codeOf(glyph);
    pen += advance;
    const kern = Math.round((width - advance) * 1000) / 1000;
    if (lifted) cut({ x: pen, y: 0 });
    else if (kern !== 0) shown += `>${kern}<`;
  }
  cut(open);
  return strips;
}
