import { expect, test } from 'vitest';
import type { Section, TimeSeriesSection } from '../../../src/digest/digest.js';
import { MAX_BARS } from '../../../src/digest/drawn-as.js';
import { chartFor, type Look, rankingPart } from '../../../src/render/charts.js';
import { sampleTheme } from '../../support/render-context.js';
import { sampleDigest } from '../../support/sample-digest.js';
import { drawn } from '../chart/drawn.js';

const LOOK: Look = { theme: sampleTheme, locale: 'en-GB', width: 500, height: 200, textSize: 10 };
const { accent, comparison: grey, hairline, attention, text } = sampleTheme;

const section = (id: string): Section => {
  const found = sampleDigest().sections.find((one) => one.id === id);
  if (!found) throw new Error(`The sample has no section "${id}".`);
  return found;
};

function conversations(values: readonly (number | null)[]): TimeSeriesSection {
  const days = section('conversations');
  if (days.kind !== 'timeSeries') throw new Error('The conversations are no series.');
  const axis = values.map((_value, index) => ({
    key: `${index}`,
    label: `Day ${index + 1}`,
    short: `${index + 1}`,
    comparison: null,
  }));
  const texts = values.map((value) => (value === null ? '' : `=${value}`));
  const peak = values.indexOf(Math.max(...values.map((value) => value ?? 0)));
  return {
    ...days,
    axis,
    peak,
    series: days.series.map((one) => ({ ...one, values, texts, usual: values.map(() => null) })),
  };
}

function pictureOf(one: Section) {
  const configuration = chartFor(one, LOOK);
  if (!configuration) throw new Error('There is no chart.');
  const picture = drawn(configuration);
  const written = picture.words.map(({ text }) => text).filter((text) => text.startsWith('='));
  return { ...picture, written };
}

const rising = (count: number) => Array.from({ length: count }, (_step, index) => index + 1);

test('twelve days are bars, each with its value and the mark of the week before', () => {
  const { written, fills, strokes } = pictureOf(conversations(rising(MAX_BARS)));
  expect(written).toEqual(rising(12).map((value) => `=${value}`));
  expect(fills.filter(({ color }) => color === accent)).toHaveLength(12);
  expect(strokes.filter(({ color }) => color === grey)).toHaveLength(12);
  expect(
    strokes.filter(({ color }) => color === hairline),
    'no grid',
  ).toEqual([]);
});

test('thirteen days are a line over a grid, and only the highest value is written', () => {
  const { written, strokes } = pictureOf(conversations(rising(13)));
  expect(written).toEqual(['=13']);
  expect(strokes.filter(({ color }) => color === accent)).toHaveLength(1);
  expect(strokes.filter(({ color }) => color === hairline).length).toBeGreaterThan(1);
});

test('of equal peaks the one the digest names is written, once', () => {
  const { words } = pictureOf(conversations([...rising(13), ...rising(13)]));
  const peaks = words.filter(({ text }) => text === '=13');
  expect(peaks).toHaveLength(1);
  expect(peaks[0]?.right).toBeLessThan(250);
});

test('a peak under another line is not written, because the words would stand on that line', () => {
  const alone = conversations(rising(13));
  const current = alone.series.slice(0, 1);
  const rival = current.map((one) => ({ ...one, id: 'rival', values: one.values.map(() => 20) }));
  expect(pictureOf({ ...alone, series: current }).written).toEqual(['=13']);
  expect(pictureOf({ ...alone, series: [...current, ...rival] }).written).toEqual([]);
});

test('of more lines than can be named, the highest are', () => {
  const days = conversations(rising(3));
  const [current] = days.series;
  const series = rising(9).flatMap((factor) => {
    const values = current?.values.map((value) => (value ?? 0) * factor) ?? [];
    return current ? [{ ...current, id: `bot-${factor}`, label: `Bot ${factor}`, values }] : [];
  });
  const { words } = pictureOf({ ...days, series });
  const names = words.map(({ text }) => text).filter((text) => text.startsWith('Bot'));
  expect(names.toSorted()).toEqual(['Bot 4', 'Bot 5', 'Bot 6', 'Bot 7', 'Bot 8', 'Bot 9']);
});

