import type { Change, DataColumn, Tile } from '../../../digest/digest.js';
import { splitKnown } from '../../../digest/missing/known.js';
import type { Cell } from './sheet.js';

type Value = string | number | null;

const FORMATS = {
  count: '#,##0',
  decimal: '#,##0.0',
  percent: '0.0%',
  date: 'yyyy-mm-dd',
  dateTime: 'yyyy-mm-dd hh:mm',
} as const;

/** The number format of a column, or null for text. */
export function formatOf(type: DataColumn['type']): string | null {
  return type === 'text' ? null : FORMATS[type];
}

/** A value as a cell of its column's type; a value of another type stays text. */
export function typedCell(value: Value, type: DataColumn['type']): Cell {
  if (value === null) return { value: null };
  const format = formatOf(type);
  if (typeof value === 'number') return format === null ? { value } : { value, format };
  const local = type === 'date' || type === 'dateTime' ? localTime(value) : null;
  return local && format ? { value: local, format } : { value: cellText(value) };
}

/** The local time of `2026-11-16` or `2026-11-16T09:00+01:00`; the offset is ignored. */
function localTime(text: string): Date | null {
  const [, day, clock = '00:00'] = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}))?/.exec(text) ?? [];
  const time = new Date(`${day}T${clock}:00Z`);
  return Number.isNaN(time.getTime()) ? null : time;
}

/** A change in a column of its own: a fraction with its sign. */
export const CHANGE_FORMAT = '+0.0%;\u22120.0%;0.0%';

const TILE_FORMATS = { count: 'count', ratio: 'decimal', percent: 'percent' } as const;

/** A number whose format shows its coverage: `1,032 · 4 of 7 days`. */
export function withNote(cell: Cell, known: string): Cell {
  return known === '' ? cell : { ...cell, format: notedFormat(cell.format ?? 'General', known) };
}

export const notedFormat = (format: string, known: string) =>
  known === '' ? format : `${format}${quoted(` · ${cellText(known)}`)}`;

/** A tile's figure, or the reason why there is none. */
export function tileCell(value: number | null, { unit, text }: Tile): Cell {
  if (value === null) return { value: cellText(text) };
  return withNote(typedCell(value, TILE_FORMATS[unit]), splitKnown(text)[1]);
}

/** The previous value as a number whose format shows its coverage if not all bots have one: `6,462 (1 of 2 bots)`. */
export function previousCell(tile: Tile): Cell {
  if (tile.previous === null) return { value: null };
  const cell = typedCell(tile.previous, TILE_FORMATS[tile.unit]);
  if (tile.previousOf === null) return cell;
  return { ...cell, format: `${cell.format}${quoted(` (${cellText(tile.previousOf)})`)}` };
}

/** The ends of what is usual; empty cells where it is unknown. */
export function usualCells({ usual, unit }: Pick<Tile, 'usual' | 'unit'>): readonly [low: Cell, high: Cell] {
  const cell = (value: number | undefined) => typedCell(value ?? null, TILE_FORMATS[unit]);
  return [cell(usual?.low), cell(usual?.high)];
}

export function goalCell({ goal }: Tile): Cell {
  if (goal === undefined) return { value: null };
  const tone = goal.met === null ? {} : { tone: goal.met ? ('good' as const) : ('attention' as const) };
  return { value: cellText(goal.text), ...tone };
}

/** A change as a number whose format shows arrow and unit, `▲ 11.3%` or `▼ 1.6 points`; text when there is none. */
export function changeCell(change: Change | null): Cell {
  if (change === null) return { value: null };
  if (change.direction === 'same')
    return { value: change.amount, format: quoted(cellText(change.text)), tone: change.tone };
  if (!/\p{Nd}/u.test(change.text))
    return { value: change.amount, format: quoted(`▲ ${cellText(change.text)}`), tone: change.tone };
  const unit = /\D*$/.exec(change.text)?.[0] ?? '';
  const points = change.unit === 'points';
  const perDay = unit.slice(unit.indexOf('%') + 1);
  const fraction = perDay.trim() === '' ? '0.0%' : `0.0%${quoted(cellText(perDay))}`;
  const body = change.unit === 'fraction' ? fraction : points && unit ? `0.0${quoted(unit)}` : '#,##0.0';
  return {
    value: points ? Math.round(change.amount * 1e6) / 1e4 : change.amount,
    format: `"▲ "${body};"▼ "${body};${body}`,
    tone: change.tone,
  };
}

const quoted = (text: string) => `"${text.replaceAll('"', '')}"`;

const CELL_LIMIT = 32_767;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 cannot carry
const ILLEGAL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]|\p{Cs}/gu;

/** Text without characters that XML forbids, shortened to the limit of a cell. */
export function shownText(text: string): string {
  const clean = text.replace(/\r\n?/g, '\n').replace(ILLEGAL, '');
  return clean.slice(0, CELL_LIMIT).replace(/[\uD800-\uDBFF]$/, '');
}

/** Text for a cell: like `shownText`, with `_x0041_` escaped, which Excel would decode. */
export function cellText(text: string): string {
  return shownText(text).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
}
