import type { Tile } from '../../../digest/digest.js';
import { typeName } from '../../../digest/interactions/interaction-labels.js';
import type { Words } from '../../../digest/language/words.js';
import type { ReportName } from '../../../vocabulary/chatbot.js';
import { address } from '../grid/reference.js';
import type { Cell, Grid } from '../grid/sheet.js';
import { columnIndex, columnOf, figureCell, same } from '../grid/table-sum.js';

/** The tables that figures are computed from, and the rows of the figures on the summary. */
export interface TileSources {
  readonly grids: ReadonlyMap<ReportName, Grid>;
  readonly tiles: readonly Tile[];
  /** The row of the first figure, and the columns of value and comparison, 1-based. */
  readonly row: number;
  readonly columns: { readonly value: number; readonly previous: number };
  readonly words: Words;
}

/** Which of a figure's two windows. */
type Side = keyof TileSources['columns'];

/** Excel's limit for a text in a formula, in characters. */
const MAX_TEXT = 255;

/** A figure as a formula where the workbook's tables give the figure; else as it is. */
export function liveCell(
  cell: Cell,
  { tile, side }: { readonly tile: Tile; readonly side: Side },
  from: TileSources,
): Cell {
  if (typeof cell.value !== 'number') return cell;
  const figure = { ...cell, value: cell.value };
  switch (tile.id) {
    case 'messagesPerConversation':
      return eachCell(figure, side, from);
    case 'fallbackRate':
      return rateCell(figure, side, from);
    default: {
      const column = side === 'value' ? tile.id : 'comparison';
      return figureCell(figure, from.grids.get(tile.id), { column, where: [] });
    }
  }
}

type Figure = Cell & { readonly value: number };

const isClose = (one: number, other: number) => Math.abs(one - other) <= 1e-9;

/** Messages divided by conversations, both beside it. */
function eachCell(figure: Figure, side: Side, from: TileSources): Cell {
  const [messages, conversations] = (['messages', 'conversations'] as const).map((id) => {
    const index = from.tiles.findIndex((tile) => tile.id === id);
    return { value: from.tiles[index]?.[side] ?? null, cell: address(from.row + index, from.columns[side]) };
  });
  if (!messages?.value || !conversations?.value) return figure;
  if (!isClose(messages.value / conversations.value, figure.value)) return figure;
  return { ...figure, formula: `${messages.cell}/${conversations.cell}` };
}

/** The uses of both kinds of fallbacks, divided by all uses. */
function rateCell(figure: Figure, side: Side, { grids, words }: TileSources): Cell {
  const table = grids.get('interactions');
  if (table === undefined) return figure;
  const kinds = ['fallback', 'contextFallback'].map((type) => typeName(type, words));
  const column = side === 'value' ? 'uses' : 'comparison';
  const [type, uses] = [columnIndex(table, 'type'), columnIndex(table, column)];
  if (type < 0 || uses < 0 || kinds.some((kind) => kind.length > MAX_TEXT)) return figure;
  let [all, fallbacks] = [0, 0];
  for (const row of table.rows) {
    const value = row[uses]?.value;
    if (typeof value !== 'number') continue;
    all += value;
    fallbacks += value * kinds.filter((kind) => same(row[type]?.value, kind)).length;
  }
  if (all === 0 || !isClose(fallbacks / all, figure.value)) return figure;
  const tests = kinds.map((kind) => `(${columnOf(table, 'type')}="${kind.replaceAll('"', '""')}")`);
  const sum = columnOf(table, column);
  return { ...figure, formula: `SUMPRODUCT(${tests.join('+')},${sum})/SUM(${sum})` };
}

/** The change of two cells beside each other, where that is what it is: others are per day, or not worth a number. */
export function liveChange(
  cell: Cell,
  tile: Tile,
  { row, columns }: Pick<TileSources, 'row' | 'columns'>,
): Cell {
  const { value, previous, change, unit } = tile;
  if (change === null || change.direction === 'same' || typeof cell.value !== 'number') return cell;
  if (value === null || previous === null || previous === 0) return cell;
  const [now, before] = [address(row, columns.value), address(row, columns.previous)];
  const shown = (figure: number) => Math.round(figure * ROUNDED[unit].by) / ROUNDED[unit].by;
  const { digits, scale } = ROUNDED[unit];
  const difference = (shown(value) - shown(previous)) * scale;
  const [amount, formula] =
    change.unit === 'fraction'
      ? [value / previous - 1, `${now}/${before}-1`]
      : [difference, `(ROUND(${now},${digits})-ROUND(${before},${digits}))${scale === 1 ? '' : `*${scale}`}`];
  return isClose(amount, cell.value) ? { ...cell, formula } : cell;
}

/** How figures are shown: digits after the point, and what a difference is multiplied by. */
const ROUNDED = {
  count: { digits: 0, by: 1, scale: 1 },
  ratio: { digits: 1, by: 10, scale: 1 },
  percent: { digits: 3, by: 1000, scale: 100 },
} as const;
