import { expect, test } from 'vitest';
import { type StackedInput, stackedChart } from '../../../src/chart/stacked.js';
import { drawn, FRAME } from './drawn.js';

const { hairline, paper, scale } = FRAME.palette;
type Values = readonly (number | null)[];

function stacked(parts: readonly Values[], more: Partial<StackedInput> = {}) {
  const steps = (parts[0] ?? []).map((_value, index) => ({
    label: `Day ${index + 1}`,
    short: `${index + 1}`,
  }));
  const named = parts.map((values, index) => ({
    label: `Source ${index + 1}`,
    share: `${index + 1}%`,
    values,
    texts: values.map((value) => `=${value}`),
  }));
  const picture = drawn(stackedChart({ steps, parts: named, grid: false, ...more }, FRAME));
  // The names are drawn last, each with the tone of its part.
  const swatches = picture.fills.slice(-parts.length);
  const bars = picture.fills.filter((fill) => !swatches.includes(fill) && fill.bottom > fill.top);
  const names = picture.words.filter(({ text }) => text.startsWith('Source') || text === '…');
  return { ...picture, bars, swatches, names };
}

const RISING = Array.from({ length: 62 }, (_day, index) => 100 + index);

test('parts stand on each other and together are as tall as their sum', () => {
  const { bars } = stacked([
    [60, 30],
    [40, 20],
  ]);
  const day = (index: number) =>
    bars
      .filter(({ left }) => Math.abs(left - (bars[index]?.left ?? 0)) < 1)
      .toSorted((a, b) => b.top - a.top);
  for (const index of [0, 1]) {
    const [lower, upper] = day(index);
    expect(lower?.bottom).toBe(180);
    expect(upper?.bottom).toBeCloseTo(lower?.top ?? 0, 3);
  }
  const height = (index: number) => 180 - (day(index).at(-1)?.top ?? 0);
  expect(height(1) / height(0)).toBeCloseTo(0.5, 3);
  expect(day(0)[0]?.bottom).toBeCloseTo(180, 3);
});

test('tones run from dark to light, from the bottom up, and keep apart in grey', () => {
  const { swatches } = stacked(Array.from({ length: 7 }, () => [10, 10]));
  const lightness = swatches.map(({ color }) => {
    const value = Number.parseInt(color.slice(1), 16);
    return 0.2126 * (value >> 16) + 0.7152 * ((value >> 8) & 255) + 0.0722 * (value & 255);
  });
  const apart = lightness.slice(1).map((light, index) => light - (lightness[index] ?? 0));
  expect(swatches).toHaveLength(7);
  expect(Math.min(...apart)).toBeGreaterThan(12);
  expect(scale).not.toContain(paper);
});

test('names with shares stand behind the last bar, in the order of the parts, apart and inside the picture', () => {
  const { names, words, bars } = stacked([
    [50, 90],
    [30, 1],
    [20, 1],
    [10, 0],
  ]);
  expect(names.map(({ text }) => text)).toEqual(['Source 1', 'Source 2', 'Source 3', 'Source 4']);
  const heights = names.map(({ middle }) => middle);
  expect(heights).toEqual(heights.toSorted((a, b) => b - a));
  for (const [index, height] of heights.slice(1).entries())
    expect((heights[index] ?? 0) - height).toBeGreaterThan(FRAME.textSize);
  const right = Math.max(...bars.map((bar) => bar.right));
  expect(Math.min(...names.map(({ left }) => left))).toBeGreaterThan(right);
  expect(Math.max(...words.map((word) => word.right))).toBeLessThanOrEqual(FRAME.width);
  expect(words.filter(({ text }) => text.endsWith('%')).map(({ text }) => text)).toEqual([
    '1%',
    '2%',
    '3%',
    '4%',
  ]);
});

test('a value stands in its part where the part has room for it, readable on its tone', () => {
  const { words } = stacked([
    [100, 100],
    [40, 2],
  ]);
  const values = words.filter(({ text }) => text.startsWith('='));
  expect(values.map(({ text }) => text)).toEqual(['=100', '=100', '=40']);
  expect(values.map(({ color }) => color)).toEqual([paper, paper, FRAME.palette.text]);
});

test('a missing step draws nothing, and the names stand by the last step that is known', () => {
  const { bars, names } = stacked([
    [50, null, 80, null],
    [50, null, 20, null],
  ]);
  expect(bars).toHaveLength(4);
  expect(names.map(({ middle }) => Math.round(middle))).toEqual([111, 25]);
});

test('sixty-two days keep clear of each other, have a grid in the place of values, and all names', () => {
  const { bars, strokes, words, names } = stacked([RISING, RISING.map(() => 40), RISING.map(() => 20)], {
    grid: true,
  });
  const lowest = bars.filter(({ bottom }) => bottom === 180).toSorted((a, b) => a.left - b.left);
  expect(lowest).toHaveLength(62);
  for (const [index, bar] of lowest.slice(1).entries())
    expect(bar.left).toBeGreaterThan(lowest[index]?.right ?? FRAME.width);
  expect(strokes.filter(({ color }) => color === hairline)).toHaveLength(2);
  expect(words.some(({ text }) => text.startsWith('='))).toBe(false);
  expect(names).toHaveLength(3);
});

test('a long name is cut and keeps its share', () => {
  const long = { label: 'L'.repeat(300), share: '88%', values: [4, 5], texts: ['4', '5'] };
  const steps = [1, 2].map((day) => ({ label: `Day ${day}`, short: `${day}` }));
  const { words } = drawn(
    stackedChart({ steps, parts: [long, { ...long, label: 'B' }], grid: false }, FRAME),
  );
  expect(words.find(({ text }) => text.startsWith('LL'))?.text).toMatch(/^L+…L+$/);
  expect(words.filter(({ text }) => text === '88%')).toHaveLength(2);
  expect(Math.max(...words.map(({ right }) => right))).toBeLessThanOrEqual(FRAME.width);
});

test('nothing at all draws an axis and no bar', () => {
  expect(
    stacked([
      [0, 0],
      [0, 0],
    ]).bars,
  ).toEqual([]);
});
