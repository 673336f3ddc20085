import { AA, contrast, rgb } from '../lib/contrast.js';
import type { Palette } from './frame.js';

/** The colour at `share` (0 to 1) of a scale of evenly spaced colours, interpolated between neighbours. */
export function shade(scale: readonly string[], share: number): string {
  const place = Math.min(Math.max(share, 0), 1) * (scale.length - 1);
  const low = rgb(scale[Math.floor(place)] ?? '#ffffff');
  const high = rgb(scale[Math.ceil(place)] ?? '#ffffff');
  const part = place - Math.floor(place);
  const hex = low.map((from, index) => {
    const to = high[index] ?? from;
    return Math.round(from + (to - from) * part)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${hex.join('')}`;
}

/** Steps of a scale in which a readable shade is looked for, and how far. */
const NEAR = Array.from({ length: 12 }, (_step, index) => (index + 1) / 60);

/** The shade at `share`, or the nearest one on which the palette's text or paper colour can be read: mid-tones may be between both. */
export function readableShade({ scale, text, paper }: Palette, share: number): string {
  const own = shade(scale, share);
  const readable = (ground: string) =>
    contrast(ground, text) >= AA.text || contrast(ground, paper) >= AA.text;
  if (readable(own)) return own;
  const near = NEAR.flatMap((step) => [shade(scale, share + step), shade(scale, share - step)]);
  return near.find(readable) ?? own;
}

/** The palette's paper or text colour if either has enough contrast with the background (WCAG 2.2); else black or white. */
export function inkOn(ground: string, { text, paper }: Pick<Palette, 'text' | 'paper'>): string {
  const [better, other] = contrast(ground, paper) > contrast(ground, text) ? [paper, text] : [text, paper];
  const inks = [better, other, '#000000', '#ffffff'];
  return inks.find((ink) => contrast(ground, ink) >= AA.text) ?? better;
}

/** The colour if it is readable on paper, else darkened with the text colour until it is. */
export function legible(color: string, { text, paper }: Pick<Palette, 'text' | 'paper'>): string {
  const blends = Array.from({ length: 11 }, (_step, index) => shade([color, text], index / 10));
  return blends.find((blend) => contrast(blend, paper) >= AA.text) ?? text;
}
