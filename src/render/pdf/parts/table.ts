import { cutNames } from '../../../chart/names.js';
import type { TableCell, TableSection } from '../../../digest/digest.js';
import type { LayoutBlock } from '../page/block.js';
import { type DrawItem, levelRule } from '../page/draw-item.js';
import type { LayoutContext } from '../page/layout-context.js';
import { header as headerCell, ROOT, type Tag, under } from '../page/tag.js';
import {
  clippedRun,
  flowing,
  inLine,
  paragraph,
  shrunk,
  type TextRun,
  textWidth,
  wrapped,
} from '../text/paragraph.js';
import { type ColumnBox, type Columns, cellWords, columnsOf } from './columns.js';
import { linkOver } from './links.js';
import { smallLine } from './small-line.js';

/** Distance from the middle of a line down to its baseline, as a part of the font size. */
const BASELINE_DROP = 0.353;
const BAR_HEIGHT = 7.5;
/** Distance between the lines of a cell as a part of the font size, and the space around them in points. */
const LEADING = 1.2;
const PADDING = 7;
const MAX_HEADER_LINES = 2;
/** Tables of up to this many rows stay on one page, unless that leaves too much of the page before empty. */
const SHORT = 14;
/** Tables of more rows than this have low ones, so that they fit on a page of their own. */
const MANY = 25;
const ROW_HALF = 10.2;
const LINE_INSET = 3.5;

/** Layout shared by the rows of a table. */
interface Grid {
  readonly section: TableSection;
  readonly columns: Columns;
  /** The names of each text column as shown; empty for other columns. */
  readonly names: readonly ReadonlyMap<string, string>[];
  readonly tag: Tag;
  readonly layout: LayoutContext;
}

/** A header, rows between hairlines and a total; a table with a single text column becomes a running list. */
export function tableBlocks(section: TableSection, layout: LayoutContext): LayoutBlock[] {
  const body = section.columns.length === 1 ? listing(section, layout) : gridBlocks(section, layout);
  if (section.more === null) return body;
  const last = body.length - 1;
  return [
    ...body.map((block, index) => (index === last ? { ...block, keep: true } : block)),
    moreBlock(section.more, layout),
  ];
}

/** The line under a shortened list that counts the rest. */
export function moreBlock(text: string, layout: LayoutContext): LayoutBlock {
  const run = { text, style: layout.styles.note };
  return paragraph([run], layout, { tag: under(ROOT, 'P'), leading: 13, gap: 5, most: 2 });
}

function listing({ rows }: TableSection, layout: LayoutContext): LayoutBlock[] {
  const text = rows.map((cells) => cells.map((cell) => cell.text).join(' ')).join('  ·  ');
  const run = { text, style: layout.styles.body };
  return flowing([run], layout, { tag: under(ROOT, 'P'), leading: 15, gap: 4 });
}

function gridBlocks(section: TableSection, layout: LayoutContext): LayoutBlock[] {
  const columns = columnsOf(section, layout);
  const names = columns.boxes.map((box, index) => shownNames(section, { box, index, columns }, layout));
  const grid: Grid = { section, columns, names, tag: under(ROOT, 'Table'), layout };
  const header = headerBlock(grid);
  const repeat = untagged(header);
  const count = section.rows.length;
  const rows = section.rows.map((cells, index) => {
    const underline = index === count - 1 && section.total ? layout.theme.rule : layout.theme.hairline;
    return {
      ...rowBlock(cells, grid, { strong: false, underline }),
      keep: staysWithNext(section, index),
      flexible: (count <= SHORT || count > MANY) && index < count - 1,
      repeat,
    };
  });
  const total = section.total
    ? [{ ...rowBlock(section.total, grid, { strong: true, underline: null }), repeat }]
    : [];
  return [header, ...rows, ...total];
}

