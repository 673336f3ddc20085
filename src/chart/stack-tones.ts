import { shade } from './shade.js';

/** Where on a scale of colours the tones begin and end; they keep apart in lightness when printed in grey. */
const DARKEST = 0.78;
const LIGHTEST = 0.2;

/** The colours of `count` parts that stand on each other, from the bottom up. */
export function stackTones(count: number, scale: readonly string[]): string[] {
  const step = (DARKEST - LIGHTEST) / Math.max(count - 1, 1);
  return Array.from({ length: count }, (_, index) => shade(scale, DARKEST - index * step));
}
