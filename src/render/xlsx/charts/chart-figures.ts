import type { AxisStep, Digest, Series, TimeSeriesSection } from '../../../digest/digest.js';
import type { Words } from '../../../digest/language/words.js';
import { sourcesIn } from '../../../digest/tables/source-columns.js';
import { formatOf, typedCell } from '../grid/values.js';
import { botBars, rankingBars, sourceBars } from './bar-figures.js';
import { axisLabel, type ChartFigures, type FigureSeries } from './figures.js';

/** The most series in one chart that colours can distinguish. */
const MAX_SERIES = 8;
const COUNT = formatOf('count') ?? '';
const DECIMAL = formatOf('decimal') ?? '';
const PERCENT = formatOf('percent') ?? '';

/** The figures of all charts that have data, in the order of sections, time series first. */
export function chartFigures(digest: Digest, words: Words): readonly ChartFigures[] {
  const drawn = digest.sections.filter(({ emptyText }) => emptyText === null);
  const figures = drawn.flatMap((section) => {
    if (section.kind === 'timeSeries')
      return WEEKS.has(section.id) ? [weekFigures(section, words)] : [stepFigures(section, words)];
    if (section.kind === 'ranking') return [rankingBars(section, words)];
    if (section.kind !== 'table') return [];
    if (section.id === 'by-bot') return [botBars(section, digest, words)];
    return section.id === 'by-source' ? [sourceBars(section)] : [];
  });
  const stacked = figures.some(({ chart }) => chart.kind === 'stacked') && !haveOwnSheet(digest);
  return [...figures, ...(stacked ? [] : botFigures(digest, words))]
    .filter(hasValues)
    .toSorted((one, other) => Number(one.dates === null) - Number(other.dates === null));
}

/** Whether sources have a table of their own, so that their charts do not stand beside those of bots. */
const haveOwnSheet = ({ tables }: Digest) => tables.some((table) => sourcesIn(table).length > 0);

/** Sections of weeks, which the tables of reports do not have. */
export const WEEKS: ReadonlySet<string> = new Set(['weeks', 'fallback-weeks']);
/** Sections of sources. */
export const SOURCE_PARTS: ReadonlySet<string> = new Set(['conversations-by-source', 'by-source']);

const hasValues = ({ series }: ChartFigures) =>
  series.some(({ values }) => values.some((value) => value !== null && value !== 0));

function stepFigures(section: TimeSeriesSection, words: Words): ChartFigures {
  const { report, series, unit, axis } = section;
  const parts = series.some(({ role }) => role === 'part');
  const one = series.filter(({ role }) => role !== 'comparison').length === 1;
  const partial = axis.flatMap((step, index) => (step.partial ? [index] : []));
  const bySource = SOURCE_PARTS.has(section.id);
  const shown = parts ? folded(series, words) : series.slice(0, MAX_SERIES);
  const some = words.say('file.someOf', { count: String(shown.length), all: String(series.length) });
  return {
    id: section.id,
    chart: {
      report,
      kind: parts ? 'stacked' : report === 'conversations' ? 'columns' : 'lines',
      title: parts || shown.length === series.length ? section.title : `${section.title} (${some})`,
      alt: section.alt,
      format: UNIT_FORMATS[unit],
    },
    from: bySource ? 'sources' : report,
    ...stepLabels(section, words),
    series: [
      ...shown.map(({ id, label: name, role, values }) => ({
        id,
        label: axisLabel(name),
        role,
        values,
        sum: {
          column: role === 'comparison' ? 'comparison' : report,
          date: 'date',
          ...(one ? {} : { header: bySource ? 'source' : 'bot' }),
        },
        hollow: role === 'comparison' ? [] : partial,
      })),
      ...limits(section, words),
    ],
    shares: false,
  };
}

const UNIT_FORMATS = { count: COUNT, ratio: DECIMAL, percent: PERCENT } as const;

