import type { Context } from '../context.js';
import type { Series, TimeSeriesSection } from '../digest.js';
import type { Average, Averages } from '../figures/averages.js';
import { paired, wholeOnly } from '../figures/axis.js';
import { sumKnown } from '../figures/figures.js';
import { sourceName } from '../figures/sources.js';
import { missingIn } from '../missing/missing-by-bot.js';
import { axisSteps } from './axis-steps.js';
import { emptyTextFor } from './empty-text.js';
import { peakOf } from './time-series.js';

/** Maximum number of lines in a chart; tables have all. */
export const MAX_SERIES = 12;

type Unworded = Omit<Series, 'texts'>;

/** The vendor's averages: one series for each bot; a single series also has its comparison. */
export function average(context: Context, averages: Averages): TimeSeriesSection {
  const { words, format, window, comparison } = context;
  const all = averages.series.filter(({ current }) => current.sum !== null);
  const known = highest(all);
  const series = seriesOf(context, averages, known);
  const lastDays = { current: window.lastDay, comparison: comparison?.lastDay ?? null };
  const axis = axisSteps(averages.axis, lastDays, context);
  const peak = peakOf(wholeOnly(averages.axis, known[0]?.current.values ?? []));
  const title = words.say('title.average');
  return {
    kind: 'timeSeries',
    id: 'average',
    report: 'average',
    chapter: 'trend',
    title,
    hint: hintOf(context, averages, all.length - known.length),
    alt:
      peak === null
        ? words.say('alt.nothing', { title, window: window.text })
        : words.say('alt.average', {
            title,
            window: window.text,
            series: series[0]?.label ?? '',
            step: axis[peak]?.label ?? '',
            value: format.ratio(known[0]?.current.values[peak] ?? 0),
          }),
    missing: missingIn(context, 'average'),
    emptyText: emptyTextOf(context, known),
    bucket: averages.axis.bucket,
    unit: 'ratio',
    axis,
    series: series.map((one) => ({
      ...one,
      texts: one.values.map((value) => (value === null ? '' : format.ratio(value))),
    })),
    peak,
  };
}

/** The series with the highest values, at most MAX_SERIES, in their original order. */
function highest(series: readonly Average[]): readonly Average[] {
  const peak = ({ current }: Average) => Math.max(...current.values.map((value) => value ?? 0));
  const chosen = new Set(series.toSorted((a, b) => peak(b) - peak(a)).slice(0, MAX_SERIES));
  return series.filter((one) => chosen.has(one));
}

function hintOf({ words }: Context, { axis }: Averages, left: number): string {
  const hint = words.say(`hint.average.${axis.bucket}`);
  return left > 0 ? `${hint} ${words.say('hint.average.more', { count: left })}` : hint;
}

function seriesOf(context: Context, { axis }: Averages, known: readonly Average[]): readonly Unworded[] {
  const { window, comparison } = context;
  const [only] = known;
  if (known.length !== 1 || !only)
    return known.map((one) => ({
      id: [one.bot.id, ...(one.source ? [one.source] : [])].join('-'),
      label: labelOf(context, one),
      role: 'current',
      values: one.current.values,
    }));
  const current: Unworded = {
    id: 'current',
    label: window.name,
    role: 'current',
    values: only.current.values,
  };
  if (!comparison || !only.comparison || only.comparison.sum === null) return [current];
  const before = paired(axis, only.comparison.values);
  return [current, { id: 'comparison', label: comparison.name, role: 'comparison', values: before }];
}

function labelOf({ words }: Context, { bot, source }: Average): string {
  return source === null
    ? bot.name
    : words.say('label.of', { name: bot.name, of: sourceName(source, words) });
}

function emptyTextOf({ words, format, window }: Context, known: readonly Average[]): string | null {
  const [first] = known;
  const total = sumKnown(known.map(({ current }) => current.sum));
  if (!first || known.length > 1 || first.current.values.length > 1 || total === 0)
    return emptyTextFor(total, 'average', words);
  const figure = format.ratio(first.current.values[0] ?? 0);
  return words.say('instead.one', { figure, window: window.text });
}
