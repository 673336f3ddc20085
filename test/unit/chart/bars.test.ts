import { expect, test } from 'vitest';
import { type BarsInput, barsChart } from '../../../src/chart/bars.js';
import { bandColor } from '../../../src/chart/marks/band.js';
import { drawn, FRAME } from './drawn.js';

const { accent, comparison: grey, paper } = FRAME.palette;
const steps = (count: number) =>
  Array.from({ length: count }, (_step, index) => ({ label: `Day ${index + 1}`, short: `${index + 1}` }));

function bars(
  values: readonly (number | null)[],
  comparison: BarsInput['comparison'] = null,
  more: Partial<BarsInput> = {},
) {
  const texts = values.map((value) => `=${value}`);
  const chart = drawn(barsChart({ steps: steps(values.length), values, texts, comparison, ...more }, FRAME));
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
  ['set smaller where they are a little wider than their step', '=0', 12, 8],
  ['left to the highest where they would be too small', '=00000', 1, 10],
])('values are %s, and never touch or leave the picture', (_case, zeros, count, size) => {
  const values = Array.from({ length: 12 }, (_value, index) => 1_000_000 + ((index * 7) % 12));
  const texts = values.map((value) => `${zeros}${value}`);
  const { labels } = bars(values, null, { texts });
  expect(labels).toHaveLength(count);
  expect(labels.map((label) => label.text)).toContain(`${zeros}1000011`);
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

test('from ten million on, values are compact in the locale', () => {
  const { words } = bars([9_999_999, 10_000_000, 37_349_000]);
  expect(words.slice(-3).map(({ text }) => text)).toEqual(['=9999999', '10.0\u00a0M', '37.3\u00a0M']);
});

const BAND = bandColor(FRAME.palette);

test('what is usual lies as a pale band behind each bar, lighter where the bar covers it, and sets the scale', () => {
  const usual = [{ low: 80, high: 120 }, null, { low: 10, high: 20 }];
  const { fills, bars: shapes, labels } = bars([100, 50, 5], null, { usual });
  const bands = fills.filter(({ color }) => color === BAND);
  const shines = fills.filter(({ color }) => ![BAND, accent].includes(color));
  expect(bands).toHaveLength(2);
  expect(bands[0]?.left).toBeLessThan(shapes[0]?.left ?? 0);
  expect(bands[0]?.right).toBeGreaterThan(shapes[0]?.right ?? 1000);
  expect(fills.indexOf(bands[0] as never)).toBeLessThan(fills.indexOf(shapes[0] as never));
  expect(bands[0]?.top).toBeCloseTo(FRAME.textSize * 1.9, 1);
  expect(shines.map(({ top, bottom }) => [top, bottom])).toEqual([[shapes[0]?.top, bands[0]?.bottom]]);
  for (const { middle } of labels) expect(middle).toBeGreaterThanOrEqual(FRAME.textSize / 2);
});

test('of weeks, the last bar is dark and has its value, the others are pale, and one band lies behind all', () => {
  const usual = [1, 2, 3, 4].map(() => ({ low: 90, high: 110 }));
  const { fills, labels } = bars([100, 95, 105, 120], null, { usual, lastOnly: true });
  expect(fills.filter(({ color }) => color === FRAME.palette.bar)).toHaveLength(3);
  expect(fills.filter(({ color }) => color === accent)).toHaveLength(1);
  expect(labels.map(({ text }) => text)).toEqual(['=120']);
  const bands = fills.filter(({ color }) => color === BAND);
  expect(bands.map(({ left, right }) => [left, right])).toEqual([[0, FRAME.width]]);
});

test('a partial step is hollow, its value is not emphasised, and it is not the highest', () => {
  const list = steps(3).map((step, index) => ({ ...step, ...(index === 2 ? { partial: true } : {}) }));
  const wide = ['='.repeat(40), '='.repeat(41), '='.repeat(42)];
  const { fills, strokes, labels } = bars([10, 20, 30], null, { steps: list });
  expect(fills.map(({ color }) => color)).toEqual(expect.arrayContaining([accent, accent, paper]));
  expect(
    fills.filter(({ color }) => color === accent).length +
      strokes.filter(({ color }) => color === accent).length,
  ).toBe(3);
  expect(labels.map(({ weight }) => weight)).toEqual([600, 600, 400]);
  const only = bars([10, 20, 30], null, { steps: list, texts: wide }).words.filter(({ text }) =>
    text.startsWith('=='),
  );
  expect(only.map(({ text }) => text)).toEqual([wide[1]]);
});

test('a missing step is a hatched column with the word for it, and a zero is not', () => {
  const hatched = (values: readonly (number | null)[]) => {
    const frame = { ...FRAME, words: { missing: 'missing', goal: String } };
    const texts = values.map(String);
    const chart = drawn(barsChart({ steps: steps(values.length), values, texts, comparison: null }, frame));
    return {
      lines: chart.strokes.filter(({ top, bottom, left, right }) => bottom - top > 50 && right > left),
      words: chart.words.filter(({ text }) => text === 'missing'),
    };
  };
  const { lines, words } = hatched([5, null, 4]);
  expect(lines).toHaveLength(1);
  expect(words).toHaveLength(1);
  expect(words[0]?.left).toBeGreaterThan(lines[0]?.left ?? 1000);
  expect(words[0]?.right).toBeLessThan(lines[0]?.right ?? 0);
  expect(hatched([5, 0, 4])).toEqual({ lines: [], words: [] });
});

test('equal values have equal bars, and nothing but zeros draws no bar', () => {
  const equal = bars([7, 7, 7]).bars;
  expect(new Set(equal.map(({ top }) => top)).size).toBe(1);
  expect(bars([0, 0]).bars.filter(({ top, bottom }) => bottom > top)).toEqual([]);
});

test('a goal is a thin line over all bars within the scale, and the words above a bar keep off it', () => {
  const goal = { value: 20, text: 'goal 20' };
  const { strokes, words, labels, bars: shapes } = bars([5, 6, 19, 4], null, { goal });
  const [line] = strokes.filter(({ color }) => color === FRAME.palette.secondary);
  expect(line).toMatchObject({ left: 0, right: FRAME.width });
  expect(line?.top).toBeCloseTo(FRAME.textSize * 1.9, 3);
  const height = 180 - (line?.top ?? 0);
  expect((180 - (shapes[2]?.top ?? 0)) / height).toBeCloseTo(19 / 20, 3);
  expect(labels[2]?.middle).toBeLessThan((line?.top ?? 0) - FRAME.textSize / 2);
  const [label] = words.filter(({ text }) => text === 'goal 20');
  expect(label?.left).toBe(0);
  expect(label?.middle).toBeLessThan(line?.top ?? 0);
});

test('a goal has no words where the bars leave no room', () => {
  const { words, strokes } = bars([30, 40, 35], null, { goal: { value: 20, text: 'goal 20' } });
  expect(words.map(({ text }) => text)).not.toContain('goal 20');
  expect(strokes.filter(({ color }) => color === FRAME.palette.secondary)).toHaveLength(1);
});

test.each([3, 60])('each of %i flagged steps has its number above its bar, and no two touch', (count) => {
  const values = Array.from({ length: count }, (_value, index) => 100 - index);
  const flagged = steps(count).map((step, index) => (index < 2 ? { ...step, flag: index + 1 } : step));
  const { words, labels, bars: shapes } = bars(values, null, { steps: flagged });
  const numbers = words.filter(({ weight, color }) => weight === 600 && color === paper);
  expect(numbers.map(({ text }) => text)).toEqual(['1', '2']);
  const centers = numbers.map(({ left, right, middle }) => ({ x: (left + right) / 2, y: middle }));
  const [one, two] = centers;
  expect(Math.hypot((one?.x ?? 0) - (two?.x ?? 0), (one?.y ?? 0) - (two?.y ?? 0))).toBeGreaterThan(12);
  for (const [index, { y }] of centers.entries()) {
    expect(y).toBeGreaterThan(6);
    expect(y).toBeLessThan((labels[index]?.middle ?? shapes[index]?.top ?? 0) - 10);
  }
});