/** Names wrap, and are cut where they do not differ if that is not enough. */
function shownNames(
  { rows, total }: TableSection,
  { box, index, columns }: { readonly box: ColumnBox; readonly index: number; readonly columns: Columns },
  { measure, styles }: LayoutContext,
): ReadonlyMap<string, string> {
  if (box.column.type !== 'text') return new Map();
  const { text: size, lines } = columns.size;
  const style = { ...styles.strong, size };
  const all = [...rows, ...(total ? [total] : [])].map((row) => row[index]?.text ?? '');
  const names = [...new Set(all)];
  const fits = (text: string) => {
    const width = textWidth(measure, { text, style });
    if (width <= box.width || lines === 1) return width <= box.width;
    return width <= box.width * lines && wrapped([{ text, style }], box.width, measure).length <= lines;
  };
  const cut = cutNames(names, fits);
  return new Map(names.map((name, at) => [name, cut[at] ?? name]));
}

/** Keeps the first two rows with the header and the last two with the total. */
function staysWithNext({ rows, total }: TableSection, index: number): boolean {
  const left = rows.length - 1 - index;
  if (left === 0) return total !== null;
  return index === 0 || left === 1;
}

function headerBlock({ section, columns, tag, layout }: Grid): LayoutBlock {
  const { styles, theme, width, density } = layout;
  const row = under(tag, 'TR');
  const style = { ...styles.medium, size: columns.size.header };
  const labels = columns.boxes.map((box) => headerLines({ text: box.column.label, style }, box, layout));
  const lines = Math.max(1, ...labels.map(({ length }) => length));
  const height = heightFor(lines, { size: style.size, row: columns.size.row }) * density;
  const items = columns.boxes.flatMap((box, index) => {
    const own = labels[index] ?? [];
    const tag = headerCell(row, 'Column');
    return cellItems(own, box, { tag, layout, height, lowest: true });
  });
  const gap = section.hint === '' ? 2 : 4;
  return {
    height,
    airy: { height, gap: 0 },
    gap,
    keep: true,
    items: [...items, levelRule({ x: 0, y: height, width }, theme.rule, 0.9)],
  };
}

/** A label in at most two lines. */
function headerLines(run: TextRun, { width }: ColumnBox, { measure }: LayoutContext): TextRun[] {
  const lines = textWidth(measure, run) <= width ? [[run]] : wrapped([run], width, measure);
  const texts = lines.map((line) => line.map(({ text }) => text).join(''));
  const shown = texts.slice(0, MAX_HEADER_LINES - 1);
  const rest = texts.slice(MAX_HEADER_LINES - 1).join(' ');
  return [...shown, ...(rest === '' ? [] : [rest])].map((text) =>
    clippedRun(measure, { ...run, text }, width),
  );
}

const heightFor = (lines: number, { size, row }: { readonly size: number; readonly row: number }) =>
  lines === 1 ? row : Math.max(row, lines * size * LEADING + PADDING);

function rowBlock(
  cells: readonly TableCell[],
  grid: Grid,
  look: { readonly strong: boolean; readonly underline: string | null },
): LayoutBlock {
  const { columns, tag, layout } = grid;
  const { width, density } = layout;
  const { size } = columns;
  const row = under(tag, 'TR');
  const words = columns.boxes.map((box, index) => wordsOf(cells[index], { box, index }, { grid, ...look }));
  const lines = Math.max(1, ...words.map(({ length }) => length));
  const height = heightFor(lines, { size: size.text, row: size.row }) * density;
  const texts = columns.boxes.flatMap((box, index) => {
    const tag = index === 0 ? headerCell(row, 'Row') : under(row, 'TD');
    return linkedItems(words[index] ?? [], { cell: cells[index], box }, { tag, layout, height });
  });
  const drawn = look.strong || isRest(cells, layout) ? [] : drawnCells(cells, grid, height);
  const rule = look.underline === null ? [] : [levelRule({ x: 0, y: height, width }, look.underline)];
  const lowered = { height, airy: { height, gap: 0 }, gap: 0, keep: false };
  return { ...lowered, items: [...texts, ...drawn, ...rule] };
}

