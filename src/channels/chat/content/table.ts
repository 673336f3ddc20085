import type { ChangeTone, Digest, RankingSection, TableCell, TableSection } from '../../../digest/digest.js';
import { arrowOf } from '../../../digest/language/change.js';
import type { Words } from '../../../digest/language/words.js';
import { oneLine, shortened, shortenedName } from '../../../render/line.js';
import { marksMeaning, markWord } from '../../marked.js';
import { toneMark } from '../../tone-mark.js';
import { webLink } from '../../web-link.js';
import type { Detail } from './detail.js';

/** Rows of figures under a title; the first column holds names. */
export interface ChatTable {
  readonly kind: 'table';
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly ChatRow[];
  /** Sentences under the rows. */
  readonly after: readonly string[];
}

export interface ChatRow {
  /** Whether it is to be looked at; its name begins with a mark then. */
  readonly alarming: boolean;
  readonly cells: readonly ChatCell[];
}

export interface ChatCell {
  readonly text: string;
  readonly tone: ChangeTone | null;
  /** Where a name leads; null where nowhere. */
  readonly link: string | null;
}

/** How tables are made. */
export interface TableLayout {
  readonly words: Words;
  readonly detail: Pick<Detail, 'rows' | 'name' | 'sentence' | 'link'>;
}

/** The figures that a chat has room for beside the names. */
const COLUMNS = ['name', 'uses', 'value', 'change', 'rate', 'before', 'share', 'fallbackRate', 'step'];

/** The bots that need a look, or that fared otherwise than usual; a digest of one bot says that in its figures. */
export function botTable(section: TableSection, { bots, scorecard }: Digest, layout: TableLayout): ChatTable {
  const rows = section.rows.filter((_row, place) => (scorecard[place]?.state ?? 'usual') !== 'usual');
  return sectionTable(section, bots.length > 1 ? rows : [], layout);
}

export function sectionTable(
  { title, columns, more }: TableSection,
  rows: TableSection['rows'],
  layout: TableLayout,
): ChatTable {
  const shown = columns.flatMap(({ id }, place) => (COLUMNS.includes(id) ? [place] : []));
  return tableOf(
    {
      title,
      columns: shown.map((place) => columns[place]?.label ?? ''),
      rows: rows.map((row) => shown.map((place) => row[place] ?? NOTHING)),
      after: [more ?? ''],
    },
    layout,
  );
}

/** The bars of a ranking in words. */
export function rankingTable(section: RankingSection, digest: Digest, layout: TableLayout): ChatTable {
  const { words } = layout;
  const labels = (['interaction', 'uses', 'change', 'share'] as const).map((key) =>
    words.say(`label.${key}`),
  );
  const rows = section.rows.map((row): TableCell[] => {
    const word = markWord(row, words);
    return [
      { value: row.label, text: word === '' ? row.label : `${row.label} · ${word}` },
      { value: row.value, text: row.text },
      { value: row.change?.amount ?? null, text: row.change?.text ?? '', change: row.change },
      { value: row.share, text: row.shareText },
    ];
  });
  const after = [section.more ?? '', marksMeaning(section, digest, words)];
  return tableOf({ title: section.title, columns: labels, rows, after }, layout);
}

interface RawTable extends Pick<ChatTable, 'title' | 'columns' | 'after'> {
  readonly rows: readonly (readonly TableCell[])[];
}

const NOTHING: TableCell = { value: null, text: '' };

/** The first rows, with a word about how many more there are; rows to look at begin with a mark. */
function tableOf({ title, columns, rows, after }: RawTable, { words, detail }: TableLayout): ChatTable {
  const cut = rows.length > detail.rows;
  const shown = cut ? rows.slice(0, detail.rows - 1) : rows;
  const count = rows.length - shown.length;
  return {
    kind: 'table',
    title,
    columns: columns.map((label) => shortened(oneLine(label).trim(), detail.name)),
    rows: shown.map((row) => rowOf(row, detail)),
    after: [cut ? `… ${words.say('note.more', { count })}` : '', ...after]
      .map((text) => shortened(oneLine(text).trim(), detail.sentence))
      .filter((text) => text !== ''),
  };
}

function rowOf(row: readonly TableCell[], detail: TableLayout['detail']): ChatRow {
  const alarming = row.some((cell) => toneOf(cell) === 'attention');
  const cells = row.map((cell, place): ChatCell => {
    const { text, change, link } = cell;
    const mark = alarming && place === 0 ? `${toneMark('attention')} ` : '';
    const name = shortenedName(oneLine(text).trim(), detail.name) || '–';
    return {
      text: `${mark}${change ? arrowOf(change) : ''}${name}`,
      tone: toneOf(cell),
      link: place === 0 ? webLink(link, detail.link) : null,
    };
  });
  return { alarming, cells };
}

const toneOf = ({ tone, change }: TableCell): ChangeTone | null => change?.tone ?? tone ?? null;
