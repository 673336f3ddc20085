import { expect, test } from 'vitest';
import { type LineMark, linesChart } from '../../../src/chart/lines.js';
import { bandColor } from '../../../src/chart/marks/band.js';
import { type Drawn, drawn, FRAME } from './drawn.js';

const { accent, comparison: grey, hairline } = FRAME.palette;
const SIXTY_TWO = Array.from({ length: 62 }, (_day, index) => 100 + ((index * 37) % 90));
const line = (values: LineMark['values'], more: Partial<LineMark> = {}): LineMark => ({
  label: 'this week',
  values,
  comparison: false,
  ...more,
});

function lines(list: readonly LineMark[], more: Partial<Parameters<typeof linesChart>[0]> = {}): Drawn {
  const steps = (list[0]?.values ?? []).map((_value, index) => ({
    label: `Monday ${index + 1} November`,
    short: `${index + 1} Nov`,
  }));
  return drawn(linesChart({ steps, lines: list, unit: 'count', grid: false, peak: null, ...more }, FRAME));
}

/** What was stroked in the colour, without axes and grid. */
const courses = ({ strokes }: Drawn, color: string) => strokes.filter((stroke) => stroke.color === color);
const dots = ({ fills }: Drawn) => fills.filter(({ color }) => color === accent);

test('a missing value breaks the line, and a zero pulls it to the baseline', () => {
  const missing = courses(lines([line([5, 4, null, 6, 5])]), accent);
  const zero = courses(lines([line([5, 4, 0, 6, 5])]), accent);
  expect(missing).toHaveLength(2);
  expect(missing[1]?.left).toBeGreaterThan(missing[0]?.right ?? 1000);
  expect(Math.max(...missing.map(({ bottom }) => bottom))).toBeLessThan(100);
  expect(zero.map(({ bottom }) => bottom)).toEqual([180]);
});

test('a value between two missing ones is a dot, and the last known value ends the line', () => {
  const chart = lines([line([5, 4, null, 6, null, 3, 2, null])]);
  const marks = dots(chart);
  expect(marks).toHaveLength(2);
  const [alone, end] = marks;
  expect((end?.right ?? 0) - (end?.left ?? 0)).toBeGreaterThan((alone?.right ?? 0) - (alone?.left ?? 0));
  const name = chart.words.find(({ text }) => text === 'this week');
  expect(name?.left).toBeGreaterThan(end?.right ?? Number.POSITIVE_INFINITY);
});

test('a line without any value draws nothing and has no name', () => {
  const chart = lines([line([1, 2]), line([null, null], { label: 'silent' })]);
  expect(chart.words.map(({ text }) => text)).not.toContain('silent');
});

test('the comparison is dashed and grey, and lies without a dot at its end', () => {
  const chart = lines([line([5, 6, 7]), line([4, 5, 6], { label: 'week before', comparison: true })]);
  expect(courses(chart, grey).map(({ dashed }) => dashed)).toEqual([true]);
  expect(courses(chart, accent).map(({ dashed }) => dashed)).toEqual([false]);
  expect(chart.fills.filter(({ color }) => color === grey)).toEqual([]);
});

test('62 days have a few labels that never touch, three faint lines and their values inside the picture', () => {
  const chart = lines([line(SIXTY_TWO)], { grid: true });
  const days = chart.words.filter(({ text }) => text.endsWith('Nov'));
  expect(days.map(({ text }) => text).slice(0, 3)).toEqual(['1 Nov', '8 Nov', '15 Nov']);
  for (const [index, day] of days.entries())
    expect(days[index + 1]?.left ?? 1000).toBeGreaterThan(day.right + 2);
  expect(courses(chart, hairline)).toHaveLength(3);
  expect(chart.words.filter(({ text }) => /^\d+$/.test(text)).map(({ text }) => text)).toEqual([
    '50',
    '100',
    '150',
  ]);
  for (const { left, right } of chart.words) {
    expect(left).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(FRAME.width);
  }
});

test.each([
  ['at the left edge', 0],
  ['in the middle', 3],
  ['at the right edge', 6],
])('a peak %s is written above its point and inside the picture', (_place, step) => {
  const values = Array.from({ length: 7 }, (_value, index) => (index === step ? 1903 : 900));
  const peak = { line: 0, step, text: 'one thousand nine hundred and three' };
  const word = lines([line(values, { label: '' })], { peak }).words.find(({ text }) => text === peak.text);
  expect(word?.middle).toBeCloseTo(FRAME.textSize * 0.9, 1);
  expect(word?.left).toBeGreaterThanOrEqual(0);
  expect(word?.right).toBeLessThanOrEqual(FRAME.width);
});

