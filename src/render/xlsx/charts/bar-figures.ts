import type { Digest, RankingSection, TableSection } from '../../../digest/digest.js';
import type { Words } from '../../../digest/language/words.js';
import { formatOf } from '../grid/values.js';
import { axisLabel, type ChartFigures } from './figures.js';

/** The most bots in a chart of bars. */
const MAX_BARS = 12;
const COUNT = formatOf('count') ?? '';
const PERCENT = formatOf('percent') ?? '';

export function rankingBars({ id, report, title, alt, rows }: RankingSection, words: Words): ChartFigures {
  return {
    id,
    chart: { report, kind: 'bars', title, alt, format: COUNT },
    from: report,
    dates: null,
    labels: { header: words.say('label.interaction'), texts: rows.map((row) => axisLabel(row.label)) },
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

/** Conversations of the bots that have a row of their own. */
export function botBars(
  { id, report, alt, columns }: TableSection,
  digest: Digest,
  words: Words,
): ChartFigures {
  const all = digest.scorecard.toSorted((a, b) => (b.conversations ?? -1) - (a.conversations ?? -1));
  const shown = all.slice(0, MAX_BARS);
  const some = words.say('file.someOf', { count: String(shown.length), all: String(all.length) });
  const title = words.say('title.byBot');
  return {
    id,
    chart: {
      report,
      kind: 'bars',
      title: shown.length === all.length ? title : `${title} (${some})`,
      alt,
      format: COUNT,
    },
    from: report,
    dates: null,
    labels: { header: words.say('label.bot'), texts: shown.map(({ name }) => axisLabel(name)) },
    series: [
      {
        id: 'value',
        label: columns.find((column) => column.id === 'value')?.label ?? '',
        role: 'current',
        values: shown.map(({ conversations }) => conversations),
        sum: { column: report, label: 'bot' },
      },
    ],
    shares: false,
  };
}

export function sourceBars({ id, report, title, alt, columns, rows }: TableSection): ChartFigures {
  const place = (wanted: string) => columns.findIndex((column) => column.id === wanted);
  const [name, value] = [place('name'), place('value')];
  const figures = rows.map((row) => row[value]?.value);
  return {
    id,
    chart: { report, kind: 'bars', title, alt, format: PERCENT },
    from: 'sources',
    dates: null,
    labels: {
      header: columns[name]?.label ?? '',
      texts: rows.map((row) => axisLabel(row[name]?.text ?? '')),
    },
    series: [
      {
        id: 'value',
        label: columns[value]?.label ?? '',
        role: 'current',
        values: figures.map((figure) => (typeof figure === 'number' ? figure : null)),
        sum: { column: report, label: 'source' },
      },
    ],
    shares: true,
  };
}
