import type { ChatChart, ChatSeries } from '../../chat/content/chart.js';
import { type CardElement, type CardSeries, type ChartPoint, cardRun, cardTable } from './elements.js';

/** Bars beyond these are drawn as a line. */
const MAX_BARS = 16;
/** The last steps that the rows in the place of a chart have room for: a month, or a day of 25 hours. */
const MAX_ROWS = 31;

/** The chart with its figures as rows for those who do not see it drawn; null when there is nothing to draw. */
export function chartElement(chart: ChatChart): CardElement | null {
  const { title, unit, series } = chart;
  if (series.every(({ values }) => values.every((value) => value === null))) return null;
  const common = { title, fallback: chartRows(chart), ...(unit === 'percent' && { yAxisTitle: '%' }) };
  if (isLine(chart)) return { type: 'Chart.Line', ...common, data: seriesData(chart, 'key') };
  const [only, ...others] = seriesData(chart, 'label');
  if (only && others.length === 0)
    return { type: 'Chart.VerticalBar', ...common, color: 'categoricalBlue', data: only.values };
  const stacked = series.some(({ role }) => role === 'part');
  return { type: 'Chart.VerticalBar.Grouped', ...common, stacked, data: seriesData(chart, 'label') };
}

/** Weeks, and days that are too many for bars, or of which some are unknown: lines are drawn along dates. */
function isLine({ bucket, steps, series }: ChatChart): boolean {
  if (bucket !== 'day' && bucket !== 'week') return false;
  return bucket === 'week' || steps.length > MAX_BARS || series.some(({ values }) => values.includes(null));
}

function seriesData({ series, steps, unit }: ChatChart, by: 'key' | 'label'): CardSeries[] {
  const names = distinct(steps.map((step) => step[by]));
  return series.map((one) => ({
    legend: one.label,
    values: names.flatMap((x, place): ChartPoint[] => {
      const value = one.values[place] ?? null;
      return value === null ? [] : [{ x, y: unit === 'percent' ? percent(value) : value }];
    }),
    ...colorOf(one),
  }));
}

/** Bars of the same name would be one: the hour that a clock change repeats is numbered. */
const distinct = (names: readonly string[]): string[] =>
  names.map((name, place) => (names.indexOf(name) < place ? `${name} (2)` : name));

/** Charts have no number format, so that a fraction is drawn as a percentage. */
const percent = (fraction: number) => Math.round(fraction * 1000) / 10;

function colorOf({ role }: ChatSeries): Pick<CardSeries, 'color'> {
  if (role === 'current') return { color: 'categoricalBlue' };
  return role === 'comparison' ? { color: 'neutral' } : {};
}

function chartRows({ title, steps, series, read }: ChatChart): CardElement {
  const from = Math.max(0, steps.length - Math.min(read, MAX_ROWS));
  const cut = from > 0 ? [['…', ...series.map(() => '…')]] : [];
  const rows = steps
    .slice(from)
    .map(({ label }, place) => [label, ...series.map(({ texts }) => texts[from + place] ?? '–')]);
  return cardTable(
    [title, ...series.map(({ label }) => label)],
    [...cut, ...rows].map((row) => row.map((text) => cardRun(text))),
  );
}
