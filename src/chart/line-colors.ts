import type { Palette } from './frame.js';

/** Lines that get a colour and a name of their own. */
export const NAMED_LINES = 6;

/** The colour of the line at `index`: the accent first, then tones that differ in lightness, then the faintest for all others. */
export function lineColor({ accent, scale, secondary, comparison, rule }: Palette, index: number) {
  const tones = [
    accent,
    scale[2] ?? comparison,
    scale[5] ?? secondary,
    secondary,
    comparison,
    scale[3] ?? accent,
  ];
  return tones[index] ?? rule;
}