/** The lines of a cell. */
function wordsOf(
  cell: TableCell | undefined,
  { box, index }: { readonly box: ColumnBox; readonly index: number },
  { grid, strong }: { readonly grid: Grid; readonly strong: boolean },
): TextRun[] {
  const { columns, layout, names } = grid;
  const { measure, styles } = layout;
  const { text, style: own } = cellWords(cell, box.column, layout);
  const style = strong ? { ...styles.strong, color: own.color } : own;
  if (box.column.type !== 'text') {
    const size = columns.size.text * columns.scale;
    return [
      shrunk(measure, { text, style: { ...style, size } }, box.width - (box.bar > 0 ? box.bar + 2 : 0)),
    ];
  }
  const run = { text: names[index]?.get(text) ?? text, style: { ...style, size: columns.size.text } };
  if (textWidth(measure, run) <= box.width) return [run];
  const lines = wrapped([run], box.width, measure).map((line) => ({
    ...run,
    text: line.map(({ text }) => text).join(''),
  }));
  return columns.size.lines > 1 ? lines : [clippedRun(measure, run, box.width)];
}

interface CellPlace {
  readonly tag: Tag;
  readonly layout: LayoutContext;
  readonly height: number;
  /** True for lines that stand at the bottom of the row instead of in its middle. */
  readonly lowest?: boolean;
}

/** The lines of a cell, under a link of their width where the cell has an address. */
function linkedItems(
  lines: readonly TextRun[],
  { cell, box }: { readonly cell: TableCell | undefined; readonly box: ColumnBox },
  place: CellPlace,
): DrawItem[] {
  const { layout, height } = place;
  if (cell?.link === undefined || lines.length === 0) return cellItems(lines, box, place);
  const tag = under(place.tag, 'Link');
  const width = Math.max(...lines.map((run) => textWidth(layout.measure, run)));
  const area = { x: box.align === 'left' ? box.x : box.x + box.width - width, y: 0, width, height };
  const to = { url: cell.link, title: cell.text };
  return [linkOver(area, to, tag), ...cellItems(lines, box, { ...place, tag })];
}

function cellItems(lines: readonly TextRun[], box: ColumnBox, place: CellPlace): DrawItem[] {
  const { tag, layout, height, lowest = false } = place;
  return lines.flatMap((run, index) => {
    const { size } = run.style;
    const leading = size * LEADING;
    const middle = lowest
      ? height - ROW_HALF - leading * (lines.length - 1)
      : (height - leading * (lines.length - 1)) / 2;
    const x = box.align === 'left' ? box.x : box.x + box.width - textWidth(layout.measure, run);
    const y = middle + leading * index + size * BASELINE_DROP;
    return inLine([run], { x, y, tag, direction: 'auto' }, layout.measure);
  });
}

/** Lines and bars of a row. */
function drawnCells(
  cells: readonly TableCell[],
  { section, columns, layout }: Grid,
  row: number,
): DrawItem[] {
  const { theme } = layout;
  return columns.boxes.flatMap((box, index): DrawItem[] => {
    const cell = cells[index];
    if (box.column.type === 'line' && cell?.line && cell.line.length > 0) {
      const max = Math.max(0, ...section.rows.map((other) => highestOf(other[index])));
      const place = { x: box.x, y: LINE_INSET, width: box.width - 4, height: row - 2 * LINE_INSET };
      return smallLine({ values: cell.line, usual: cell.usual ?? null, max }, place, theme);
    }
    if (box.bar === 0) return [];
    const all = section.rows.filter((other) => !isRest(other, layout)).map((other) => share(other[index]));
    const most = Math.max(0, ...all);
    const width = most > 0 ? (share(cell) / most) * box.bar : 0;
    const height = Math.min(BAR_HEIGHT, row - 4);
    return width > 0
      ? [{ kind: 'bar', x: box.x, y: (row - height) / 2, width, height, color: theme.bar }]
      : [];
  });
}

/** True for the row of what has none of its own: it is of another kind than the rows that are compared. */
function isRest([name]: readonly TableCell[], { restLabels }: LayoutContext): boolean {
  return restLabels.has(name?.text ?? '');
}

const highestOf = (cell: TableCell | undefined) =>
  Math.max(0, cell?.usual?.high ?? 0, ...(cell?.line ?? []).map((value) => value ?? 0));

const share = (cell: TableCell | undefined) => (typeof cell?.value === 'number' ? cell.value : 0);

/** The block as an artifact: screen readers skip the repeated header. */
function untagged(block: LayoutBlock): LayoutBlock {
  const items = block.items.map((item): DrawItem => (item.kind === 'text' ? { ...item, tag: null } : item));
  return { ...block, items };
}
