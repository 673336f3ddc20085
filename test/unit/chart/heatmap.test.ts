import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type HeatmapInput, heatmapChart } from '../../../src/chart/heatmap.js';
import { inkOn, readableShade, shade } from '../../../src/chart/shade.js';
import { AA, contrast } from '../../../src/lib/contrast.js';
import { drawn, FRAME } from './drawn.js';

const { attention, paper, scale, text: ink } = FRAME.palette;
const HOURS = Array.from({ length: 24 }, (_hour, index) => `${String(index).padStart(2, '0')}:00`);
const WEEK = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function heatmap(cells: HeatmapInput['cells'], more: Partial<HeatmapInput> = {}, frame = FRAME) {
  const texts = cells.map((row) => row.map((value) => (value === null ? '' : `=${value}`)));
  const max = Math.max(0, ...cells.flat().map((value) => value ?? 0));
  const rows = WEEK.slice(0, cells.length);
  const chart = drawn(
    heatmapChart({ rows, hours: HOURS, cells, texts, max, busiest: null, ...more }, frame),
    frame,
  );
  return { ...chart, numbers: chart.words.filter(({ text }) => text.startsWith('=')) };
}

/** A day in which every hour has one more than the last. */
const RISING: readonly (number | null)[] = HOURS.map((_hour, index) => index);
const brightness = (color: string) =>
  [1, 3, 5].reduce((sum, at) => sum + Number.parseInt(color.slice(at, at + 2), 16), 0);

test('more is never lighter, over the whole scale', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(share, share, (one, other) => {
      const [less, more] = [shade(scale, Math.min(one, other)), shade(scale, Math.max(one, other))];
      expect(brightness(more)).toBeLessThanOrEqual(brightness(less));
    }),
  );
});

test('cells darken from hour to hour, the numbers in them turn from dark to white once', () => {
  const { fills, numbers } = heatmap([RISING]);
  const shades = fills.map(({ color }) => brightness(color));
  expect(shades).toHaveLength(24);
  expect(shades).toEqual([...shades].sort((a, b) => b - a));
  const inks = numbers.map(({ color }) => color);
  expect(inks[0]).toBe(ink);
  expect(inks.at(-1)).toBe(paper);
  expect(inks).toEqual([...inks].sort((a, b) => (a === b ? 0 : a === ink ? -1 : 1)));
  expect(fills.at(-1)?.color).toBe(scale.at(-1));
});

test('numbers stand in the middle of their cells and never reach their neighbours', () => {
  const { fills, numbers } = heatmap([RISING.map((_value, index) => index * 100 + 100)]);
  expect(numbers).toHaveLength(24);
  for (const [index, { left, right, middle }] of numbers.entries()) {
    const cell = fills[index];
    expect(left).toBeGreaterThan(cell?.left ?? 1000);
    expect(right).toBeLessThan(cell?.right ?? 0);
    expect(middle).toBeCloseTo(((cell?.top ?? 0) + (cell?.bottom ?? 0)) / 2, 1);
  }
});

test('numbers too wide to be read in their cells are left out altogether', () => {
  expect(heatmap([RISING.map((_value, index) => index + 1_000_000)]).numbers).toEqual([]);
});

test('a missing hour is a hole, and an hour with nothing a cell without a number', () => {
  const { fills, numbers } = heatmap([RISING.with(5, 0).with(7, null)]);
  expect(fills).toHaveLength(23);
  expect(numbers.map(({ text }) => text)).not.toContain('=0');
  expect(numbers).toHaveLength(21);
});

test('the outline lies around the busiest cell it is told, however many share its number', () => {
  const cells = WEEK.map(() => HOURS.map((_hour, hour) => (hour === 9 ? 31 : 2)));
  const { fills, strokes } = heatmap(cells, { busiest: { row: 3, hour: 9 } });
  const outlines = strokes.filter(({ color }) => color === attention);
  expect(outlines).toHaveLength(1);
  const cell = fills[3 * 24 + 9];
  expect(outlines[0]?.left).toBeCloseTo(cell?.left ?? 0, 0);
  expect(outlines[0]?.top).toBeCloseTo(cell?.top ?? 0, 0);
  expect(fills.filter(({ color }) => color === scale.at(-1))).toHaveLength(7);
});

test('working hours are outlined, a run of days at a time', () => {
  const cells = WEEK.map(() => RISING);
  const { fills, strokes } = heatmap(cells, { workingHours: { rows: [0, 1, 2, 5], from: 9, to: 17 } });
  const outlines = strokes.filter(({ color }) => color === ink);
  expect(outlines).toHaveLength(2);
  const [first, last] = [fills[9], fills[2 * 24 + 16]];
  expect(outlines[0]?.left).toBeLessThan(first?.left ?? 0);
  expect(outlines[0]?.top).toBeLessThan(first?.top ?? 0);
  expect(outlines[0]?.right).toBeGreaterThan(last?.right ?? 1000);
  expect(outlines[0]?.bottom).toBeGreaterThan(last?.bottom ?? 1000);
});

test('the sums stand as bars at the right and below, with the values of the days, inside the picture', () => {
  const cells = [RISING, RISING.map((value) => (value ?? 0) / 2)];
  const margins = {
    rows: [
      { value: 276, text: '276' },
      { value: 138, text: '138' },
    ],
    columns: HOURS.map((_hour, hour) => ({ value: hour * 1.5, text: '' })),
  };
  const { fills, words } = heatmap(cells, { margins });
  const bars = fills.filter(({ color }) => color === FRAME.palette.bar);
  expect(bars).toHaveLength(25);
  const [first, second] = bars.slice(-2).map(({ left, right }) => right - left);
  expect((second ?? 0) / (first ?? 1)).toBeCloseTo(0.5, 3);
  for (const { right, bottom } of bars) {
    expect(right).toBeLessThanOrEqual(FRAME.width);
    expect(bottom).toBeLessThanOrEqual(FRAME.height);
  }
  const sums = words.filter(({ text }) => ['276', '138'].includes(text));
  for (const { right } of sums) expect(right).toBeLessThanOrEqual(FRAME.width);
});

test('on every shade the numbers are in the colour of text or of paper, which can be read', () => {
  const thousand = Array.from({ length: 1000 }, (_share, index) => readableShade(FRAME.palette, index / 999));
  for (const ground of thousand) {
    expect([ink, paper]).toContain(inkOn(ground, FRAME.palette));
    expect(contrast(ground, inkOn(ground, FRAME.palette))).toBeGreaterThanOrEqual(AA.text);
  }
});

test('nothing but zeros is all of the lightest colour, without numbers and outline', () => {
  const { fills, numbers, strokes } = heatmap([HOURS.map(() => 0)]);
  expect(new Set(fills.map(({ color }) => color))).toEqual(new Set([scale[0]]));
  expect(numbers).toEqual([]);
  expect(strokes).toEqual([]);
});

test('every third hour is written above the cells and every weekday at their left', () => {
  const { words, fills } = heatmap(WEEK.map(() => RISING));
  const top = Math.min(...fills.map((cell) => cell.top));
  const hours = words.filter(({ text }) => text.endsWith(':00'));
  expect(hours.map(({ text }) => text)).toEqual(HOURS.filter((_hour, index) => index % 3 === 0));
  expect(Math.max(...hours.map(({ middle }) => middle))).toBeLessThan(top);
  const days = words.filter(({ text }) => WEEK.includes(text));
  expect(days.map(({ text }) => text)).toEqual(WEEK);
  expect(Math.max(...days.map(({ right }) => right))).toBeLessThan(
    Math.min(...fills.map(({ left }) => left)),
  );
});
