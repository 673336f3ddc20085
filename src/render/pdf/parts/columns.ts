import type { TableCell, TableColumn, TableSection } from '../../../digest/digest.js';
import { arrowOf } from '../../../digest/language/change.js';
import type { TextStyle } from '../canvas/surface.js';
import { changeWords, type LayoutContext } from '../page/layout-context.js';
import { textWidth } from '../text/paragraph.js';

/** Position of a column, in points from the table's left edge. */
export interface ColumnBox {
  readonly column: TableColumn;
  readonly x: number;
  readonly width: number;
  readonly align: 'left' | 'right';
  /** Width of the bar at the column's left edge; 0 without bars or without enough space. */
  readonly bar: number;
}

export interface Columns {
  readonly boxes: readonly ColumnBox[];
  /** Scale of the font size of figures; less than 1 when the columns would not fit. */
  readonly scale: number;
  readonly size: TableSize;
}

/** Measures that depend on how many columns and rows a table has, in points. */
export interface TableSize {
  readonly gap: number;
  readonly row: number;
  /** Font sizes. */
  readonly text: number;
  readonly header: number;
  /** Maximum number of lines of a name. */
  readonly lines: number;
  /** Minimum width of a column of figures. */
  readonly number: number;
  readonly bar: number;
}

const ROOMY: TableSize = { gap: 16, row: 20.5, text: 9.5, header: 8.5, lines: 2, number: 40, bar: 72 };
/** For more columns than `MANY_COLUMNS`. */
const NARROW: TableSize = { ...ROOMY, gap: 9, text: 9, header: 8, number: 20, bar: 40 };
const MANY_COLUMNS = 6;
/** For more rows than `MANY_ROWS` and `MOST_ROWS`: fifty fit on a page. */
const LOW = { row: 14.5, text: 8.5, lines: 1 };
const LOWEST = { row: 11.4, text: 8, lines: 1 };
const MANY_ROWS = 25;
const MOST_ROWS = 40;

const LINE_WIDTH = 60;
const BAR_GAP = 6;
/** The longest header that widens its column, in points. */
const MAX_HEADER = 124;
/** Minimum width of a text column, in points. */
const MIN_NAMES = 60;

export function tableSize({ columns, rows }: TableSection): TableSize {
  const base = columns.length > MANY_COLUMNS ? NARROW : ROOMY;
  if (rows.length <= MANY_ROWS) return base;
  return { ...base, ...(rows.length > MOST_ROWS ? LOWEST : LOW) };
}

/** Number columns take the width they need; text columns share the rest. */
export function columnsOf(section: TableSection, layout: LayoutContext): Columns {
  const { columns } = section;
  const size = tableSize(section);
  const needs = columns.map((_column, index) => needOf(section, index, { layout, size }));
  const figures = needs.filter((_need, index) => columns[index]?.type !== 'text');
  const texts = columns.length - figures.length;
  const room = layout.width - MIN_NAMES * texts - size.gap * (columns.length - 1);
  const barRoom = columns.some(({ type }) => type === 'share') ? size.bar + BAR_GAP : 0;
  const bar = total(figures) + barRoom > room ? 0 : size.bar;
  const scale = Math.min(1, room / Math.max(total(figures), 1));
  const widths = columns.map(({ type }, index) => {
    if (type === 'text') return 0;
    return (needs[index] ?? 0) * scale + (type === 'share' && bar > 0 ? bar + BAR_GAP : 0);
  });
  const rest = layout.width - total(widths) - size.gap * (columns.length - 1);
  const names = shared(
    rest,
    columns.map(({ type }, index) => (type === 'text' ? (needs[index] ?? 0) : 0)),
  );
  let x = 0;
  const boxes = columns.map((column, index): ColumnBox => {
    const text = column.type === 'text';
    const width = text ? (names[index] ?? 0) : (widths[index] ?? 0);
    const left = text || column.type === 'line';
    const box = {
      column,
      x,
      width,
      align: left ? ('left' as const) : ('right' as const),
      bar: column.type === 'share' ? bar : 0,
    };
    x += width + size.gap;
    return box;
  });
  return { boxes, scale, size };
}

/** Divides a width by need; where all needs are met, the first takes what is left. */
function shared(width: number, needs: readonly number[]): number[] {
  const all = total(needs);
  if (all <= 0) return needs.map(() => 0);
  const first = needs.findIndex((need) => need > 0);
  if (all <= width) return needs.map((need, index) => need + (index === first ? width - all : 0));
  const least = needs.map((need) => Math.min(need, MIN_NAMES));
  const spare = Math.max(width - total(least), 0);
  const more = needs.map((need, index) => need - (least[index] ?? 0));
  return needs.map((_need, index) => (least[index] ?? 0) + (spare * (more[index] ?? 0)) / (total(more) || 1));
}

/** The text of a cell and its style; a change has its arrow, one in points no unit. */
export function cellWords(
  cell: TableCell | undefined,
  column: TableColumn | undefined,
  { theme, styles, words, locale }: LayoutContext,
): { text: string; style: TextStyle } {
  const { body, strong } = styles;
  const change = cell?.change;
  if (change) {
    const { text, color } = changeWords(change, theme);
    const style = { ...(change.tone === 'attention' ? strong : body), color };
    if (column?.id === 'points' && change.unit === 'points')
      return {
        text: change.direction === 'same' ? '' : `${arrowOf(change)}${points(change.amount, locale)}`,
        style,
      };
    const usual = change.text === words.say('change.usual');
    return { text: usual ? words.say('change.usualShort') : text, style };
  }
  const text = cell?.text ?? '';
  if (cell?.tone === 'attention') return { text, style: { ...strong, color: theme.attention } };
  return { text, style: column?.id === 'before' ? { ...body, color: theme.secondary } : body };
}

function points(amount: number, locale: string): string {
  const format = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return format.format(Math.abs(amount) * 100);
}

/** Headers may wrap and be shortened, figures may not. */
function needOf(
  { columns, rows, total }: TableSection,
  index: number,
  { layout, size }: { readonly layout: LayoutContext; readonly size: TableSize },
): number {
  const { measure, styles } = layout;
  const column = columns[index];
  const label = column?.label ?? '';
  const widthOf = (text: string) =>
    textWidth(measure, { text, style: { ...styles.medium, size: size.header } });
  const cells = rows.map((row) => {
    const { text, style } = cellWords(row[index], column, layout);
    return textWidth(measure, { text, style: { ...style, size: size.text } });
  });
  const sum = total ? cellWords(total[index], column, layout).text : '';
  const widest = Math.max(
    0,
    ...cells,
    textWidth(measure, { text: sum, style: { ...styles.strong, size: size.text } }),
  );
  if (column?.type === 'text') return Math.max(widest, widthOf(label)) + 1;
  const header = Math.max(...label.split(' ').map(widthOf));
  const least = column?.type === 'line' ? LINE_WIDTH : size.number;
  return Math.max(least, Math.min(header, MAX_HEADER), widest) + 0.1;
}

const total = (widths: readonly number[]) => widths.reduce((sum, width) => sum + width, 0);
