import type { RankingSection, Section, Series, TimeSeriesSection } from '../../../digest/digest.js';
import { isDrawnAsBars, isWatched, isWeeks, weeksName } from '../../../digest/drawn-as.js';
import type { Words } from '../../../digest/language/words.js';
import { oneLine, shortened } from '../../../render/line.js';
import { markedStep } from '../../tone-mark.js';
import type { ChartBlock, NativeSeries } from './blocks.js';
import { distinctLabels } from './distinct-labels.js';
import { chartLimits } from './limits.js';

/** Above this many steps, an axis has room for short labels only. */
const MAX_FULL_LABELS = 7;

/** The section as a chart that Slack draws; null where Slack cannot show it truly: gaps, unfinished steps, parts of a whole, many steps. */
export function nativeChart(section: Section, words: Words): ChartBlock | null {
  if (section.emptyText !== null) return null;
  if (section.kind === 'timeSeries')
    return isWatched(section) ? watchedChart(section, words) : timeChart(section, words);
  return section.kind === 'ranking' ? rankingChart(section, words) : null;
}

function timeChart(section: TimeSeriesSection, words: Words): ChartBlock | null {
  const { title, axis, unit, series } = section;
  if (axis.some(({ partial }) => partial) || series.some(({ role }) => role === 'part')) return null;
  const current = series.filter(({ role }) => role === 'current');
  const ordered = [...current, ...series.filter((one) => !current.includes(one))];
  const bars = (isDrawnAsBars(section) && !isWeeks(section)) || axis.length === 1;
  return chartOf({
    title,
    type: bars ? 'bar' : 'line',
    labels: axis.map(({ label, short }) => (axis.length > MAX_FULL_LABELS ? short : label)),
    series: ordered.map(({ label, values }) => ({
      label: isWeeks(section) ? weeksName(section, words) : label,
      values: values.map(shownIn(unit)),
    })),
    ...valueLabel(unit),
  });
}

/** The last days that Slack has room for, those that the alert is about with a mark, and what was usual on them. */
function watchedChart({ title, axis, unit, series }: TimeSeriesSection, words: Words): ChartBlock | null {
  const { label = '', values = [], usual = [] } = series[0] ?? {};
  const last = <Item>(all: readonly Item[]) => all.slice(-chartLimits.points);
  const range = last(usual);
  const bounds = [
    { label: words.say('label.usualLow'), values: range.map((one) => one?.low ?? null) },
    { label: words.say('label.usualHigh'), values: range.map((one) => one?.high ?? null) },
  ];
  const known = range.length > 0 && range.every((one) => one !== null);
  return chartOf({
    title,
    type: 'line',
    labels: last(axis).map((step) => markedStep(step, step.short)),
    series: [{ label, values: last(values) }, ...(known ? bounds : [])].map((one) => ({
      ...one,
      values: one.values.map(shownIn(unit)),
    })),
    ...valueLabel(unit),
  });
}

const valueLabel = (unit: TimeSeriesSection['unit']) => (unit === 'percent' ? { valueLabel: '%' } : {});

const rankingChart = ({ title, rows }: RankingSection, words: Words): ChartBlock | null => {
  const shown = rows.slice(0, chartLimits.points);
  return chartOf({
    title,
    type: 'bar',
    labels: shown.map(({ label }) => label),
    series: [{ label: words.say('label.uses'), values: shown.map(({ value }) => value) }],
  });
};

/** As many decimals as in the digest's texts; Slack shows a number as it comes. */
const shownIn = (unit: TimeSeriesSection['unit']) => (value: number | null) => {
  if (value === null || unit === 'count') return value;
  return Number((unit === 'percent' ? value * 100 : value).toFixed(1));
};

interface Chart {
  readonly title: string;
  readonly type: ChartBlock['chart']['type'];
  readonly labels: readonly string[];
  readonly series: readonly Pick<Series, 'label' | 'values'>[];
  readonly valueLabel?: string;
}

function chartOf({ title, type, labels, series, valueLabel }: Chart): ChartBlock | null {
  const { points, series: most, label: limit } = chartLimits;
  if (labels.length === 0 || labels.length > points || series.length === 0 || series.length > most)
    return null;
  const categories = distinctLabels(labels, limit);
  const names = distinctLabels(
    series.map(({ label }) => label),
    limit,
  );
  const drawn = series.flatMap(({ values }, place): NativeSeries[] => {
    const data = categories.flatMap((label, step) => {
      const value = values[step] ?? null;
      return value !== null && Number.isFinite(value) ? [{ label, value }] : [];
    });
    return data.length === categories.length ? [{ name: names[place] ?? '', data }] : [];
  });
  if (drawn.length < series.length) return null;
  return {
    type: 'data_visualization',
    title: shortened(oneLine(title).trim(), chartLimits.title) || '–',
    chart: {
      type,
      series: drawn,
      axis_config: { categories, ...(valueLabel === undefined ? {} : { y_label: valueLabel }) },
    },
  };
}
