import type {
  AxisStep,
  Digest,
  RankingSection,
  Series,
  TableSection,
  TimeSeriesSection,
} from '../../../digest/digest.js';
import type { Words } from '../../../digest/language/words.js';
import { oneLine, shortened } from '../../line.js';
import type { Chart, ChartSeries } from '../grid/chart.js';
import type { Cell } from '../grid/sheet.js';
import { cellText, formatOf, typedCell } from '../grid/values.js';

/** What one chart shows, before it has cells. */
export interface ChartFigures {
  readonly id: string;
  readonly chart: Pick<Chart, 'report' | 'kind' | 'title' | 'alt' | 'format'>;
  /** The date of each row, where the rows are steps. */
  readonly dates: readonly Cell[] | null;
  readonly labels: { readonly header: string; readonly texts: readonly string[] };
  readonly series: readonly FigureSeries[];
  /** Whether the parts of the whole are drawn instead of the figures. */
  readonly shares: boolean;
}

export interface FigureSeries {
  readonly id: string;
  readonly label: string;
  readonly role: ChartSeries['role'];
  readonly values: readonly (number | null)[];
  readonly sum: FigureSum;
}

/**
 * How the report's table holds a figure: the sum of `column` over the rows in which the column called `date`, `label` or
 * `header` equals the step's date, the row's label or the series' own header.
 */
export interface FigureSum {
  readonly column: string;
  readonly date?: string;
  readonly label?: string;
  readonly header?: string;
}

/** Series that one chart tells apart. */
const MAX_SERIES = 8;
/** A longer name would leave no room for its bar. */
const MAX_LABEL_LENGTH = 40;
const COUNT = formatOf('count') ?? '';
const DECIMAL = formatOf('decimal') ?? '';

/** The figures of every chart that the digest has something for, in the order of its sections, those over time first. */
export function chartFigures(digest: Digest, words: Words): readonly ChartFigures[] {
  const drawn = digest.sections.filter(({ emptyText }) => emptyText === null);
  const figures = drawn.flatMap((section) => {
    if (section.kind === 'timeSeries') return [stepFigures(section, words)];
    if (section.kind === 'ranking') return [rankingFigures(section, words)];
    return section.kind === 'table' && SHARES.has(section.id) ? [shareFigures(section)] : [];
  });
  const split = figures.some(({ chart }) => chart.kind === 'stacked');
  return [...figures, ...(split ? [] : botFigures(digest, words))]
    .filter(hasValues)
    .toSorted((one, other) => Number(one.dates === null) - Number(other.dates === null));
}

const label = (name: string) => cellText(shortened(oneLine(name), MAX_LABEL_LENGTH));

const SHARES: ReadonlySet<string> = new Set(['by-bot', 'by-source']);

const hasValues = ({ series }: ChartFigures) =>
  series.some(({ values }) => values.some((value) => value !== null && value !== 0));

function stepFigures(section: TimeSeriesSection, words: Words): ChartFigures {
  const { report, series, unit } = section;
  const parts = series.some(({ role }) => role === 'part');
  const one = series.filter(({ role }) => role !== 'comparison').length === 1;
  const shown = parts ? folded(series, words) : series.slice(0, MAX_SERIES);
  const some = words.say('file.someOf', { count: String(shown.length), all: String(series.length) });
  return {
    id: section.id,
    chart: {
      report,
      kind: parts ? 'stacked' : report === 'conversations' ? 'columns' : 'lines',
      title: parts || shown.length === series.length ? section.title : `${section.title} (${some})`,
      alt: section.alt,
      format: unit === 'ratio' ? DECIMAL : COUNT,
    },
    ...stepLabels(section, words),
    series: shown.map(({ id, label: name, role, values }) => ({
      id,
      label: label(name),
      role,
      values,
      sum: {
        column: role === 'comparison' ? 'comparison' : report,
        date: 'date',
        ...(one ? {} : { header: 'bot' }),
      },
    })),
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

/** As many parts as one chart tells apart, the smallest as one, so that they still add up to the whole. */
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

/** The sum of what is known; null when nothing is. */
function addUp(values: readonly (string | number | null | undefined)[]): number | null {
  const known = values.filter((value) => typeof value === 'number');
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

/** Each bot's part of the conversations, step by step; nothing where there is but one bot. */
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
      ...stepLabels(steps, words),
      series: shown.map((part) => ({
        ...part,
        label: label(part.label),
        sum: { column: steps.report, date: 'date', header: 'bot' },
      })),
      shares: false,
    },
  ];
}

function rankingFigures({ id, report, title, alt, rows }: RankingSection, words: Words): ChartFigures {
  return {
    id,
    chart: { report, kind: 'bars', title, alt, format: COUNT },
    dates: null,
    labels: { header: words.say('label.interaction'), texts: rows.map((row) => label(row.label)) },
    series: [
      {
        id: 'uses',
        label: words.say('label.uses'),
        role: 'current',
        values: rows.map(({ value }) => value),
        sum: { column: 'uses', label: 'interaction' },
      },
    ],
    shares: false,
  };
}

function shareFigures({ id, report, title, alt, columns, rows }: TableSection): ChartFigures {
  const place = (wanted: string) => columns.findIndex((column) => column.id === wanted);
  const [name, value] = [place('name'), place('value')];
  const figures = rows.map((row) => row[value]?.value);
  return {
    id,
    chart: { report, kind: 'bars', title, alt, format: formatOf('percent') ?? '' },
    dates: null,
    labels: { header: columns[name]?.label ?? '', texts: rows.map((row) => label(row[name]?.text ?? '')) },
    series: [
      {
        id: 'value',
        label: columns[value]?.label ?? '',
        role: 'current',
        values: figures.map((figure) => (typeof figure === 'number' ? figure : null)),
        sum: { column: report, label: 'bot' },
      },
    ],
    shares: true,
  };
}
