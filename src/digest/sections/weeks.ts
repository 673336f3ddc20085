import { addDays, type Day, isoWeek, localTime } from '../../lib/time/zone.js';
import { LINE_WEEKS, MAX_LINE_DAYS } from '../bots/scorecard.js';
import type { Context } from '../context.js';
import type { TimeSeriesSection, UsualRange } from '../digest.js';
import { sameDaysByWeek } from '../judgement/timeline.js';

/** One week of a chart. */
interface Week {
  readonly first: Day;
  readonly value: number | null;
}

/** Conversations of the same days of thirteen weeks, this one last; null for longer windows and where the weeks before are not known. */
export function weeks(context: Context): TimeSeriesSection | null {
  const { window, judgement, words, format, snapshot, config } = context;
  const { timeline, range } = judgement.counts.conversations;
  if (snapshot.history === null || window.days > MAX_LINE_DAYS || range === null) return null;
  const values = sameDaysByWeek(timeline, LINE_WEEKS);
  const steps = values.map(
    (value, index): Week => ({
      first: addDays(window.firstDay, -7 * (LINE_WEEKS - 1 - index)),
      value,
    }),
  );
  return sectionOf(context, {
    id: 'weeks',
    report: 'conversations',
    title: words.say('title.weeks'),
    hint: words.say(window.days === 7 ? 'hint.weeks.week' : 'hint.weeks.days'),
    unit: 'count',
    steps: fromFirstKnown(steps),
    usual: range,
    goal: config.goals.conversations?.limit,
    text: format.count,
  });
}

/** The fallback rate by week; null but for windows of a week, and where the weeks before are not known. */
export function fallbackByWeek(context: Context): TimeSeriesSection | null {
  const { window, judgement, words, format, understanding, snapshot, config } = context;
  if (snapshot.history === null || window.days !== 7 || !understanding?.usual) return null;
  const before = judgement.fallbackWeeks.map(
    ({ from, rate }): Week => ({
      first: localTime(window.zone, from).day,
      value: rate && rate.uses > 0 ? rate.hits / rate.uses : null,
    }),
  );
  const { now, usual } = understanding;
  return sectionOf(context, {
    id: 'fallback-weeks',
    report: 'interactions',
    title: words.say('title.fallbackWeeks'),
    hint: words.say('hint.fallbackWeeks'),
    unit: 'percent',
    steps: fromFirstKnown([...before, { first: window.firstDay, value: now.hits / now.uses }]),
    usual,
    goal: config.goals.fallbackRate?.limit,
    text: format.percent,
  });
}

const fromFirstKnown = (steps: readonly Week[]) =>
  steps.slice(
    Math.max(
      0,
      steps.findIndex(({ value }) => value !== null),
    ),
  );

interface Chart extends Pick<TimeSeriesSection, 'id' | 'report' | 'title' | 'hint' | 'unit'> {
  readonly steps: readonly Week[];
  readonly usual: UsualRange;
  readonly goal: number | undefined;
  text(value: number): string;
}

function sectionOf(context: Context, chart: Chart): TimeSeriesSection {
  const { words, format, window } = context;
  const { id, report, title, hint, unit, steps, usual, text } = chart;
  const { low, high } = usual;
  const last = steps.at(-1)?.value ?? null;
  return {
    kind: 'timeSeries',
    id,
    report,
    chapter: 'trend',
    title,
    hint,
    alt: words.say('alt.weeks', {
      title,
      value: last === null ? '' : text(last),
      range: words.say('label.range', { low: text(low), high: text(high) }),
    }),
    missing: [],
    emptyText: null,
    bucket: 'week',
    unit,
    axis: steps.map(({ first }) => ({
      key: first,
      label: format.shortDays(first, addDays(first, window.days - 1)),
      short: window.days === 7 ? weekText(context, first) : format.dayAndMonth(first),
      comparison: null,
    })),
    series: [
      {
        id: 'current',
        label: window.name,
        role: 'current',
        values: steps.map(({ value }) => value),
        texts: steps.map(({ value }) => (value === null ? '' : text(value))),
        usual: steps.map(() => ({ low, high })),
      },
    ],
    ...(chart.goal === undefined ? {} : { goal: chart.goal }),
    peak: null,
  };
}

/** `W47` of a week that starts with Monday; else its first day. */
function weekText({ words, config, format }: Context, first: Day): string {
  return config.weekStart === 'monday'
    ? words.say('axis.weekShort', { week: String(Number(isoWeek(first).slice(-2))) })
    : format.dayAndMonth(first);
}
