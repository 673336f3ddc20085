import type { Digest, TimeSeriesSection } from '../../../digest/digest.js';
import { isWeeks, weeksName } from '../../../digest/drawn-as.js';
import type { Words } from '../../../digest/language/words.js';
import { oneLine, shortened } from '../../../render/line.js';
import type { Detail } from './detail.js';

/** A chart as figures; a chat draws it, or says it in rows. */
export interface ChatChart {
  readonly kind: 'chart';
  readonly title: string;
  readonly unit: TimeSeriesSection['unit'];
  readonly bucket: TimeSeriesSection['bucket'];
  readonly steps: readonly { readonly key: string; readonly label: string }[];
  readonly series: readonly ChatSeries[];
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
  readonly detail: Pick<Detail, 'name' | 'sentence'>;
}

export function chatChart(
  section: TimeSeriesSection,
  digest: Digest,
  { words, detail }: ChartLayout,
): ChatChart {
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
    steps: axis.map(({ key, label }) => ({ key, label: line(label, detail.name) })),
    series: emptyText === null ? seriesOf(section, words, (text) => line(text, detail.name)) : [],
    after: [emptyText ?? '', ...missing, ...happened]
      .map((text) => line(text, detail.sentence))
      .filter((text) => text !== ''),
  };
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
