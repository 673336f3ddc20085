import type { Tile } from '../../../digest/digest.js';
import { columnCells } from './grid-range.js';
import { cellReference } from './reference.js';
import type { Grid, NamedRange } from './sheet.js';

/** The longest name that Excel takes. */
const MAX_NAME_LENGTH = 255;

/** What formulas call a figure of the summary; the same in every language. */
const FIGURES = {
  conversations: 'Conversations_Total',
  paid: 'Paid_Total',
  messages: 'Messages_Total',
  messagesPerConversation: 'Messages_Each',
  fallbackRate: 'Fallback_Rate',
} as const satisfies Record<Tile['id'], string>;

/** `Conversations_date` and so on: the body of every column of a report's table, under the column's stable id. */
export function columnNames(sheet: string, grid: Grid): NamedRange[] {
  return grid.columns.map(({ id }, index) => ({
    name: `${sheet}_${id}`.replace(/\W+/g, '_').slice(0, MAX_NAME_LENGTH),
    cells: columnCells(sheet, grid, index).cells,
  }));
}

/** `Fallback_Rate`, `Fallback_Rate_Previous` and `Fallback_Rate_Change`: the cells beside each figure of the summary. */
export function figureNames(sheet: string, grid: Grid, tiles: readonly Tile[]): NamedRange[] {
  return tiles.flatMap(({ id }, index) =>
    ['', '_Previous', '_Change'].map((suffix, place) => ({
      name: `${FIGURES[id]}${suffix}`,
      cells: cellReference(sheet, grid.row + 1 + index, grid.column + 1 + place),
    })),
  );
}
