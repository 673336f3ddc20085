import { lastRow } from '../grid/grid-range.js';
import { address } from '../grid/reference.js';
import type { Cell, Grid, WorkbookSheet } from '../grid/sheet.js';
import type { PackageParts } from './package.js';
import { isLong, sampledGrid, styleKey } from './sample-rows.js';
import { element, xmlText } from './xml.js';

/** Parts by path that are generated in pieces while they are packed. */
export type LongParts = ReadonlyMap<string, Iterable<string>>;

/** Replaces the sample rows with all rows, in the styles that ExcelJS wrote for the samples. */
export function expandRows(sheets: readonly WorkbookSheet[]): (parts: PackageParts) => LongParts {
  return (parts) => {
    const long = new Map<string, Iterable<string>>();
    for (const [index, sheet] of sheets.entries()) {
      const [grid] = sheet.grids;
      if (!isLong(sheet) || grid === undefined) continue;
      const path = `xl/worksheets/sheet${index + 1}.xml`;
      long.set(path, longSheet(new TextDecoder().decode(parts.get(path)), grid));
      lengthenTable(parts, grid);
    }
    return long;
  };
}

const ROW = /<row r="\d+"([^>]*)>(.*?)<\/row>/gs;

function* longSheet(xml: string, grid: Grid): Generator<string, void, void> {
  const short = sampledGrid(grid);
  const from = xml.indexOf(`<row r="${grid.row + 1}"`);
  const written = [...xml.slice(from).matchAll(ROW)].slice(0, short.rows.length);
  const to = from + written.reduce((sum, [row]) => sum + row.length, 0);
  const styles = new Map(short.rows.map((row, index) => [styleKey(row), styleIn(written[index])]));
  yield moved(xml.slice(0, from), grid, short);
  yield* longRows(grid, styles);
  yield moved(xml.slice(to), grid, short);
}

function* longRows(
  { rows, row: header, column }: Grid,
  styles: ReadonlyMap<string, RowStyle>,
): Generator<string, void, void> {
  let piece = '';
  const contents = createContents();
  for (const [index, row] of rows.entries()) {
    const style = styles.get(styleKey(row));
    if (style === undefined) throw new Error('A row has a style that no sample row has.');
    piece += rowXml(row, { row: header + 1 + index, column, style, contents });
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

const PIECE = 64 * 1024;

/** A row as written by ExcelJS: its attributes without the row number, and the style of each cell. */
interface RowStyle {
  readonly attributes: string;
  readonly styles: readonly string[];
}

function styleIn(written: RegExpExecArray | undefined): RowStyle {
  const [, attributes = '', cells = ''] = written ?? [];
  return { attributes, styles: [...cells.matchAll(/<c r="[A-Z]+\d+" s="(\d+)"/g)].map(([, s = '']) => s) };
}

function rowXml(
  cells: readonly Cell[],
  { row, column, style, contents }: { row: number; column: number; style: RowStyle; contents: Contents },
): string {
  let written = '';
  for (const [index, cell] of cells.entries())
    written += cellXml(cell, { r: address(row, column + index), s: style.styles[index] ?? '0', contents });
  return `<row r="${row}"${style.attributes}>${written}</row>`;
}

/** The XML within a cell that has a value. */
type Contents = (cell: Cell) => string;

/** Contents kept: equal cells often share one object. */
const CONTENTS_KEPT = 10_000;

function createContents(): Contents {
  const kept = new Map<Cell, string>();
  return (cell) => {
    const known = kept.get(cell);
    if (known !== undefined) return known;
    if (kept.size >= CONTENTS_KEPT) kept.clear();
    const xml = contentXml(cell);
    kept.set(cell, xml);
    return xml;
  };
}

function cellXml(cell: Cell, { r, s, contents }: { r: string; s: string; contents: Contents }): string {
  if (cell.value === null) return `<c r="${r}" s="${s}"/>`;
  const type = typeof cell.value === 'string' ? ' t="inlineStr"' : '';
  return `<c r="${r}" s="${s}"${type}>${contents(cell)}</c>`;
}

/** Inline strings, because the shared string table is already finished. */
function contentXml({ value }: Cell): string {
  if (typeof value === 'string')
    return element('is', {}, element('t', { 'xml:space': 'preserve' }, xmlText(value))).xml;
  return element('v', {}, xmlText(String(value instanceof Date ? value.getTime() / DAY + EPOCH : value))).xml;
}

const DAY = 86_400_000;
/** 1970-01-01 as an Excel serial date. */
const EPOCH = 25_569;

/** The sheet's XML with row numbers and ranges moved to the full length of the table. */
function moved(xml: string, grid: Grid, short: Grid): string {
  const last = lastRow(short);
  const body = short.row + short.rows.length;
  const by = grid.rows.length - short.rows.length;
  const further = (row: string) => (Number(row) === last || Number(row) === body ? Number(row) + by : row);
  return xml
    .replace(/(<(?:row|c) r="[A-Z]*)(\d+)(?=")/g, (whole, before, row) =>
      Number(row) > short.row ? `${before}${further(row)}` : whole,
    )
    .replace(
      /((?:<dimension ref|sqref)="[A-Z]+\d+:[A-Z]+)(\d+)(?=")/g,
      (_whole, before, row) => before + further(row),
    )
    .replace(/(<xm:sqref>[A-Z]+\d+:[A-Z]+)(\d+)(?=<)/g, (_whole, before, row) => before + further(row));
}

function lengthenTable(parts: PackageParts, grid: Grid): void {
  const by = grid.rows.length - sampledGrid(grid).rows.length;
  for (const [path, bytes] of parts) {
    if (!path.startsWith('xl/tables/')) continue;
    const xml = new TextDecoder().decode(bytes);
    if (!xml.includes(` name="${grid.name}"`)) continue;
    const longer = xml.replace(
      /( ref="[A-Z]+\d+:[A-Z]+)(\d+)(?=")/g,
      (_whole, before, row) => `${before}${Number(row) + by}`,
    );
    parts.set(path, new TextEncoder().encode(longer));
  }
}
