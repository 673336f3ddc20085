import type { Palette } from './frame.js';

/** Maximum number of lines with their own colour and name. */
export const NAMED_LINES = 6;

/** The colour of the line at `index`: the accent, then tones that differ in lightness, then the faintest for all others. */
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
