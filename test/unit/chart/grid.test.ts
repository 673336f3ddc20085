import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gridTexts, gridValues, gridWidth } from '../../../src/chart/marks/grid.js';
import { FRAME } from './drawn.js';

test.each([
  [312, 'count', [100, 200, 300]],
  [1903, 'count', [500, 1000, 1500]],
  [62, 'count', [20, 40, 60]],
  [1, 'count', [1]],
  [0, 'count', []],
  [0.8, 'ratio', [0.25, 0.5, 0.75]],
] as const)('an axis up to %d of %s has round lines', (max, unit, expected) => {
  expect(gridValues(max, unit)).toEqual(expected);
});

test('counts have one to three whole lines up to the highest value', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000_000 }), (max) => {
      const values = gridValues(max, 'count');
      expect(values.length).toBeGreaterThanOrEqual(1);
      expect(values.length).toBeLessThanOrEqual(3);
      expect(values.every((value) => Number.isInteger(value) && value <= max)).toBe(true);
    }),
  );
});

test('grid values are written in the digest’s locale', () => {
  expect(gridTexts([1500, 2.5], 'de-DE')).toEqual(['1.500', '2,5']);
});

test('grid values of a rate are percentages, with spaces that fonts have', () => {
  expect(gridTexts([0.1, 0.025], 'fr-FR', 'percent')).toEqual(['10\u00a0%', '2,5\u00a0%']);
});

test('a percent sign has more room than a digit', () => {
  expect(gridWidth(['20%'], FRAME)).toBeGreaterThan(gridWidth(['200'], FRAME));
});