test('the peak stays on its own line when the lines change their order', () => {
  const days = conversations([1, 50, 1, 1]);
  const others = rising(8).map((place) => ({ id: `bot-${place}`, values: [20, 20, 20, 20 + place] }));
  const series = days.series
    .slice(0, 1)
    .flatMap((one) => [one, ...others.map((other) => ({ ...one, ...other }))]);
  const { words } = pictureOf({ ...days, series });
  const peak = words.find(({ text }) => text === '=50');
  expect(peak?.middle).toBeLessThan(20);
});

test('parts are stacked and named with their shares, whatever their number of steps', () => {
  const days = section('conversations-by-source');
  if (days.kind !== 'timeSeries') throw new Error('The sources are no series.');
  const names = ['Chat widget', 'LiveChat', 'Messenger', 'Slack'];
  const many = Array.from({ length: 62 }, (_step, index) => index + 1);
  const axis = many.map((day) => ({ key: `${day}`, label: `Day ${day}`, short: `${day}`, comparison: null }));
  const long = days.series.map((one) => ({ ...one, values: many, texts: many.map(String) }));
  for (const one of [days, { ...days, axis, series: long }]) {
    const { words, strokes } = pictureOf(one);
    expect(words.map(({ text }) => text).filter((text) => names.includes(text))).toEqual(names);
    expect(words.map(({ text }) => text)).toContain(days.series[0]?.shareText);
    expect(strokes.filter(({ color }) => color === accent)).toEqual([]);
  }
});

test('missing days have neither bar nor value, unlike days with nothing', () => {
  expect(pictureOf(conversations([4, null, 0, 2])).written).toEqual(['=4', '=0', '=2']);
});

test('the heatmap outlines the working hours, and the busiest hour in the colour of attention', () => {
  expect(pictureOf(section('heatmap')).strokes.map(({ color }) => color)).toEqual([text, attention]);
});

test.each(['conversations', 'heatmap', 'interactions'])(
  'a sentence stands instead of an empty %s chart',
  (id) => {
    expect(chartFor({ ...section(id), emptyText: 'No conversations in this window.' }, LOOK)).toBeNull();
  },
);

test('tables and rankings of nothing have no chart', () => {
  const ranking = section('interactions');
  expect(chartFor(section('by-bot'), LOOK)).toBeNull();
  expect(ranking.kind === 'ranking' && chartFor({ ...ranking, rows: [] }, LOOK)).toBeNull();
});

test('the second half of a ranking keeps the scale of the first', () => {
  const ranking = section('interactions');
  if (ranking.kind !== 'ranking') throw new Error('The interactions are no ranking.');
  const longest = (from: number, to: number) => {
    const { fills } = drawn(rankingPart(ranking, { from, to }, LOOK));
    const [bar] = fills.filter(({ color }) => color === accent);
    return (bar?.right ?? 0) - (bar?.left ?? 0);
  };
  const [first, second] = [ranking.rows[0]?.value ?? 0, ranking.rows[5]?.value ?? 0];
  const room = longest(0, 1) / longest(5, 6);
  expect(room).toBeCloseTo(first / second, 1);
});

test('the goal of the weeks is drawn as a line and named in the words of the digest', () => {
  const words = { missing: 'missing', goal: (limit: string) => `=goal ${limit}` };
  const draw = (id: string, goal: number) => {
    const configuration = chartFor({ ...section(id), goal } as Section, { ...LOOK, words });
    if (!configuration) throw new Error('There is no chart.');
    const { strokes, words: written } = drawn(configuration);
    const own = strokes.filter(({ color, left, right }) => color === sampleTheme.secondary && right > left);
    return { lines: own.length, label: written.map(({ text }) => text).find((text) => text.startsWith('=')) };
  };
  expect(draw('weeks', 20_000)).toEqual({ lines: 1, label: '=goal 20,000' });
  expect(draw('fallback-weeks', 0.5)).toEqual({ lines: 1, label: '=goal 50.0%' });
});
