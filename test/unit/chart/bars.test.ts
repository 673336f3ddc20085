import { expect, test } from 'vitest';
import { type BarsInput, barsChart } from '../../../src/chart/bars.js';
import { drawn, FRAME } from './drawn.js';

const { accent, comparison: grey, paper } = FRAME.palette;
const steps = (count: number) =>
  Array.from({ length: count }, (_step, index) => ({ label: `Day ${index + 1}`, short: `${index + 1}` }));

function bars(values: readonly (number | null)[], comparison: BarsInput['comparison'] = null) {
  const texts = values.map((value) => `=${value}`);
  const chart = drawn(barsChart({ steps: steps(values.length), values, texts, comparison }, FRAME));
  const labels = chart.words.filter(({ text }) => text.startsWith('='));
  return { ...chart, labels, bars: chart.fills.filter(({ color }) => color === accent) };
}

test('twelve bars carry their twelve values, each right above its bar and inside the picture', () => {
  const { bars: shapes, labels } = bars([9, 8, 7, 6, 5, 4, 3, 2, 12, 1, 10, 11]);
  expect(labels.map(({ text }) => text)).toHaveLength(12);
  for (const [index, label] of labels.entries()) {
    const bar = shapes[index];
    expect((label.left + label.right) / 2).toBeCloseTo(((bar?.left ?? 0) + (bar?.right ?? 0)) / 2, 1);
    expect(label.middle).toBeCloseTo((bar?.top ?? 0) - FRAME.textSize, 1);
    expect(label.middle - FRAME.textSize / 2).toBeGreaterThanOrEqual(0);
  }
});

test.each([
  ['set smaller where they are a little wider than their step', 10_000_000, 12, 8],
  ['left to the highest where they would be too small', 10_000_000_000, 1, 10],
])('values are %s, and never touch or leave the picture', (_case, least, count, size) => {
  const { labels } = bars(Array.from({ length: 12 }, (_value, index) => least + ((index * 7) % 12)));
  expect(labels).toHaveLength(count);
  expect(labels.map((label) => label.text)).toContain(`=${least + 11}`);
  for (const [index, { left, right, size: used }] of labels.entries()) {
    expect(used).toBeGreaterThanOrEqual(size - 0.01);
    expect(left).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(FRAME.width);
    expect(right).toBeLessThanOrEqual(labels[index + 1]?.left ?? FRAME.width);
  }
});

test('bars stand on one line and are as tall as their values', () => {
  const { bars: shapes } = bars([100, 50, 25]);
  const heights = shapes.map(({ top, bottom }) => bottom - top);
  expect(shapes.map(({ bottom }) => bottom)).toEqual([180, 180, 180]);
  expect((heights[1] ?? 0) / (heights[0] ?? 1)).toBeCloseTo(0.5, 3);
  expect((heights[2] ?? 0) / (heights[0] ?? 1)).toBeCloseTo(0.25, 3);
});

test('a missing value has neither bar nor words, and a zero has its words on the baseline', () => {
  const { bars: shapes, labels } = bars([5, null, 0]);
  expect(labels.map(({ text }) => text)).toEqual(['=5', '=0']);
  expect(shapes.filter(({ top, bottom }) => bottom > top)).toHaveLength(1);
  expect(labels[1]?.middle).toBe(180 - FRAME.textSize);
});

test('the comparison crosses its bar white inside and grey outside, and is grey alone above it', () => {
  const { strokes } = bars([100, 60, 80, 40], [50, 90, null, 0]);
  const marks = strokes.filter(({ top, bottom }) => top === bottom && top < 180);
  expect(marks.map(({ color }) => color)).toEqual([grey, paper, grey]);
  const [outside, inside] = marks;
  expect(inside?.left).toBeGreaterThan(outside?.left ?? 0);
  expect(inside?.right).toBeLessThan(outside?.right ?? 0);
  expect(inside?.top).toBe(outside?.top);
});

test('a value moves above a comparison mark that would strike it through', () => {
  const { labels, strokes } = bars([100, 100], [105, 100]);
  const [mark] = strokes.filter(({ color }) => color === grey);
  expect(labels[0]?.middle).toBeLessThan((mark?.top ?? 0) - FRAME.textSize / 2);
  expect(labels[0]?.middle).toBeLessThan(labels[1]?.middle ?? 0);
});

test('the tallest mark sets the scale where it is higher than every bar', () => {
  const { bars: shapes } = bars([50, 25], [100, 100]);
  const [bar] = shapes;
  expect((bar?.bottom ?? 0) - (bar?.top ?? 0)).toBeCloseTo((180 - FRAME.textSize * 1.9) / 2, 1);
});

test('equal values have equal bars, and nothing but zeros draws no bar', () => {
  const equal = bars([7, 7, 7]).bars;
  expect(new Set(equal.map(({ top }) => top)).size).toBe(1);
  expect(bars([0, 0]).bars.filter(({ top, bottom }) => bottom > top)).toEqual([]);
});
