import type { TableCell, TableColumn, TableSection } from '../../../digest/digest.js';
import { changeWords, type LayoutContext } from '../page/layout-context.js';
import { textWidth } from '../text/paragraph.js';

/** Position of a column, in points from the table's left edge. */
export interface ColumnBox {
  readonly column: TableColumn;
  readonly x: number;
  readonly width: number;
  readonly align: 'left' | 'right';
}

export interface Columns {
  readonly boxes: readonly ColumnBox[];
  /** Scale of the font size of figures; less than 1 when the columns would not fit. */
  readonly scale: number;
  /** Position of the share bars and the index of their column; null without shares or without enough space. */
  readonly bar: { readonly x: number; readonly width: number; readonly index: number } | null;
}

const GAP = 16;
const BAR_WIDTH = 88;
const NUMBER = { least: 62, most: 124 };

/** Minimum width of a text column, in points. */
const MIN_NAMES = 60;

/** Number columns take the width they need, at the right; text columns share the rest, at the left; bars are between them. */
export function columnsOf(section: TableSection, layout: LayoutContext): Columns {
  const { columns } = section;
  const needs = columns.map((_column, index) => needsOf(section, index, layout));
  const shareIndex = columns.findIndex(({ type }) => type === 'share');
  const figures = needs.filter((_need, index) => columns[index]?.type !== 'text').map(figureWidth);
  const leastNames = MIN_NAMES * (columns.length - figures.length);
  const room = layout.width - leastNames - GAP * figures.length;
  const barRoom = shareIndex < 0 || total(figures) + BAR_WIDTH + GAP > room ? 0 : BAR_WIDTH + GAP;
  const scale = Math.min(1, room / Math.max(total(figures), 1));
  const numbers = columns.map(({ type }, index) =>
    type === 'text' ? 0 : figureWidth(needs[index] ?? NO_NEED) * scale + GAP,
  );
  const names = columns.map(({ type }, index) =>
    type === 'text' ? Math.max(needs[index]?.header ?? 0, needs[index]?.cells ?? 0) : 0,
  );
  const rest = layout.width - barRoom - total(numbers);
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
    scale,
    bar: barRoom === 0 ? null : { x: Math.max(rest, 0), width: BAR_WIDTH, index: shareIndex },
  };
}

/** The text of a cell; a change has its arrow. */
export function cellWords(
  cell: TableCell | undefined,
  { theme, styles }: LayoutContext,
): { text: string; color: string } {
  if (cell?.change) return changeWords(cell.change, theme);
  return { text: cell?.text ?? '', color: styles.body.color };
}

/** Widths in points of a column's header and of its widest cell. */
interface Need {
  readonly header: number;
  readonly cells: number;
}

const NO_NEED: Need = { header: 0, cells: 0 };

function needsOf({ columns, rows, total }: TableSection, index: number, layout: LayoutContext): Need {
  const { measure, styles } = layout;
  const cells = [...rows, ...(total ? [total] : [])].map((row) => cellWords(row[index], layout).text);
  return {
    header: textWidth(measure, { text: columns[index]?.label ?? '', style: styles.medium }),
    cells: Math.max(0, ...cells.map((text) => textWidth(measure, { text, style: styles.strong }))),
  };
}

/** Headers may be shortened, figures may not. */
function figureWidth({ header, cells }: Need): number {
  return Math.max(NUMBER.least, Math.min(header, NUMBER.most), cells);
}

const total = (widths: readonly number[]) => widths.reduce((sum, width) => sum + width, 0);
