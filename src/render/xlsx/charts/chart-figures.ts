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

/** The figures of one chart, before they are placed in cells. */
export interface ChartFigures {
  readonly id: string;
  readonly chart: Pick<Chart, 'report' | 'kind' | 'title' | 'alt' | 'format'>;
  /** The date of each row of a time series, else null. */
  readonly dates: readonly Cell[] | null;
  readonly labels: { readonly header: string; readonly texts: readonly string[] };
  readonly series: readonly FigureSeries[];
  /** Whether shares of the total are drawn instead of the figures. */
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
 * How a figure is summed from the report's table: `column`, over the rows in which the columns named by `date`, `label` and
 * `header` equal the step's date, the row's label and the series' header.
 */
export interface FigureSum {
  readonly column: string;
  readonly date?: string;
  readonly label?: string;
  readonly header?: string;
}

/** The most series in one chart that colours can distinguish. */
const MAX_SERIES = 8;
/** In characters; a longer name would leave no space for its bar. */
const MAX_LABEL_LENGTH = 40;
const COUNT = formatOf('count') ?? '';
const DECIMAL = formatOf('decimal') ?? '';

/** The figures of all charts that have data, in the order of sections, time series first. */
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
