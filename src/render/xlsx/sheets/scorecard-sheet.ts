import type { Digest, ScorecardRow, TableCell } from '../../../digest/digest.js';
import type { Words } from '../../../digest/language/words.js';
import { splitKnown } from '../../../digest/missing/known.js';
import type { ReportName } from '../../../vocabulary/chatbot.js';
import { columnNames } from '../grid/named-ranges.js';
import { tableName } from '../grid/names.js';
import { type PlainColumn, plainGrid } from '../grid/plain-grid.js';
import { address, blockReference } from '../grid/reference.js';
import type { Cell, Grid, WorkbookSheet } from '../grid/sheet.js';
import { figureCell } from '../grid/table-sum.js';
import { cellText, changeCell, formatOf, typedCell, withNote } from '../grid/values.js';
import { HEADER_ROW, tableSheet } from './table-sheet.js';

/** Inputs of the scorecard. */
export interface ScorecardParts {
  readonly name: string;
  /** The table of conversations. */
  readonly conversations: Grid | undefined;
  readonly words: Words;
}

type Column = PlainColumn<ScorecardRow>;

/** All bots, those that need a look first, with thirteen weeks each. */
export function scorecardSheet(digest: Digest, parts: ScorecardParts): WorkbookSheet {
  const { name, words } = parts;
  const columns = [...figureColumns(digest, parts), ...weekColumns(digest, words)];
  const grid = plainGrid({ name: tableName(name), row: HEADER_ROW }, columns, digest.scorecard);
  const hint = digest.sections.find(({ id }) => id === 'by-bot')?.hint ?? '';
  const sheet = tableSheet(digest, {
    name,
    title: words.say('file.scorecard'),
    grid,
    note: hint === '' ? null : { text: cellText(hint), style: 'note' },
    charts: [],
    sparklines: sparklinesOf(name, grid),
    frozen: 1,
  });
  const named = columnNames(name, { ...grid, columns: grid.columns.filter(({ id }) => !isWeek(id)) });
  return { ...sheet, print: { orientation: 'landscape', onePage: false }, names: named };
}

function figureColumns(digest: Digest, parts: ScorecardParts): readonly Column[] {
  const { words } = parts;
  const { labels, comparison } = digest;
  const has = (report: ReportName) => digest.tables.some((table) => table.report === report);
  const usual = (end: 'low' | 'high', label: string) =>
    numberColumn(end === 'low' ? 'usualLow' : 'usualHigh', label, ({ usual }) => usual?.[end] ?? null);
  return [
    nameColumn(digest, words),
    conversationsColumn(digest, parts),
    usual('low', words.say('label.usualLow')),
    usual('high', words.say('label.usualHigh')),
    ...(comparison ? [changeColumn('change', labels.change, ({ change }) => change)] : []),
    ...(has('paid')
      ? [numberColumn('paidShare', words.say('label.paidShare'), (row) => row.paidShare, 'percent')]
      : []),
    ...(has('messages')
      ? [numberColumn('each', words.say('label.each'), (row) => row.messagesPerConversation, 'decimal')]
      : []),
    ...(has('interactions') ? fallbackColumns(digest, words) : []),
  ];
}

function nameColumn({ bots }: Digest, words: Words): Column {
  const links = new Map(bots.map(({ id, link }) => [id, link]));
  return {
    id: 'bot',
    label: words.say('label.bot'),
    align: 'start',
    cell: ({ bot, name, state }) => {
      const url = links.get(bot);
      return {
        value: cellText(name),
        ...(url === undefined ? {} : { url }),
        ...(state === 'silent' ? { tone: 'attention' } : {}),
      };
    },
  };
}

/** A formula over the table of conversations, except for names that bots share. */
function conversationsColumn(digest: Digest, { conversations, words }: ScorecardParts): Column {
  const format = formatOf('count') ?? '';
  const shown = shownCells(digest);
  return {
    id: 'conversations',
    label: words.say('tile.conversations'),
    align: 'end',
    bars: true,
    total: format,
    cell: (row, place) => {
      const text = shown.get(row)?.text ?? '';
      if (row.conversations === null) return text === '' ? { value: null } : { value: cellText(text) };
      const name: Cell['value'] = cellText(row.name);
      const where = [{ column: 'bot', cell: `$${address(place.row, 1)}`, value: name }];
      const figure = { value: row.conversations, format };
      const cell = figureCell(figure, conversations, { column: 'conversations', where });
      return withNote(row.state === 'silent' ? { ...cell, tone: 'attention' } : cell, splitKnown(text)[1]);
    },
  };
}

