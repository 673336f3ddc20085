import type { TableCell, TableSection } from '../../../digest/digest.js';
import type { TextStyle } from '../canvas/surface.js';
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
} from '../text/paragraph.js';
import { type ColumnBox, type Columns, cellWords, columnsOf } from './columns.js';

const ROW = 20.5;
/** Distance from the middle of a row down to its baseline, in points. */
const BASELINE_DROP = 3.35;
const BAR_HEIGHT = 7.5;
/** Tables of up to this many rows stay on one page, unless that leaves too much of the page before empty. */
const SHORT = 12;

/** Layout shared by the rows of a table. */
interface Grid {
  /** Height of a row in points. */
  readonly row: number;
  readonly section: TableSection;
  readonly columns: Columns;
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
  const grid: Grid = {
    section,
    columns: columnsOf(section, layout),
    tag: under(ROOT, 'Table'),
    layout,
    row: ROW * layout.density,
  };
  const header = headerBlock(grid);
  const repeat = untagged(header);
  const count = section.rows.length;
  const rows = section.rows.map((cells, index) => {
    const underline = index === count - 1 && section.total ? layout.theme.rule : layout.theme.hairline;
    return {
      ...rowBlock(cells, grid, { strong: false, underline }),
      keep: staysWithNext(section, index),
      flexible: count <= SHORT && index < count - 1,
      repeat,
    };
  });
  const total = section.total
    ? [{ ...rowBlock(section.total, grid, { strong: true, underline: null }), repeat }]
    : [];
  return [header, ...rows, ...total];
}

/** Keeps the first two rows with the header and the last two with the total. */
function staysWithNext({ rows, total }: TableSection, index: number): boolean {
  const left = rows.length - 1 - index;
  if (left === 0) return total !== null;
  return index === 0 || left === 1;
}

function headerBlock({ section, columns, tag, layout, row: height }: Grid): LayoutBlock {
  const { styles, theme, width } = layout;
  const row = under(tag, 'TR');
  const items = columns.boxes.flatMap((box) =>
    cellItems({ text: box.column.label, style: styles.medium }, box, {
      tag: headerCell(row, 'Column'),
      layout,
      height,
    }),
  );
  const gap = section.hint === '' ? 2 : 4;
  return {
    height,
    airy: { height, gap: 0 },
    gap,
    keep: true,
    items: [...items, levelRule({ x: 0, y: height, width }, theme.rule, 0.9)],
  };
}

function rowBlock(
  cells: readonly TableCell[],
  grid: Grid,
  look: { readonly strong: boolean; readonly underline: string | null },
): LayoutBlock {
  const { columns, tag, layout, row: height } = grid;
  const { styles, width } = layout;
  const row = under(tag, 'TR');
  const words = columns.boxes.flatMap((box, index) => {
    const { text, color } = cellWords(cells[index], layout);
    const usual = look.strong ? styles.strong : styles.body;
    const size = box.column.type === 'text' ? usual.size : usual.size * columns.scale;
    const style: TextStyle = { ...usual, size, color };
    const tag = index === 0 ? headerCell(row, 'Row') : under(row, 'TD');
    return cellItems({ text, style }, box, { tag, layout, height });
  });
  const bar = look.strong ? [] : shareBar(cells, grid);
  const rule = look.underline === null ? [] : [levelRule({ x: 0, y: height, width }, look.underline)];
  return { height, airy: { height, gap: 0 }, gap: 0, keep: false, items: [...words, ...bar, ...rule] };
}

interface CellPlace {
  readonly tag: Tag;
  readonly layout: LayoutContext;
  readonly height: number;
}

function cellItems(run: TextRun, box: ColumnBox, { tag, layout, height }: CellPlace): DrawItem[] {
  const figure = box.column.type !== 'text' && tag.type === 'TD';
  const shown = (figure ? shrunk : clippedRun)(layout.measure, run, box.width);
  const x = box.align === 'left' ? box.x : box.x + box.width - textWidth(layout.measure, shown);
  const y = height / 2 + BASELINE_DROP;
  return inLine([shown], { x, y, tag, direction: 'auto' }, layout.measure);
}

/** The share as a bar, scaled to the table's largest. */
function shareBar(cells: readonly TableCell[], { section, columns, layout, row }: Grid): DrawItem[] {
  const { bar } = columns;
  if (!bar) return [];
  const most = Math.max(0, ...section.rows.map((cells) => share(cells[bar.index])));
  const width = most > 0 ? (share(cells[bar.index]) / most) * bar.width : 0;
  if (width <= 0) return [];
  const box = { x: bar.x, y: (row - BAR_HEIGHT) / 2, width, height: BAR_HEIGHT };
  return [{ kind: 'bar', ...box, color: layout.theme.bar }];
}

const share = (cell: TableCell | undefined) => (typeof cell?.value === 'number' ? cell.value : 0);

/** The block as an artifact: screen readers skip the repeated header. */
function untagged(block: LayoutBlock): LayoutBlock {
  const items = block.items.map((item): DrawItem => (item.kind === 'text' ? { ...item, tag: null } : item));
  return { ...block, items };
}