/** The ends of what is usual, and the goal, as series of their own. */
function limits({ series, axis, goal }: TimeSeriesSection, words: Words): readonly FigureSeries[] {
  const usual = series.find((one) => one.usual)?.usual;
  const ends = (['low', 'high'] as const).map((end) => ({
    id: `usual-${end}`,
    label: words.say(end === 'low' ? 'label.usualLow' : 'label.usualHigh'),
    role: 'usual' as const,
    values: axis.map((_step, index) => usual?.[index]?.[end] ?? null),
    sum: null,
  }));
  const line = {
    id: 'goal',
    label: words.say('label.goal'),
    role: 'goal' as const,
    values: axis.map(() => goal ?? null),
    sum: null,
  };
  return [...(usual ? ends : []), ...(goal === undefined ? [] : [line])];
}

/** Weeks as bars, this one in full colour, or the fallback rate as a line. */
function weekFigures(section: TimeSeriesSection, words: Words): ChartFigures {
  const { id, report, title, alt, unit, series } = section;
  const counts = unit === 'count';
  return {
    id,
    chart: { report, kind: counts ? 'columns' : 'lines', title, alt, format: UNIT_FORMATS[unit] },
    from: report,
    ...stepLabels(section, words),
    labels: { ...stepLabels(section, words).labels, header: words.say('label.week') },
    series: [
      ...series.map(({ role, values }) => ({
        id: report,
        label: words.say(counts ? 'tile.conversations' : 'tile.fallbackRate'),
        role,
        values,
        sum: null,
        strong: counts ? values.length - 1 : null,
      })),
      ...limits(section, words),
    ],
    shares: false,
  };
}

function stepLabels({ axis, bucket }: TimeSeriesSection, words: Words) {
  return {
    dates: axis.map(({ key }) => typedCell(key, bucket === 'hour' ? 'dateTime' : 'date')),
    labels: { header: words.say('file.axis'), texts: axis.map(({ short }) => short) },
  };
}

type Part = Pick<Series, 'id' | 'label' | 'role' | 'values'>;

/** At most MAX_SERIES parts; the smallest are combined, so that the parts still add up to the total. */
function folded(parts: readonly Part[], words: Words): readonly Part[] {
  if (parts.length <= MAX_SERIES) return parts;
  const total = ({ values }: Part) => values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  const largest = parts.toSorted((a, b) => total(b) - total(a));
  const rest = largest.slice(MAX_SERIES - 1);
  const values = (rest[0]?.values ?? []).map((_value, step) => addUp(rest.map((part) => part.values[step])));
  return [
    ...largest.slice(0, MAX_SERIES - 1),
    { id: 'others', label: words.say('label.moreBots', { count: rest.length }), role: 'part', values },
  ];
}

/** The sum of the known values; null when there are none. */
function addUp(values: readonly (string | number | null | undefined)[]): number | null {
  const known = values.filter((value) => typeof value === 'number');
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

/** Each bot's share of the conversations by step; empty for a single bot. */
function botFigures(digest: Digest, words: Words): readonly ChartFigures[] {
  const steps = digest.sections.find(({ id, emptyText }) => id === 'conversations' && emptyText === null);
  const table = digest.tables.find(({ report }) => report === 'conversations');
  if (steps?.kind !== 'timeSeries' || !table) return [];
  const column = (id: string) => table.columns.findIndex((one) => one.id === id);
  const [date, bot, figure] = [column('date'), column('bot'), column(steps.report)];
  const bots = [...new Set(table.rows.map((row) => String(row[bot] ?? '')))];
  if (bots.length < 2) return [];
  const parts = bots.map((label, index): Part => {
    const rows = table.rows.filter((row) => String(row[bot] ?? '') === label);
    const at = ({ key }: AxisStep) =>
      addUp(rows.filter((row) => row[date] === key).map((row) => row[figure]));
    return { id: `bot-${index}`, label, role: 'part', values: steps.axis.map(at) };
  });
  const shown = folded(parts, words);
  const title = `${steps.title} · ${words.say('title.byBot')}`;
  return [
    {
      id: 'by-bot-steps',
      chart: {
        report: steps.report,
        kind: 'stacked',
        title,
        alt: words.say('alt.stacked', {
          title,
          window: digest.window.text,
          parts: words.list(shown.map(({ label }) => label)),
        }),
        format: COUNT,
      },
      from: steps.report,
      ...stepLabels(steps, words),
      series: shown.map((part) => ({
        ...part,
        label: axisLabel(part.label),
        sum: { column: steps.report, date: 'date', header: 'bot' },
      })),
      shares: false,
    },
  ];
}
