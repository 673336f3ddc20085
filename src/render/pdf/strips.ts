import type { GlyphPosition } from './pdfkit.js';

/** Glyphs shown one behind the other; lengths are in thousandths of the text's size, counted from the text's beginning. */
export interface Strip {
  readonly x: number;
  readonly y: number;
  /** What stands between the brackets of `[…] TJ`. */
  readonly shown: string;
}

/** Glyphs in strips: a new one where a glyph is set off the line, as marks on letters are, and behind it. */
export function stripsOf(codes: readonly string[], positions: readonly GlyphPosition[]): Strip[] {
  const strips: Strip[] = [];
  let pen = 0;
  let open = { x: 0, y: 0 };
  let shown = '<';
  const cut = (next: typeof open) => {
    if (shown !== '<') strips.push({ ...open, shown: `${shown}>`.replace('<>', '') });
    [open, shown] = [next, '<'];
  };
  positions.forEach(({ xAdvance, advanceWidth, xOffset, yOffset }, index) => {
    const lifted = xOffset !== 0 || yOffset !== 0;
    if (lifted) cut({ x: pen + xOffset, y: yOffset });
    shown += codes[index];
    pen += xAdvance;
    const kern = Math.round((advanceWidth - xAdvance) * 1000) / 1000;
    if (lifted) cut({ x: pen, y: 0 });
    else if (kern !== 0) shown += `>${kern}<`;
  });
  cut(open);
  return strips;
}
