import { expect, test } from 'vitest';
import { shown } from '../../../../src/render/pdf/content.js';
import { stripsOf } from '../../../../src/render/pdf/strips.js';

const glyph = (xAdvance: number, more: { width?: number; xOffset?: number; yOffset?: number } = {}) => ({
  xAdvance,
  advanceWidth: more.width ?? xAdvance,
  xOffset: more.xOffset ?? 0,
  yOffset: more.yOffset ?? 0,
});

test('glyphs as wide as their fonts say are shown in one go', () => {
  expect(stripsOf(['0001', '0002'], [glyph(500), glyph(600)])).toEqual([{ x: 0, y: 0, shown: '<00010002>' }]);
});

test('what draws two letters together stands between them, and behind the last', () => {
  const positions = [glyph(480, { width: 500 }), glyph(600), glyph(610, { width: 600 })];
  expect(stripsOf(['0001', '0002', '0003'], positions)).toEqual([
    { x: 0, y: 0, shown: '<0001>20<00020003>-10' },
  ]);
});

test('a mark is set over its letter, and the next letter where the line goes on', () => {
  const positions = [glyph(500), glyph(0, { width: 300, xOffset: -250, yOffset: 120 }), glyph(600)];
  expect(stripsOf(['0001', '0002', '0003'], positions)).toEqual([
    { x: 0, y: 0, shown: '<0001>' },
    { x: 250, y: 120, shown: '<0002>' },
    { x: 500, y: 0, shown: '<0003>' },
  ]);
});

test('no glyphs are no strips', () => {
  expect(stripsOf([], [])).toEqual([]);
});

test('turned text goes its way, and what stands over the line stands over the turned one', () => {
  const strips = [
    { x: 0, y: 0, shown: '<0001>' },
    { x: 500, y: 100, shown: '<0002>' },
  ];
  const style = { font: 'F1', size: 10, color: '#ff0000' };
  expect(shown(strips, { x: 100, y: 200, angle: 0 }, style)).toBe(
    'BT 1 0 0 rg /F1 10 Tf 1 0 0 -1 100 200 Tm [<0001>] TJ 1 0 0 -1 105 199 Tm [<0002>] TJ ET',
  );
  expect(shown(strips, { x: 100, y: 200, angle: Math.PI / 2 }, style)).toBe(
    'BT 1 0 0 rg /F1 10 Tf 0 1 1 0 100 200 Tm [<0001>] TJ 0 1 1 0 101 205 Tm [<0002>] TJ ET',
  );
});