test('the lines of the grid end before the names beside them', () => {
  const chart = lines([line(SIXTY_TWO)], { grid: true });
  const name = chart.words.find(({ text }) => text === 'this week');
  const grid = courses(chart, hairline);
  expect(grid.length).toBeGreaterThan(0);
  for (const { right } of grid) expect(right).toBeLessThan(name?.left ?? 0);
});

test('the peak at the first step does not lie on the numbers of the grid', () => {
  const values = [35_833_524, ...SIXTY_TWO];
  const peak = { line: 0, step: 0, text: '35,833,524' };
  const { words } = lines([line(values)], { peak, grid: true });
  const word = words.find(({ text }) => text === '35.8\u00a0M');
  expect(word).toBeDefined();
  const numbers = words.filter(({ text }) => /^[\d,]+0$/.test(text));
  expect(numbers.length).toBeGreaterThan(1);
  for (const { right } of numbers) expect(word?.left ?? 0).toBeGreaterThanOrEqual(right);
});

test('a long peak at the last step does not lie on the names beside it', () => {
  const ghost = line([3, 8, 8, 8, 8, 8, 9], { label: 'week before', comparison: true });
  const peak = { line: 0, step: 6, text: '37,123,584' };
  const { words } = lines([line([3, 4, 5, 4, 3, 2, 9]), ghost], { peak });
  const [value, name] = ['37,123,584', 'week before'].map((of) => words.find(({ text }) => text === of));
  expect(value?.right).toBeLessThan(name?.left ?? 0);
});

test('without a peak, or where its value is missing, nothing is written over the lines', () => {
  const peak = { line: 0, step: 1, text: 'peak' };
  expect(lines([line([1, null, 2])], { peak }).words.map(({ text }) => text)).not.toContain('peak');
});

test('names are not cut where they differ', () => {
  const named = (labels: readonly string[]) =>
    lines(labels.map((label, index) => line([1, index], { label }))).words.filter(({ text }) =>
      text.includes('…'),
    );
  const [start, end] = [
    'Customer service and returns of the shop in ',
    ' of the service for all customers and guests',
  ];
  for (const labels of [
    ['North', 'South'].map((name) => `${start}${name}`),
    ['North', 'South'].map((name) => `${name}${end}`),
    ['North', 'South'].map((name) => `${start}${name}${end}`),
  ]) {
    const texts = named(labels).map(({ text }) => text);
    expect(new Set(texts).size, texts.join()).toBe(2);
  }
});

test('what is usual lies as a band behind the line and sets the scale', () => {
  const usual = [4, 5, 6].map((high) => ({ low: 3, high }));
  const chart = lines([line([1, 2, 3])], { usual });
  const band = chart.fills.find(({ color }) => color === bandColor(FRAME.palette));
  expect(band?.top).toBeCloseTo(FRAME.textSize * 1.9, 1);
  expect(band?.left).toBe(0);
});

test('a partial step is a hollow point with a dotted way to it, and the line ends before it', () => {
  const steps = ['1', '2', '3', '4'].map((short, index) => ({
    label: short,
    short,
    ...(index === 3 || index === 0 ? { partial: true } : {}),
  }));
  const chart = lines([line([2, 5, 6, 1])], { steps });
  const course = courses(chart, accent);
  const dotted = course.filter(({ dashed }) => dashed);
  expect(dotted).toHaveLength(2);
  const [solid] = course.filter(({ dashed, bottom, top }) => !dashed && bottom > top);
  expect(solid?.right).toBeCloseTo(dotted[1]?.left ?? 0, 1);
  const [end] = dots(chart);
  expect(((end?.left ?? 0) + (end?.right ?? 0)) / 2).toBeCloseTo(solid?.right ?? 0, 1);
  const name = chart.words.find(({ text }) => text === 'this week');
  expect(name?.left).toBeGreaterThan(dotted[1]?.right ?? 1000);
});

test('an end that is to be looked at is in the warning colour, with its words', () => {
  const chart = lines([line([1, 2, 9], { label: '13.4%', attention: true })]);
  const { attention } = FRAME.palette;
  expect(chart.fills.filter(({ color }) => color === attention)).toHaveLength(1);
  expect(chart.words.find(({ text }) => text === '13.4%')?.color).toBe(attention);
});

test('missing steps are hatched as one column with the word for it', () => {
  const frame = { ...FRAME, words: { missing: 'missing', goal: String } };
  const steps = Array.from({ length: 9 }, (_step, index) => ({ label: `${index}`, short: `${index}` }));
  const values = [5, 4, null, null, 6, 7, 6, null, 5];
  const chart = drawn(
    linesChart({ steps, lines: [line(values)], unit: 'count', grid: false, peak: null }, frame),
  );
  const hatched = chart.strokes.filter(
    ({ color, top, bottom }) => color === FRAME.palette.rule && bottom - top > 50,
  );
  expect(hatched).toHaveLength(2);
  expect(chart.words.filter(({ text }) => text === 'missing')).toHaveLength(2);
});

