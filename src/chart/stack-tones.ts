import { shade } from './shade.js';

/** The range of the scale that tones are taken from; they stay distinguishable when printed in grey. */
const DARKEST = 0.78;
const LIGHTEST = 0.2;

/** The colours of `count` stacked parts, from the bottom up. */
export function stackTones(count: number, scale: readonly string[]): string[] {
  const step = (DARKEST - LIGHTEST) / Math.max(count - 1, 1);
  return Array.from({ length: count }, (_, index) => shade(scale, DARKEST - index * step));
}
