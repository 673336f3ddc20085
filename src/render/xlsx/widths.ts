import { visibleLength } from '../line.js';
import type { Cell } from './sheet.js';

const LEAST = 9;
const MOST = 48;

/** How wide a column must be for its header, the longest of its cells and its total, within bounds, in characters. */
export function columnWidth(header: string, cells: readonly Cell[], least = LEAST): number {
  const longest = Math.max(visibleLength(header) + 3, ...cells.map((cell) => visibleLength(shown(cell)) + 2));
  return Math.min(MOST, Math.max(least, longest));
}

/** Letters are narrower than the digits that widths are counted in. */
const LETTER = 0.92;

/** How many lines a text takes when it wraps in `width` characters. */
export function lineCount(text: string, width: number): number {
  return Math.max(1, Math.ceil((visibleLength(text) * LETTER) / width));
}

/** Roughly what Excel shows for a cell. */
function shown({ value, format = '' }: Cell): string {
  if (value === null) return '';
  if (value instanceof Date) return format;
  if (typeof value === 'string') return value.split('\n')[0] ?? '';
  const digits = format.includes('%') ? (value * 100).toFixed(1) : Math.round(value).toLocaleString('en');
  return `${digits}${format.includes('0.0') ? '.0%' : ''}${format.includes('▲') ? '▲ points' : ''}`;
}
