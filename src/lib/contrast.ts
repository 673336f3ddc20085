export type Rgb = readonly [red: number, green: number, blue: number];

/** Minimum contrast to the background by WCAG 2.2, level AA: of text, and of graphical objects. */
export const AA = { text: 4.5, graphic: 3 } as const;

/** Contrast ratio of two colours `#rrggbb`, from 1 to 21 (WCAG 2.2). */
export function contrast(one: string, other: string): number {
  const [first, second] = [luminance(one), luminance(other)];
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
}

export function rgb(color: string): Rgb {
  const value = Number.parseInt(color.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** Relative luminance, from 0 to 1. */
function luminance(color: string): number {
  const [red, green, blue] = rgb(color);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

const linear = (value: number) => LINEAR[value] ?? 0;

/** Linear light of each value of a channel: a heatmap asks for thousands. */
const LINEAR = Array.from({ length: 256 }, (_none, value) => {
  const channel = value / 255;
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
});