/** The cells of the digest's own scorecard, which has the rows that are not as usual in the same order. */
function shownCells({ sections, scorecard }: Digest): ReadonlyMap<ScorecardRow, TableCell> {
  const section = sections.find(({ id }) => id === 'by-bot');
  if (section?.kind !== 'table') return new Map();
  const [name, value] = ['name', 'value'].map((id) =>
    section.columns.findIndex((column) => column.id === id),
  );
  const cells = new Map<ScorecardRow, TableCell>();
  for (const [index, row] of scorecard.entries()) {
    const shown = section.rows[index];
    const cell = shown?.[value ?? -1];
    if (shown?.[name ?? -1]?.value === row.name && cell?.value === row.conversations) cells.set(row, cell);
  }
  return cells;
}

function fallbackColumns({ comparison }: Digest, words: Words): readonly Column[] {
  const rate: Column = {
    id: 'fallbackRate',
    label: words.say('label.fallbackRate'),
    align: 'end',
    cell: ({ fallbackRate, fallbackChange }) => ({
      ...typedCell(fallbackRate, 'percent'),
      ...(fallbackChange?.tone === 'attention' ? { tone: 'attention' } : {}),
    }),
  };
  const step: Column = {
    id: 'worstStep',
    label: words.say('label.worstStep'),
    align: 'start',
    cell: ({ worstStep }) => ({ value: worstStep === null ? null : cellText(worstStep) }),
  };
  const points = changeColumn('points', words.say('label.points'), ({ fallbackChange }) => fallbackChange);
  return comparison ? [rate, points, step] : [rate, step];
}

const changeColumn = (
  id: string,
  label: string,
  changeOf: (row: ScorecardRow) => ScorecardRow['change'],
): Column => ({ id, label, align: 'end', cell: (row) => changeCell(changeOf(row)) });

const numberColumn = (
  id: string,
  label: string,
  figureOf: (row: ScorecardRow) => number | null,
  type: 'count' | 'decimal' | 'percent' = 'count',
): Column => ({ id, label, align: 'end', cell: (row) => typedCell(figureOf(row), type) });

const SPARKLINE = 'weeks';
/** In characters. */
const WEEK_WIDTH = 6;
const SPARKLINE_WIDTH = 22;
const isWeek = (id: string) => id === SPARKLINE || /^week\d+$/.test(id);

/** Fewer known weeks make no line. */
const MIN_WEEKS = 3;

/** An empty column for the lines, and one for each week from the first known one; none where too few are known. */
function weekColumns({ scorecard, sections }: Digest, words: Words): readonly Column[] {
  const length = Math.max(0, ...scorecard.map((row) => row.weeks.length));
  const all = Array.from({ length }, (_, index) => index);
  const isKnown = (index: number) => scorecard.some(({ weeks }) => (weeks[index] ?? null) !== null);
  const shown = all.slice(all.find(isKnown) ?? length);
  if (shown.length < MIN_WEEKS) return [];
  const axis = sections.find(({ id }) => id === 'weeks');
  const labels = axis?.kind === 'timeSeries' ? axis.axis.map(({ short }) => short) : [];
  return [
    {
      id: SPARKLINE,
      label: words.say('label.weeks'),
      align: 'start',
      least: SPARKLINE_WIDTH,
      cell: () => ({ value: null }),
    },
    ...shown.map((index) => {
      const ago = length - 1 - index;
      const label = labels.at(-1 - ago) ?? (ago === 0 ? '0' : `\u2212${ago}`);
      const column = numberColumn(`week${ago}`, label, (row) => row.weeks[index] ?? null);
      return { ...column, least: WEEK_WIDTH };
    }),
  ];
}

function sparklinesOf(sheet: string, grid: Grid): WorkbookSheet['sparklines'] {
  const place = grid.columns.findIndex(({ id }) => id === SPARKLINE);
  if (place < 0) return [];
  const columns = [grid.column + place + 1, grid.column + grid.columns.length - 1] as const;
  return grid.rows.map((_row, index) => {
    const row = grid.row + 1 + index;
    return {
      cell: address(row, grid.column + place),
      values: blockReference({ sheet, rows: [row, row], columns }),
    };
  });
}
