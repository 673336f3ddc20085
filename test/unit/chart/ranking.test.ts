import { expect, test } from 'vitest';
import { type Rank, rankingChart } from '../../../src/chart/ranking.js';
import { drawn, FRAME } from './drawn.js';

const { accent, comparison: grey, paper } = FRAME.palette;
const rank = (label: string, value: number, previous: number | null = null): Rank => ({
  label,
  value,
  text: `=${value}`,
  previous,
});

function ranking(rows: readonly Rank[], max?: number) {
  const chart = drawn(rankingChart(max === undefined ? { rows } : { rows, max }, FRAME));
  const amounts = chart.words.filter(({ text }) => text.startsWith('='));
  const marks = chart.strokes.filter(({ left, right }) => left === right);
  return { ...chart, amounts, marks, bars: chart.fills.filter(({ color }) => color === accent) };
}

test('names stand left of the bars and values right of them, row by row', () => {
  const { amounts, bars, words } = ranking([rank('Track my order', 412), rank('Return an item', 206)]);
  const names = words.filter(({ text }) => !text.startsWith('='));
  expect(names.map(({ text }) => text)).toEqual(['Track my order', 'Return an item']);
  for (const [index, bar] of bars.entries()) {
    expect(names[index]?.right).toBeLessThan(bar.left);
    expect(amounts[index]?.left).toBeGreaterThan(bar.right);
    expect(amounts[index]?.middle).toBeCloseTo((bar.top + bar.bottom) / 2, 1);
    expect(names[index]?.middle).toBe(amounts[index]?.middle);
  }
});

test('bars are as long as their values, and equal ones are equally long', () => {
  const lengths = ranking([rank('a', 100), rank('b', 50), rank('c', 50)]).bars.map(
    ({ left, right }) => right - left,
  );
  expect((lengths[1] ?? 0) / (lengths[0] ?? 1)).toBeCloseTo(0.5, 3);
  expect(lengths[2]).toBe(lengths[1]);
});

test('a part of a ranking keeps the scale of the whole', () => {
  const [alone] = ranking([rank('b', 50)]).bars;
  const [part] = ranking([rank('b', 50)], 100).bars;
  const length = (bar: typeof part) => (bar?.right ?? 0) - (bar?.left ?? 0);
  expect(length(part)).toBeCloseTo(length(alone) / 2, 1);
});

test('the comparison is a white mark inside a longer bar and a grey one behind a shorter', () => {
  const { marks, bars } = ranking([rank('more', 100, 60), rank('less', 60, 100), rank('new', 80)]);
  expect(marks.map(({ color }) => color)).toEqual([paper, grey]);
  expect(marks[0]?.left).toBeLessThan(bars[0]?.right ?? 0);
  expect(marks[1]?.left).toBeGreaterThan(bars[1]?.right ?? 1000);
});

test('a value moves behind a comparison mark that would strike it through', () => {
  const { amounts, marks } = ranking([rank('first', 1000, 1000), rank('less', 900, 930)]);
  expect(amounts[1]?.left).toBeGreaterThan(marks[1]?.left ?? 1000);
});

test('long names are cut in the middle before the bars, and long values end before the edge', () => {
  const { bars, words } = ranking([rank('Averyveryverylongname'.repeat(15), 1_234_567_890, 1_234_567_890)]);
  const name = words.find(({ text }) => text.startsWith('Avery'));
  expect(name?.text).toMatch(/^Avery.*….*name$/);
  expect(name?.right).toBeLessThan(bars[0]?.left ?? 0);
  for (const { right } of words) expect(right).toBeLessThanOrEqual(FRAME.width);
});

test('hostile names are drawn as words without controls', () => {
  const { words } = ranking([rank('a\u0000b\u202e\ud800\n<c>', 1)]);
  expect(words[0]?.text).toBe('ab\ufffd <c>');
});

test('each kind of marked name has a sign of its own shape before it, and all names begin together', () => {
  const kinds = ['handover', 'goal', 'problem'] as const;
  const rows = [rank('plain', 9), ...kinds.map((mark, index) => ({ ...rank(mark, 8 - index), mark }))];
  const { words, strokes } = ranking(rows);
  const names = words.filter(({ text }) => !text.startsWith('='));
  expect(new Set(names.map(({ left }) => left)).size).toBe(1);
  const signs = names.map(({ middle }) =>
    strokes.filter(({ top, bottom, right }) => right < 12 && Math.abs((top + bottom) / 2 - middle) < 5),
  );
  expect(signs.map(({ length }) => length)).toEqual([0, 3, 2, 2]);
  const shapes = signs.map((own, row) =>
    own.map(({ left, right, top, bottom }) =>
      [left, right, top - (names[row]?.middle ?? 0), bottom - (names[row]?.middle ?? 0)]
        .map(Math.round)
        .join(),
    ),
  );
  expect(new Set(shapes.map(String)).size).toBe(4);
  expect(ranking([rank('plain', 9)]).words[0]?.left).toBe(0);
});
