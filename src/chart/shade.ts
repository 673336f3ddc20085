import type { Palette } from './frame.js';

type Rgb = readonly [number, number, number];

/** The colour of `share` (0 to 1) on a scale of colours, evenly spaced and blended between neighbours. */
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

/** The palette's text or paper colour, whichever stands out more from the ground (WCAG 2.2 contrast). */
export function inkOn(ground: string, { text, paper }: Pick<Palette, 'text' | 'paper'>): string {
  return contrast(ground, paper) > contrast(ground, text) ? paper : text;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [red, green, blue] = rgb(color).map((value) => {
    const channel = value / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

function rgb(color: string): Rgb {
  const value = Number.parseInt(color.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
