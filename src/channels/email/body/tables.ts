import type { Theme } from '../../../config/config.js';
import type { Digest, RankingSection, TableCell, TableSection } from '../../../digest/digest.js';
import type { Words } from '../../../digest/language/words.js';
import { oneLine, shortened, shortenedName } from '../../../render/line.js';
import { toneColor } from '../../../render/tone-color.js';
import { marksMeaning, markWord } from '../../marked.js';
import { toneMark } from '../../tone-mark.js';
import { webLink } from '../../web-link.js';
import { arrowedChange, mailTone } from './change.js';
import { type PlacePair, pairsOf, placesShown, sideOf } from './columns.js';
import type { CellView, PairView, RowView, TableView } from './view.js';

/** A phone shows about so many characters of a name in two lines beside its figures, and a line of the text part two such names. */
const MAX_NAME_LENGTH = 36;
/** Gmail cuts a mail off beyond 102 KB; rows beyond these are counted. */
const MAX_ROWS = 15;
const MAX_LINK_LENGTH = 150;

/** The tables of a mail in order; they read without pictures. */
const TABLES = ['by-bot', 'by-source', 'fallbacks', 'interactions'];

export interface TableParts {
  readonly theme: Theme;
  readonly words: Words;
}

type MarkedCell = TableCell & { readonly mark?: string };

interface PlainTable extends Omit<TableSection, 'alt' | 'hint' | 'rows'> {
  readonly rows: readonly (readonly MarkedCell[])[];
  /** What its marks mean; empty without marks. */
  readonly meaning: string;
}

/** The tables that say who, where and after which step, and what people used. */
export function mailTables(digest: Digest, parts: TableParts): TableView[] {
  return digest.sections
    .filter((section) => section.kind === 'table' || section.kind === 'ranking')
    .filter(({ id, emptyText, rows }) => TABLES.includes(id) && emptyText === null && rows.length > 0)
    .toSorted((one, other) => TABLES.indexOf(one.id) - TABLES.indexOf(other.id))
    .map((section) =>
      tableView(
        section.kind === 'table' ? { ...section, meaning: '' } : rankingTable(section, digest, parts.words),
        parts,
      ),
    );
}

/** The bars of a ranking in words. */
function rankingTable(section: RankingSection, digest: Digest, words: Words): PlainTable {
  return {
    ...section,
    kind: 'table',
    columns: [
      { id: 'name', label: words.say('label.interaction'), type: 'text' },
      { id: 'value', label: words.say('label.uses'), type: 'count' },
      { id: 'change', label: words.say('label.change'), type: 'change' },
      { id: 'share', label: words.say('label.share'), type: 'percent' },
    ],
    rows: section.rows.map((row) => [
      { value: row.label, text: row.label, mark: markWord(row, words) },
      { value: row.value, text: row.text },
      { value: row.change?.amount ?? null, text: row.change?.text ?? '', change: row.change },
      { value: row.share, text: row.shareText },
    ]),
    total: null,
    meaning: marksMeaning(section, digest, words),
  };
}

function tableView(
  { id, title, columns, total, more, missing, meaning, ...section }: PlainTable,
  parts: TableParts,
): TableView {
  const { theme, words } = parts;
  const ids = columns.map((column) => column.id);
  const rows = section.rows.slice(0, MAX_ROWS);
  const left = section.rows.length - rows.length;
  const all = total ? [...rows, total] : rows;
  const shown = placesShown(ids, (place) => all.every((row) => !row[place]?.text));
  const pairs = pairsOf(ids, shown);
  const headings = columns.map(
    ({ label }): CellView => ({ ...NOTHING, text: short(label), color: theme.secondary }),
  );
  const rowView = (row: readonly MarkedCell[], weight: RowView['weight']): RowView => {
    const cells = row.map((cell) => cellView(cell, theme));
    const alarming = weight === 400 && shown.some((place) => cells[place]?.tone === 'attention');
    const mark = alarming ? toneMark('attention') : '';
    return { cells: at(shown, cells), pairs: paired(pairs, cells), mark, weight };
  };
  return {
    id,
    title: short(title),
    columns: at(shown, headings).map(({ text }) => text),
    sides: shown.map((place) => sideOf(ids[place] ?? '')),
    heads: paired(pairs, headings),
    rows: [...rows.map((row) => rowView(row, 400)), ...(total ? [rowView(total, 600)] : [])],
    sentences: [left > 0 ? words.say('note.more', { count: left }) : '', more ?? '', meaning, ...missing]
      .map((sentence) => shortened(oneLine(sentence), 600))
      .filter(Boolean),
  };
}

const NOTHING: CellView = { text: '', mark: '', link: null, tone: 'text', color: '' };

const at = (places: readonly number[], cells: readonly CellView[]) =>
  places.map((place) => cells[place] ?? NOTHING);

const paired = (pairs: readonly PlacePair[], cells: readonly CellView[]): PairView[] =>
  pairs.map(({ over, under }) => {
    const below = under === null ? undefined : cells[under];
    return { over: cells[over] ?? NOTHING, under: below?.text ? below : null };
  });

function cellView(cell: MarkedCell, theme: Theme): CellView {
  const { text, change, tone, mark = '' } = cell;
  const said = { mark, link: webLink(cell.link, MAX_LINK_LENGTH) };
  if (change)
    return {
      ...said,
      text: arrowedChange(change),
      tone: mailTone(change.tone),
      color: toneColor(change.tone, theme),
    };
  if (tone === 'attention') return { ...said, text: short(text), tone, color: theme.attention };
  return { ...said, text: short(text), tone: 'text', color: theme.text };
}

const short = (text: string) => shortenedName(oneLine(text), MAX_NAME_LENGTH);
