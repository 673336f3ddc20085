import { expect, test } from 'vitest';
import { shownGlyphs } from '../../../../../src/render/pdf/document/content.js';
import { glyphRuns } from '../../../../../src/render/pdf/document/glyph-runs.js';

const glyph = (id: number, advance: number, more: { width?: number; x?: number; y?: number } = {}) => ({
  id,
  advance,
  width: advance,
  x: 0,
  y: 0,
  characters: [],
  outline: null,
  ...more,
});
const strips = (...glyphs: ReturnType<typeof glyph>[]) => glyphRuns(glyphs, ({ id }) => `000${id}`);

test('glyphs as wide as their fonts say are shown in one go', () => {
  expect(strips(glyph(1, 500), glyph(2, 600))).toEqual([{ x: 0, y: 0, shown: '<00010002>' }]);
});

test('what draws two letters together stands between them, and behind the last', () => {
  expect(strips(glyph(1, 480, { width: 500 }), glyph(2, 600), glyph(3, 610, { width: 600 }))).toEqual([
    { x: 0, y: 0, shown: '<0001>20<00020003>-10' },
  ]);
});

test('a mark is set over its letter, and the next letter where the line goes on', () => {
  expect(strips(glyph(1, 500), glyph(2, 0, { width: 300, x: -250, y: 120 }), glyph(3, 600))).toEqual([
    { x: 0, y: 0, shown: '<0001>' },
    { x: 250, y: 120, shown: '<0002>' },
    { x: 500, y: 0, shown: '<0003>' },
  ]);
});

test('no glyphs are no strips', () => {
  expect(strips()).toEqual([]);
});

test('turned text goes its way, and what stands over the line stands over the turned one', () => {
  const turned = [
    { x: 0, y: 0, shown: '<0001>' },
    { x: 500, y: 100, shown: '<0002>' },
  ];
  const style = { font: 'F1', size: 10, color: '#ff0000' };
  expect(shownGlyphs(turned, { x: 100, y: 200, angle: 0 }, style)).toBe(
    'BT 1 0 0 rg /F1 10 Tf 1 0 0 -1 100 200 Tm [<0001>] TJ 1 0 0 -1 105 199 Tm [<0002>] TJ ET',
  );
  expect(shownGlyphs(turned, { x: 100, y: 200, angle: Math.PI / 2 }, style)).toBe(
    'BT 1 0 0 rg /F1 10 Tf 0 1 1 0 100 200 Tm [<0001>] TJ 0 1 1 0 101 205 Tm [<0002>] TJ ET',
  );
});
