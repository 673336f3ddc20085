import type { Tile } from '../../../digest/digest.js';
import { columnCells } from './grid-range.js';
import { cellReference } from './reference.js';
import type { Grid, NamedRange } from './sheet.js';

/** Excel's limit for a name, in characters. */
const MAX_NAME_LENGTH = 255;

/** Names of the summary's figures for formulas; the same in every language. */
const FIGURES = {
  conversations: 'Conversations_Total',
  paid: 'Paid_Total',
  messages: 'Messages_Total',
  messagesPerConversation: 'Messages_Each',
  fallbackRate: 'Fallback_Rate',
} as const satisfies Record<Tile['id'], string>;

/** Names for the columns of a report's table, by stable column id: `Conversations_date`. */
export function columnNames(sheet: string, grid: Grid): NamedRange[] {
  return grid.columns.map(({ id }, index) => ({
    name: `${sheet}_${id}`.replace(/\W+/g, '_').slice(0, MAX_NAME_LENGTH),
    cells: columnCells(sheet, grid, index).cells,
  }));
}

/** What stands beside a figure, in the order of the summary's columns. */
const BESIDE = ['', '_Previous', '_Change', '_Usual_Low', '_Usual_High'] as const;

/** Names for the cells of each summary figure: `Fallback_Rate`, `Fallback_Rate_Previous`, `Fallback_Rate_Change`. */
export function figureNames(sheet: string, grid: Grid, tiles: readonly Tile[]): NamedRange[] {
  return tiles.flatMap(({ id }, index) =>
    BESIDE.map((suffix, place) => ({
      name: `${FIGURES[id]}${suffix}`,
      cells: cellReference(sheet, grid.row + 1 + index, grid.column + 1 + place),
    })),
  );
}
