import { readFile } from 'node:fs/promises';
import subsetFont from 'subset-font';
import type { FontWeight } from './inter.js';
import type { FontSlice } from './slices.js';

/** One weight of a slice as TrueType: the files are variable WOFF2 fonts, which neither PDF nor the canvas supports. */
export async function instance({ path, ranges }: FontSlice, weight: FontWeight): Promise<Uint8Array> {
  const letters = ranges.map(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_letter, index) => String.fromCodePoint(from + index)).join(''),
  );
  const variationAxes = { wght: weight };
  return subsetFont(await readFile(path), letters.join(''), { targetFormat: 'truetype', variationAxes });
}

/** Unpacks WOFF to TrueType or OpenType. */
export async function unwrapped(bytes: Uint8Array): Promise<Uint8Array> {
  if (Buffer.from(bytes.subarray(0, 4)).toString('latin1') !== 'wOFF') return bytes;
  // The types lack `keepAllGlyphs`, with which the text is not needed.
  const whole = { keepAllGlyphs: true, targetFormat: 'truetype' } as const;
  return subsetFont(Buffer.from(bytes), '', whole);
}
