/** Draws numbers from [0, 1). */
export type Random = () => number;

/** A stream of numbers that depends on the key alone: equal keys give equal streams on every machine. */
export function randomOf(...key: readonly (string | number)[]): Random {
  let state = hash(key.join('\n'));
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    return scramble(state) / 2 ** 32;
  };
}

/** A whole number from 0 to `below` - 1. */
export function wholeNumber(random: Random, below: number): number {
  return Math.floor(random() * below);
}

/**
 * How often something happens that is expected `mean` times: a binomial of four trials per expected case.
 * Only the four basic operations, so that no platform rounds it differently.
 */
export function drawCount(random: Random, mean: number): number {
  const trials = 4 * Math.ceil(mean);
  const chance = trials === 0 ? 0 : mean / trials;
  let count = 0;
  for (let trial = 0; trial < trials; trial += 1) if (random() < chance) count += 1;
  return count;
}

/** FNV-1a over UTF-16 code units. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return scramble(value);
}

/** The finaliser of mulberry32: every bit of the input moves every bit of the output. */
function scramble(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 15), value | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return (mixed ^ (mixed >>> 14)) >>> 0;
}
