import type { TableCell, TableColumn, TableSection } from '../../digest/digest.js';
import { changeWords, type Setting } from './setting.js';
import { widthOf } from './words.js';

/** Where a column stands in its table, in points from the table's left edge. */
export interface ColumnBox {
  readonly column: TableColumn;
  readonly x: number;
  readonly width: number;
  readonly align: 'left' | 'right';
}

export interface Columns {
  readonly boxes: readonly ColumnBox[];
  /** Where the bars of the shares stand; null in tables without shares. */
  readonly bar: { readonly x: number; readonly width: number; readonly index: number } | null;
}

const GAP = 16;
const BAR_WIDTH = 88;
const NUMBER = { least: 62, most: 124 };

/** Numbers take the width they need at the right, names share the rest at the left; bars stand between them. */
export function columnsOf(section: TableSection, setting: Setting): Columns {
  const { columns } = section;
  const needs = columns.map((_column, index) => need(section, index, setting));
  const shareIndex = columns.findIndex(({ type }) => type === 'share');
  const barRoom = shareIndex < 0 ? 0 : BAR_WIDTH + GAP;
  const numbers = columns.map(({ type }, index) => (type === 'text' ? 0 : clamped(needs[index] ?? 0) + GAP));
  const names = columns.map(({ type }, index) => (type === 'text' ? (needs[index] ?? 0) : 0));
  const rest = setting.width - barRoom - total(numbers);
  const firstNumber = columns.findIndex(({ type }) => type !== 'text');
  let x = 0;
  const boxes = columns.map((column, index): ColumnBox => {
    if (index === firstNumber) x += barRoom;
    const text = column.type === 'text';
    const width = text ? (rest * (names[index] ?? 0)) / (total(names) || 1) : (numbers[index] ?? 0);
    const box = {
      column,
      x: text ? x : x + GAP,
      width: width - GAP,
      align: text ? 'left' : 'right',
    } as const;
    x += width;
    return box;
  });
  return {
    boxes,
    bar: shareIndex < 0 ? null : { x: Math.max(rest, 0), width: BAR_WIDTH, index: shareIndex },
  };
}

/** What stands in a cell: changes with their arrow, everything else as its text. */
export function cellWords(
  cell: TableCell | undefined,
  { theme, styles }: Setting,
): { text: string; color: string } {
  if (cell?.change) return changeWords(cell.change, theme);
  return { text: cell?.text ?? '', color: styles.body.color };
}

function need({ columns, rows, total }: TableSection, index: number, setting: Setting): number {
  const { measure, styles } = setting;
  const cells = [...rows, ...(total ? [total] : [])].map((row) => cellWords(row[index], setting).text);
  const header = widthOf(measure, { text: columns[index]?.label ?? '', style: styles.medium });
  return Math.max(header, ...cells.map((text) => widthOf(measure, { text, style: styles.strong })));
}

const clamped = (width: number) => Math.min(Math.max(width, NUMBER.least), NUMBER.most);
const total = (widths: readonly number[]) => widths.reduce((sum, width) => sum + width, 0);
