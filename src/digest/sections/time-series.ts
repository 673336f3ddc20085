import { usualRange } from '../../baseline/negative-binomial.js';
import type { Context } from '../context.js';
import type { Series, TimeSeriesSection, UsualRange } from '../digest.js';
import { isDrawnAsBars } from '../drawn-as.js';
import { type Axis, dayOf, paired, wholeOnly } from '../figures/axis.js';
import { addedSteps, type BotFigures, totalOf, totalsOf } from '../figures/figures.js';
import { flagged, notesOf, notesText } from '../figures/notes.js';
import type { SummedReport } from '../figures/summed.js';
import { capitalised } from '../language/names.js';
import { knownOf, withKnown } from '../missing/known.js';
import { missingIn } from '../missing/missing-by-bot.js';
import { axisSteps } from './axis-steps.js';
import { emptyTextFor } from './empty-text.js';

type Values = readonly (number | null)[];

/** One summed report by step, over all bots, with the comparison. */
export function timeSeries(context: Context, report: SummedReport): TimeSeriesSection {
  const { axis, words, format } = context;
  const figures = context.figures[report];
  const values = addedSteps(figures.map(({ current }) => current));
  const before = comparisonValues(figures, axis);
  const emptyText = emptyTextOf(context, report, values);
  const steps = stepsOf(context);
  const usual = usualSteps(context, report);
  const series = seriesOf(context, values, before).map((one) => ({
    ...one,
    ...(one.role === 'current' && usual ? { usual } : {}),
    texts: one.values.map((value) => (value === null ? '' : format.count(value))),
  }));
  const title =
    report === 'conversations'
      ? words.say(`title.conversations.${axis.bucket}`)
      : words.say(`title.${report}`);
  return {
    kind: 'timeSeries',
    id: report,
    report,
    chapter: 'trend',
    title,
    hint:
      emptyText === null
        ? hintOf(context, { bars: isDrawnAsBars({ report, axis: steps, series }), values, before, usual })
        : '',
    alt: altOf(context, { title, report, values }),
    missing: missingIn(context, report),
    emptyText,
    bucket: axis.bucket,
    unit: 'count',
    axis: axis.bucket === 'day' ? flagged(steps, notesOf(context)) : steps,
    series,
    peak: peakOf(wholeOnly(axis, values)),
  };
}

/** What each day usually is; null on other axes and where no day is known. */
function usualSteps(
  { axis, judgement, holidays }: Context,
  report: SummedReport,
): readonly (UsualRange | null)[] | null {
  const { baseline } = judgement.counts[report];
  if (baseline === null || axis.bucket !== 'day') return null;
  return axis.current.map((step, index) =>
    axis.whole[index] && !holidays.has(dayOf(step)) ? usualRange(baseline.expected(dayOf(step))) : null,
  );
}

/** The index of the highest value, the earliest of equals; null when all are missing. */
export function peakOf(values: Values): number | null {
  const highest = values.reduce(
    (best, value) => (value !== null && (best === null || value > best) ? value : best),
    null,
  );
  return highest === null ? null : values.indexOf(highest);
}

function stepsOf({ axis, window, comparison, format, words }: Context) {
  const lastDays = { current: window.lastDay, comparison: comparison?.lastDay ?? null };
  return axisSteps(axis, lastDays, { format, words });
}

/** The comparison by step; null if it covers other bots. */
function comparisonValues(figures: readonly BotFigures[], axis: Axis): Values | null {
  const known = figures.filter(({ current }) => current.sum !== null);
  const others = known.flatMap(({ comparison }) =>
    comparison && comparison.sum !== null ? [comparison] : [],
  );
  if (others.length === 0 || others.length < known.length) return null;
  return paired(axis, addedSteps(others));
}

function seriesOf(
  { window, comparison }: Context,
  values: Values,
  before: Values | null,
): Omit<Series, 'texts'>[] {
  return [
    { id: 'current', label: window.name, role: 'current', values },
    ...(before && comparison
      ? [{ id: 'comparison', label: comparison.name, role: 'comparison' as const, values: before }]
      : []),
  ];
}

interface Hinted {
  readonly bars: boolean;
  readonly values: Values;
  readonly before: Values | null;
  readonly usual: readonly (UsualRange | null)[] | null;
}

/** What is drawn, whether every day was as usual, and what happened on the days. */
function hintOf(context: Context, { bars, values, before, usual }: Hinted): string {
  const { axis, words, window, comparison } = context;
  const step = axis.bucket === 'day' ? 'weekday' : axis.bucket;
  const compared = words.say(`compared.${step}`, { comparison: comparison?.name ?? '' });
  const allUsual = usual?.every((range, index) => {
    const value = values[index] ?? null;
    return range !== null && value !== null && value >= range.low && value <= range.high;
  });
  return [
    before ? words.say(bars ? 'hint.bars' : 'hint.lines', { window: window.name, compared }) : '',
    usual ? words.say('hint.band') : '',
    usual && allUsual && values.length > 1 ? words.say('hint.allUsual') : '',
    axis.bucket === 'day' ? notesText(context) : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function altOf(
  context: Context,
  { title, report, values }: { title: string; report: SummedReport; values: Values },
): string {
  const { words, format, window } = context;
  const total = totalOf(context.figures[report]);
  const peak = peakOf(wholeOnly(context.axis, values));
  if (total === null || total === 0 || peak === null)
    return words.say('alt.nothing', { title, window: window.text });
  return words.say('alt.timeSeries', {
    title,
    window: window.text,
    total: withKnown(format.count(total), knownOf(context.figures[report]), context),
    step: stepsOf(context)[peak]?.label ?? '',
    value: format.count(values[peak] ?? 0),
  });
}

/** The sentence shown instead of a chart: no data, all zero, or a single step; else null. */
function emptyTextOf(context: Context, report: SummedReport, values: Values): string | null {
  const { words, window, comparison, format } = context;
  const { now: total, before } = totalsOf(context.figures[report]);
  if (total === null || total === 0 || values.length !== 1) return emptyTextFor(total, report, words);
  const count = words.say(`count.${report}`, { count: total });
  const figure = withKnown(count, knownOf(context.figures[report]), context);
  const one = words.say('instead.one', { figure, window: window.text });
  if (comparison === null || before === null) return one;
  const value = format.count(before);
  return `${one} ${words.say('instead.before', { comparison: capitalised(comparison.name, format.locale), value })}`;
}
