/** Returns numbers in [0, 1). */
export type Random = () => number;

/** A pseudo-random sequence that depends only on the key, the same on every machine. */
export function randomOf(...key: readonly (string | number)[]): Random {
  let state = hash(key.join('\n'));
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    return scramble(state) / 2 ** 32;
  };
}

/** FNV-1a over UTF-16 code units. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return scramble(value);
}

/** The finaliser of mulberry32: every input bit affects every output bit. */
function scramble(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 15), value | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return (mixed ^ (mixed >>> 14)) >>> 0;
}
