import type { Digest, TimeSeriesSection } from '../../../digest/digest.js';
import { isWatched, isWeeks, weeksName } from '../../../digest/drawn-as.js';
import { numberFormat } from '../../../digest/language/number-format.js';
import type { Words } from '../../../digest/language/words.js';
import { oneLine, shortened } from '../../../render/line.js';
import { markedStep } from '../../tone-mark.js';
import type { Detail } from './detail.js';

/** A chart as figures; a chat draws it, or says it in rows. */
export interface ChatChart {
  readonly kind: 'chart';
  readonly title: string;
  readonly unit: TimeSeriesSection['unit'];
  readonly bucket: TimeSeriesSection['bucket'];
  readonly steps: readonly { readonly key: string; readonly label: string }[];
  readonly series: readonly ChatSeries[];
  /** How many of the last steps are read as rows. */
  readonly read: number;
  /** What is missing, why there is nothing to draw, and what happened on its days. */
  readonly after: readonly string[];
}

export interface ChatSeries {
  readonly label: string;
  readonly role: TimeSeriesSection['series'][number]['role'];
  readonly values: readonly (number | null)[];
  /** The values as shown; a dash where one is missing. */
  readonly texts: readonly string[];
}

/** How charts are made. */
interface ChartLayout {
  readonly words: Words;
  readonly detail: Pick<Detail, 'name' | 'sentence' | 'days'>;
}

export function chatChart(
  given: TimeSeriesSection,
  digest: Digest,
  { words, detail }: ChartLayout,
): ChatChart {
  const watched = isWatched(given);
  const section = watched ? watchedSection(given, digest.locale, { words, detail }) : given;
  const { title, unit, bucket, axis, emptyText, missing } = section;
  const line = (text: string, limit: number) => shortened(oneLine(text).trim(), limit);
  const happened = axis.flatMap(({ flag, label }) => {
    const note = flag === undefined ? undefined : digest.notes.find((one) => one.flag === flag);
    return note ? [words.say('label.text', { label, text: note.text })] : [];
  });
  return {
    kind: 'chart',
    title,
    unit,
    bucket,
    steps: axis.map((step) => ({ key: step.key, label: line(markedStep(step, step.label), detail.name) })),
    series: emptyText === null ? seriesOf(section, words, (text) => line(text, detail.name)) : [],
    read: watched ? Math.ceil(detail.days / WATCHED_ROWS) : axis.length,
    after: [emptyText ?? '', ...missing, ...happened]
      .map((text) => line(text, detail.sentence))
      .filter((text) => text !== ''),
  };
}

/** A row for each so many days of a chart of an alert. */
const WATCHED_ROWS = 4;

/** The last days with what was usual on them as series of their own. */
function watchedSection(
  section: TimeSeriesSection,
  locale: string,
  { words, detail: { days } }: ChartLayout,
): TimeSeriesSection {
  const format = numberFormat(locale);
  const text = section.unit === 'percent' ? format.percent : format.count;
  const last = <Item>(all: readonly Item[]) => all.slice(-days);
  const series = section.series.map((one) => ({ ...one, values: last(one.values), texts: last(one.texts) }));
  const bounds = (['low', 'high'] as const).map((bound) => {
    const values = last(section.series[0]?.usual ?? []).map((range) => range?.[bound] ?? null);
    const label = words.say(bound === 'low' ? 'label.usualLow' : 'label.usualHigh');
    const texts = values.map((value) => (value === null ? '' : text(value)));
    return { id: bound, label, role: 'comparison' as const, values, texts };
  });
  const known = bounds.some(({ values }) => values.some((value) => value !== null));
  return { ...section, axis: last(section.axis), series: known ? [...series, ...bounds] : series };
}

/** A series alone is named by what it shows: its own name is that of the window. */
function seriesOf(section: TimeSeriesSection, words: Words, line: (text: string) => string): ChatSeries[] {
  const { series, title } = section;
  const alone = isWeeks(section) ? weeksName(section, words) : title;
  return series.map(({ label, role, values, texts }) => ({
    label: line(series.length === 1 ? alone : label),
    role,
    values,
    texts: values.map((_value, place) => line(texts[place] ?? '') || '–'),
  }));
}
