import { visibleLength } from '../../line.js';
import type { Cell, Grid } from './sheet.js';

const MIN_WIDTH = 9;
const MAX_WIDTH = 48;

/** Double-width characters. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uFF01-\uFF60]/gu;

/** In characters; more text does not change a width or height, and splitting graphemes is slow. */
const MEASURED = 3000;

function displayLength(text: string): number {
  const measured = text.slice(0, MEASURED);
  return visibleLength(measured) + (measured.match(WIDE)?.length ?? 0);
}

/** Width of a column for its header, longest cell and total, within limits, in characters. */
function columnWidth(header: string, cells: Iterable<Cell>, least: number): number {
  let longest = displayLength(header) + 3;
  for (const cell of cells) longest = Math.max(longest, displayLength(shown(cell)) + 2);
  return Math.min(MAX_WIDTH, Math.max(least, longest));
}

const HEAT_LEAST = 7;
/** Minimum width of a column with data bars, in characters. */
const BARS_LEAST = 16;

/** The widths of a table's columns, in characters. */
export function gridWidths(grid: Grid): number[] {
  return grid.columns.map(({ header, bars, least }, column) =>
    columnWidth(
      header,
      differentCells(grid, column),
      least ?? (grid.heat ? HEAT_LEAST : bars ? BARS_LEAST : MIN_WIDTH),
    ),
  );
}

/** The cells of a column; equal cells often share one object. */
function differentCells({ rows }: Grid, column: number): ReadonlySet<Cell> {
  const cells = new Set<Cell>();
  for (const row of rows) {
    const cell = row[column];
    if (cell !== undefined) cells.add(cell);
  }
  return cells;
}

/** Width of columns in pixels, in Excel at 100% with Calibri 11, whose digits are 7 pixels wide. */
export function pixels(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + Math.round(width * 7), 0);
}

/** Mean width of a letter relative to a digit, the unit of column widths. */
const LETTER = 0.92;

/** Number of lines of a text that wraps at `width` characters. */
export function lineCount(text: string, width: number): number {
  return Math.max(1, Math.ceil((displayLength(text) * LETTER) / width));
}

const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** An approximation of the text that Excel shows for a cell. */
function shown({ value, format = '' }: Cell): string {
  if (value === null) return '';
  if (value instanceof Date) return format;
  if (typeof value === 'string') return value.split('\n')[0] ?? '';
  const digits = format.includes('%') ? (value * 100).toFixed(1) : WHOLE.format(value);
  const [section = ''] = format.split(';');
  const words = [...section.matchAll(/"([^"]*)"/g)].map(([, word = '']) => word);
  return `${digits}${format.includes('0.0') ? '.0%' : ''}${words.join('')}`;
}
