import { describe, expect, test } from 'vitest';
import { nativeChart } from '../../../../../src/channels/slack/body/charts.js';
import type { RankingSection, Section, TimeSeriesSection } from '../../../../../src/digest/digest.js';
import { createLanguage } from '../../../../../src/digest/language/words.js';
import { sampleDigest } from '../../../../support/sample-digest.js';
import { blockProblems } from '../../../../support/slack-blocks.js';

const { words } = createLanguage('en-GB', 'UTC');

function sectionNamed(id: string): Section {
  const found = sampleDigest().sections.find((section) => section.id === id);
  if (!found) throw new Error(`The sample has no section ${id}.`);
  return found;
}

const days = sectionNamed('conversations') as TimeSeriesSection;
const weeks = sectionNamed('fallback-weeks') as TimeSeriesSection;
const ranking = sectionNamed('interactions') as RankingSection;

/** A section of as many days, each with the same values. */
const ofDays = (count: number): TimeSeriesSection => ({
  ...days,
  axis: Array.from({ length: count }, (_, index) => ({
    key: `2026-11-${index}`,
    label: `Day ${index + 1}`,
    short: String(index + 1),
    comparison: null,
  })),
  series: days.series.map((series) => ({ ...series, values: Array.from({ length: count }, () => 7) })),
});

/** The chart, which Slack takes. */
function taken(section: Section) {
  const chart = nativeChart(section, words);
  expect(blockProblems([chart], () => false)).toEqual([]);
  return chart;
}

test('days are bars of the window beside those of the comparison', () => {
  const chart = taken(days);
  expect(chart).toMatchObject({ title: 'Conversations per day', chart: { type: 'bar' } });
  expect(chart?.chart.axis_config).toEqual({
    categories: [
      'Mon 16 Nov',
      'Tue 17 Nov',
      'Wed 18 Nov',
      'Thu 19 Nov',
      'Fri 20 Nov',
      'Sat 21 Nov',
      'Sun 22 Nov',
    ],
  });
  expect(chart?.chart.series.map(({ name, data }) => [name, data.map(({ value }) => value)])).toEqual(
    days.series.map(({ label, values }) => [label, values]),
  );
});

test('weeks are a line with a name of its own, rates in percent as they are written', () => {
  const chart = taken(weeks);
  expect(chart?.chart).toMatchObject({
    type: 'line',
    series: [{ name: 'Fallback rate' }],
    axis_config: { y_label: '%' },
  });
  const [series] = chart?.chart.series ?? [];
  expect(series?.data.map(({ value }) => `${value.toFixed(1)}%`)).toEqual(weeks.series[0]?.texts);
  const counts = taken({ ...weeks, id: 'weeks', unit: 'count' });
  expect(counts?.chart.series.map(({ name }) => name)).toEqual(['Conversations']);
});

test('a week alone is a bar: a line of one point shows nothing', () => {
  const one = {
    ...weeks,
    axis: weeks.axis.slice(-1),
    series: weeks.series.map((series) => ({ ...series, values: series.values.slice(-1) })),
  };
  expect(taken(one)?.chart.type).toBe('bar');
});

test('interactions are bars in their order', () => {
  const chart = taken(ranking);
  expect(chart?.chart).toMatchObject({ type: 'bar', series: [{ name: 'Uses' }] });
  expect(chart?.chart.series[0]?.data).toEqual(ranking.rows.map(({ label, value }) => ({ label, value })));
});

describe('a chart of', () => {
  test.each([
    [1, 'bar', ['Day 1']],
    [7, 'bar', ['Day 1', 'Day 7']],
    [8, 'bar', ['1', '8']],
    [13, 'line', ['1', '13']],
    [20, 'line', ['1', '20']],
  ])('%i steps is drawn as a %s', (count, type, ends) => {
    const chart = taken(ofDays(count))?.chart;
    const categories = chart?.axis_config.categories ?? [];
    expect(chart?.type).toBe(type);
    expect(categories).toHaveLength(count);
    expect([categories[0], categories.at(-1)]).toEqual([ends[0], ends.at(-1)]);
  });

  test('30 interactions shows those that Slack has room for', () => {
    const rows = Array.from({ length: 30 }, (_, index) => ({ ...ranking.rows[0], label: `Step ${index}` }));
    const chart = taken({ ...ranking, rows } as RankingSection);
    expect(chart?.chart.axis_config.categories).toHaveLength(20);
  });
});

test.each<[string, Section]>([
  ['more than 20 steps', ofDays(21)],
  ['no steps', ofDays(0)],
  ['no series', { ...days, series: [] }],
  ['nothing to draw', { ...days, emptyText: 'No conversations.' }],
  [
    'a day without a figure',
    { ...days, series: days.series.map((one) => ({ ...one, values: one.values.with(2, null) })) },
  ],
  [
    'a gap in the comparison alone',
    {
      ...days,
      series: days.series.map((one) => ({
        ...one,
        values: one.role === 'comparison' ? one.values.with(0, null) : one.values,
      })),
    },
  ],
  [
    'a day that was not over',
    { ...days, axis: days.axis.with(6, { ...ofDays(7).axis[6], partial: true } as never) },
  ],
  ['parts of a whole', { ...days, series: days.series.map((one) => ({ ...one, role: 'part' as const })) }],
  ['more than 6 series', { ...days, series: Array.from({ length: 7 }, () => days.series[0] as never) }],
  ['no interactions', { ...ranking, rows: [] }],
  ['hours of weekdays', sectionNamed('heatmap')],
  ['bots', sectionNamed('by-bot')],
])('Slack draws no chart of %s', (_what, section) => {
  expect(nativeChart(section, words)).toBeNull();
});

test.each(['de-DE', 'es-ES', 'fr-FR', 'pl-PL', 'uk-UA'])('names of series in %s are not cut', (locale) => {
  const { words: own } = createLanguage(locale, 'UTC');
  const names = [weeks, { ...weeks, unit: 'count' as const }, ranking].flatMap((section) =>
    (nativeChart(section, own)?.chart.series ?? []).map(({ name }) => name),
  );
  expect(names).toEqual([own.say('tile.fallbackRate'), own.say('tile.conversations'), own.say('label.uses')]);
});
