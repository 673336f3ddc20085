import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { graphemesOf } from '../../../../src/lib/text/graphemes.js';
import { createFontLoader, IN_INTER } from '../../../../src/render/fonts/font-loader.js';
import { type FontWeight, INTER } from '../../../../src/render/fonts/inter.js';
import { covers, createFace } from '../../../../src/render/fonts/loaded-font.js';
import { createShaper } from '../../../../src/render/fonts/shaping.js';

const WEIGHTS: readonly FontWeight[] = [400, 500, 600];

test('every letter that is taken for one of Inter’s is one in each weight, and a character of its own', () => {
  const letters = Array.from({ length: 0x3000 }, (_letter, point) => String.fromCodePoint(point)).filter(
    (letter) => IN_INTER.test(letter),
  );
  expect(letters.length).toBeGreaterThan(300);
  expect(graphemesOf(letters.join('')).length).toBe(letters.length);
  for (const weight of WEIGHTS) {
    const face = createFace(INTER[weight], weight, readFileSync(INTER[weight]), createShaper);
    expect(letters.filter((letter) => !covers(face, letter))).toEqual([]);
  }
});

test('families that share one weight only are two families', async () => {
  const loader = createFontLoader();
  const facesOf = (medium: string) => {
    const own = { regular: INTER[400], medium, semibold: INTER[600] };
    return loader.load(['A'], { own, locale: 'en-GB' });
  };
  const [plain, strong] = [await facesOf(INTER[500]), await facesOf(INTER[600])];
  expect(plain.main[500][0]?.name).toBe(INTER[500]);
  expect(strong.main[500][0]?.name).toBe(INTER[600]);
  expect(await facesOf(INTER[500])).toBe(plain);
});
