import type { SetGlyph } from '../../fonts/loaded-font.js';
import type { OutlineStep } from '../../fonts/shaping.js';

/** Consecutive glyphs of one `TJ` operator. The position is in thousandths of the text's size, from its origin, y upwards. */
export interface PdfGlyphRun {
  readonly x: number;
  readonly y: number;
  /** The array elements of `[…] TJ`. */
  readonly shown: string;
}

/** An outline and its position, in the same units. */
export interface PlacedOutline {
  readonly x: number;
  readonly y: number;
  readonly steps: readonly OutlineStep[];
}

/** Parts of letters that are drawn as outlines: as glyphs they would add characters to copied text. */
export function outlinesOf(glyphs: readonly SetGlyph[]): PlacedOutline[] {
  let pen = 0;
  return glyphs.flatMap(({ outline: steps, advance, x, y }) => {
    const from = pen + x;
    pen += advance;
    return steps && steps.length > 0 ? [{ x: from, y, steps }] : [];
  });
}

/** All other glyphs in runs; a glyph off the baseline, such as a combining mark, has its own run. `codeOf` returns four hexadecimal digits. */
export function glyphRuns(glyphs: readonly SetGlyph[], codeOf: (glyph: SetGlyph) => string): PdfGlyphRun[] {
  const runs: PdfGlyphRun[] = [];
  let pen = 0;
  let open = { x: 0, y: 0 };
  let shown = '<';
  const cut = (next: typeof open) => {
    if (shown !== '<') runs.push({ ...open, shown: `${shown}>`.replace('<>', '') });
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
  return runs;
}
