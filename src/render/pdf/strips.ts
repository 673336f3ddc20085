import type { SetGlyph } from '../fonts/face.js';

/** Glyphs shown one behind the other; lengths are in thousandths of the text's size, counted from the text's beginning. */
export interface Strip {
  readonly x: number;
  readonly y: number;
  /** What stands between the brackets of `[…] TJ`. */
  readonly shown: string;
}

/** Glyphs in strips: a new one where a glyph is set off the line, as marks on letters are, and behind it. `codeOf` gives four hexadecimal digits. */
export function stripsOf(glyphs: readonly SetGlyph[], codeOf: (glyph: SetGlyph) => string): Strip[] {
  const strips: Strip[] = [];
  let pen = 0;
  let open = { x: 0, y: 0 };
  let shown = '<';
  const cut = (next: typeof open) => {
    if (shown !== '<') strips.push({ ...open, shown: `${shown}>`.replace('<>', '') });
    [open, shown] = [next, '<'];
  };
  for (const glyph of glyphs) {
    const { width, advance, x, y } = glyph;
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
