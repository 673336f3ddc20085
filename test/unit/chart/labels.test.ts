import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawable } from '../../../src/chart/drawable.js';
import { cutShort, ellipsized } from '../../../src/chart/drawing.js';
import { spread } from '../../../src/chart/marks/end-labels.js';
import { inkOn, shade } from '../../../src/chart/shade.js';

const SCALE = ['#f7f9fc', '#c6dbef', '#85b7de', '#3e7fbe', '#114785', '#082854'];
const INK = { text: '#1b2430', paper: '#ffffff' };

test('names that meet are moved apart and stay in order', () => {
  expect(spread([50, 51, 20], 10, { from: 0, to: 100 })).toEqual([50, 60, 20]);
  expect(spread([98, 99], 10, { from: 0, to: 100 })).toEqual([90, 100]);
});

test('names never overlap as long as there is room for all', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 6 }), (heights) => {
      const placed = spread(heights, 10, { from: 0, to: 100 }).sort((a, b) => a - b);
      for (const [index, height] of placed.entries())
        if (index > 0) expect(height - (placed[index - 1] ?? 0)).toBeGreaterThanOrEqual(10 - 1e-9);
    }),
  );
});

test('the scale runs through its own colours and blends between them', () => {
  expect(shade(SCALE, 0)).toBe('#f7f9fc');
  expect(shade(SCALE, 0.2)).toBe('#c6dbef');
  expect(shade(SCALE, 0.1)).toBe('#dfeaf6');
  expect(shade(SCALE, 1)).toBe('#082854');
  expect(shade(SCALE, 7)).toBe('#082854');
});

test('numbers are dark on light cells and white on dark ones', () => {
  expect(inkOn('#f7f9fc', INK)).toBe(INK.text);
  expect(inkOn('#85b7de', INK)).toBe(INK.text);
  expect(inkOn('#114785', INK)).toBe(INK.paper);
});

test('text is cut at the last letter that fits, and letters outside the basic plane stay whole', () => {
  const fits = (most: number) => (text: string) => Array.from(text).length <= most;
  expect(ellipsized('short', fits(5))).toBe('short');
  expect(ellipsized('a longer name', fits(9))).toBe('a longer…');
  expect(ellipsized('😀😀😀', fits(2))).toBe('😀…');
  expect(ellipsized('anything', () => false)).toBe('…');
  expect(cutShort('fits', fits(5))).toBe('fits…');
});

test('what no canvas can draw is left out or replaced', () => {
  expect(drawable('a\u0000b\u0007c')).toBe('abc');
  expect(drawable('one\ntwo\tthree')).toBe('one two three');
  expect(drawable('\u202eevil\u2066')).toBe('evil');
  expect(drawable('half \ud800 pair')).toBe('half \ufffd pair');
  expect(drawable('whole 😀 pair, cafe\u0301, no\u00a0break')).toBe('whole 😀 pair, café, no\u00a0break');
});
