import type { TableCell, TableColumn, TableSection } from '../../../digest/digest.js';
import { oneLine, shortened } from '../../../render/line.js';
import { contextBlocks, richParagraph, type SlackBlock, type TableBlockCell } from './blocks.js';
import type { SlackLayout } from './layout-context.js';
import { tableLimits } from './limits.js';
import { markedName, shownCell, shownColumns } from './rows.js';

/** Rows that Slack shows at once; the others are a page further. */
const PAGE = 10;

type Row = readonly TableBlockCell[];

/** A table that Slack pages through and sorts, with as many rows as it takes, and how many more there are. */
export function dataTable(section: TableSection, layout: SlackLayout): SlackBlock[] {
  const { room, words } = layout;
  const shown = shownColumns(section).slice(0, tableLimits.columns);
  const columns = shown.flatMap((place) => section.columns[place] ?? []);
  const heading = columns.map(({ label }) => rawText(label, room.cell));
  const rows = section.rows.map((row) =>
    rowOf(
      shown.flatMap((place) => row[place] ?? []),
      columns,
      layout,
    ),
  );
  const fitting = firstWithin(rows, tableLimits.characters - lengthOf(heading));
  if (fitting.length === 0) return [];
  const count = rows.length - fitting.length;
  return [
    {
      type: 'data_table',
      caption: shortened(oneLine(section.title).trim(), room.name) || '–',
      page_size: PAGE,
      rows: [heading, ...fitting],
    },
    ...contextBlocks([count > 0 ? `… ${words.say('note.more', { count })}` : ''], room.sentence),
  ];
}

function rowOf(cells: readonly TableCell[], columns: readonly TableColumn[], { room }: SlackLayout): Row {
  const [, ...figures] = cells;
  return [
    nameCell(cells, room),
    ...figures.map((cell, place): TableBlockCell => {
      const { text } = rawText(shownCell(cell), room.cell);
      const { value } = cell;
      return columns[place + 1]?.type !== 'text' && typeof value === 'number' && Number.isFinite(value)
        ? { type: 'raw_number', value, text }
        : { type: 'raw_text', text };
    }),
  ];
}

/** Text where it leads nowhere: text is what Slack sorts and filters by. */
function nameCell(cells: readonly TableCell[], room: SlackLayout['room']): TableBlockCell {
  const name = markedName(cells, room);
  return name.some(({ type }) => type === 'link')
    ? { type: 'rich_text', elements: [richParagraph(name)] }
    : { type: 'raw_text', text: name.map(({ text }) => text).join('') };
}

function rawText(text: string, limit: number) {
  return { type: 'raw_text', text: shortened(oneLine(text).trim(), limit) || '–' } as const;
}

/** The first rows of which all cells together have at most `most` characters. */
function firstWithin(rows: readonly Row[], most: number): readonly Row[] {
  let length = 0;
  const end = rows.findIndex((row) => {
    length += lengthOf(row);
    return length > most;
  });
  return rows.slice(0, Math.min(end < 0 ? rows.length : end, tableLimits.rows));
}

const lengthOf = (row: Row): number =>
  row.reduce(
    (sum, cell) =>
      sum +
      (cell.type === 'rich_text'
        ? cell.elements.flatMap(({ elements }) => elements).reduce((all, { text }) => all + text.length, 0)
        : cell.text.length),
    0,
  );