test('names of lines that end together stand apart, in the order in which the lines end', () => {
  const ends = [3, 3, 3, 2];
  const chart = lines(ends.map((end, index) => line([5, 5, end], { label: `Bot ${index + 1}` })));
  const names = chart.words.filter(({ text }) => text.startsWith('Bot'));
  expect(names.map(({ text }) => text)).toEqual(['Bot 1', 'Bot 2', 'Bot 3', 'Bot 4']);
  for (const [index, name] of names.entries())
    if (index > 0) expect(name.middle - (names[index - 1]?.middle ?? 0)).toBeGreaterThanOrEqual(13 - 1e-9);
});

test('a name too long for the margin is cut in the middle and ends before the picture does', () => {
  const chart = lines([line([1, 2, 3], { label: 'Averyveryverylongname'.repeat(15) })]);
  const name = chart.words.find(({ text }) => text.startsWith('Avery'));
  expect(name?.text).toMatch(/^Avery.*….*name$/);
  expect(name?.right).toBeLessThanOrEqual(FRAME.width);
});

test('of many lines the first six are named and told apart by colour, the others are the faintest', () => {
  const chart = lines(
    Array.from({ length: 9 }, (_line, index) => line([1, index + 2], { label: `Bot ${index}` })),
  );
  expect(chart.words.filter(({ text }) => text.startsWith('Bot'))).toHaveLength(6);
  const colors = chart.strokes.filter(({ top, bottom }) => bottom > top).map(({ color }) => color);
  expect(colors.filter((color) => color === FRAME.palette.rule)).toHaveLength(3);
  expect(new Set(colors).size).toBe(7);
});

test('a goal ends before the names, and its words stand where no line runs', () => {
  const goal = { value: 8, text: 'goal 8' };
  const chart = lines([line([9, 9, 2, 2, 2, 2, 3])], { goal });
  const [limit] = courses(chart, FRAME.palette.secondary);
  const [name] = chart.words.filter(({ text }) => text === 'this week');
  expect(limit?.right).toBeLessThan(name?.left ?? 0);
  const [words] = chart.words.filter(({ text }) => text === 'goal 8');
  expect(words?.middle).toBeLessThan(limit?.top ?? 0);
  expect(words?.left).toBeGreaterThan(FRAME.width / 7);
  const under = lines([line([9, 9, 9, 9])], { goal }).words.find(({ text }) => text === 'goal 8');
  const above = courses(lines([line([9, 9, 9, 9])], { goal }), FRAME.palette.secondary);
  expect(under?.middle).toBeGreaterThan(above[0]?.top ?? 1000);
  const long = { value: 8, text: 'a goal of eight things' };
  const crossed = lines([line([9, 2, 9, 2, 9, 2])], { goal: long });
  expect(crossed.words.map(({ text }) => text)).not.toContain(long.text);
});

test('a goal above all values widens the scale', () => {
  const chart = lines([line([1, 2, 3])], { goal: { value: 30, text: '' } });
  const [limit] = courses(chart, FRAME.palette.secondary);
  expect(limit?.top).toBeCloseTo(FRAME.textSize * 1.9, 3);
});

test('a flag stands above its point and above the words of the peak', () => {
  const steps = [1, 2, 3, 4].map((day) => ({
    label: `${day}`,
    short: `${day}`,
    ...(day === 2 ? { flag: 1 } : day === 3 ? { flag: 2 } : {}),
  }));
  const chart = lines([line([5, 10, 4, 6])], { steps, peak: { line: 0, step: 1, text: '=10' } });
  const place = (text: string) => chart.words.find((word) => word.text === text && word.weight === 600);
  expect(place('1')?.middle).toBeLessThan((place('=10')?.middle ?? 0) - 10);
  expect(place('1')?.middle).toBeGreaterThan(6);
  expect(place('2')?.middle).toBeGreaterThan(place('=10')?.middle ?? 1000);
});

test('days beyond the limit of an alert have a dot in the warning colour, a missing one has none', () => {
  const steps = [false, true, true, true].map((beyond, index) => ({
    label: `Monday ${index}`,
    short: String(index),
    ...(beyond ? { beyond } : {}),
  }));
  const chart = lines([line([5, 0, null, 3])], { steps });
  const marks = chart.fills.filter(({ color }) => color === FRAME.palette.attention);
  expect(marks).toHaveLength(2);
  expect((marks[0]?.right ?? 0) < (marks[1]?.left ?? 0)).toBe(true);
});

test('the grid of a rate is in percent', () => {
  const chart = lines([line([0.05, 0.234])], { unit: 'percent', grid: true });
  expect(chart.words.map(({ text }) => text)).toEqual(expect.arrayContaining(['10%', '20%']));
});
