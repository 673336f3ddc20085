import type { TableCell, TableSection } from '../../digest/digest.js';
import type { Block } from './block.js';
import { type ColumnBox, type Columns, cellWords, columnsOf } from './columns.js';
import { levelRule, type Mark } from './mark.js';
import type { Setting } from './setting.js';
import type { TextStyle } from './surface.js';
import { ROOT, type Tag, under } from './tag.js';
import { clipped, flowing, inLine, paragraph, type Run, widthOf } from './words.js';

const ROW = 20.5;
const BASELINE = 13.6;
const BAR_HEIGHT = 7.5;
/** Tables up to this length stay on one page. */
const SHORT = 12;

/** What the rows of one table share. */
interface Grid {
  readonly section: TableSection;
  readonly columns: Columns;
  readonly tag: Tag;
  readonly setting: Setting;
}

/** A header, rows between hairlines and a total; a lone text column becomes one running line. */
export function tableBlocks(section: TableSection, setting: Setting): Block[] {
  const body = section.columns.length === 1 ? listing(section, setting) : gridBlocks(section, setting);
  if (section.more === null) return body;
  const last = body.length - 1;
  return [
    ...body.map((block, index) => (index === last ? { ...block, keep: true } : block)),
    moreBlock(section.more, setting),
  ];
}

/** The closing line under shortened lists. */
export function moreBlock(text: string, setting: Setting): Block {
  const run = { text, style: setting.styles.note };
  return paragraph([run], setting, { tag: under(ROOT, 'P'), leading: 13, gap: 5, most: 2 });
}

function listing({ rows }: TableSection, setting: Setting): Block[] {
  const text = rows.map((cells) => cells.map((cell) => cell.text).join(' ')).join('  ·  ');
  const run = { text, style: setting.styles.body };
  return flowing([run], setting, { tag: under(ROOT, 'P'), leading: 15, gap: 4 });
}

function gridBlocks(section: TableSection, setting: Setting): Block[] {
  const grid: Grid = { section, columns: columnsOf(section, setting), tag: under(ROOT, 'Table'), setting };
  const header = headerBlock(grid);
  const repeat = untagged(header);
  const count = section.rows.length;
  const rows = section.rows.map((cells, index) => {
    const underline = index === count - 1 && section.total ? setting.theme.rule : setting.theme.hairline;
    return {
      ...rowBlock(cells, grid, { strong: false, underline }),
      keep: staysWithNext(section, index),
      repeat,
    };
  });
  const total = section.total
    ? [{ ...rowBlock(section.total, grid, { strong: true, underline: null }), repeat }]
    : [];
  return [header, ...rows, ...total];
}

/** Short tables stay whole; of long ones the first two rows stay with the header, the last two with the total. */
function staysWithNext({ rows, total }: TableSection, index: number): boolean {
  const left = rows.length - 1 - index;
  if (left === 0) return total !== null;
  return rows.length <= SHORT || index === 0 || left === 1;
}

function headerBlock({ section, columns, tag, setting }: Grid): Block {
  const { styles, theme, width } = setting;
  const row = under(tag, 'TR');
  const marks = columns.boxes.flatMap((box) =>
    cellMarks({ text: box.column.label, style: styles.medium }, box, { tag: under(row, 'TH'), setting }),
  );
  const gap = section.hint === '' ? 2 : 4;
  return {
    height: ROW,
    gap,
    keep: true,
    marks: [...marks, levelRule({ x: 0, y: ROW, width }, theme.rule, 0.9)],
  };
}

function rowBlock(
  cells: readonly TableCell[],
  { section, columns, tag, setting }: Grid,
  look: { readonly strong: boolean; readonly underline: string | null },
): Block {
  const { styles, width } = setting;
  const row = under(tag, 'TR');
  const words = columns.boxes.flatMap((box, index) => {
    const { text, color } = cellWords(cells[index], setting);
    const style: TextStyle = { ...(look.strong ? styles.strong : styles.body), color };
    return cellMarks({ text, style }, box, { tag: under(row, 'TD'), setting });
  });
  const bar = look.strong ? [] : shareBar(cells, section, columns, setting);
  const rule = look.underline === null ? [] : [levelRule({ x: 0, y: ROW, width }, look.underline)];
  return { height: ROW, gap: 0, keep: false, marks: [...words, ...bar, ...rule] };
}

function cellMarks(run: Run, box: ColumnBox, { tag, setting }: { tag: Tag; setting: Setting }): Mark[] {
  const shown = clipped(setting.measure, run, box.width);
  const x = box.align === 'left' ? box.x : box.x + box.width - widthOf(setting.measure, shown);
  return inLine([shown], { x, y: BASELINE, tag }, setting.measure);
}

/** The share as a bar, on the scale of the table's largest. */
function shareBar(
  cells: readonly TableCell[],
  { rows }: TableSection,
  { bar }: Columns,
  { theme }: Setting,
): Mark[] {
  if (!bar) return [];
  const most = Math.max(0, ...rows.map((row) => share(row[bar.index])));
  const width = most > 0 ? (share(cells[bar.index]) / most) * bar.width : 0;
  if (width <= 0) return [];
  return [{ kind: 'bar', x: bar.x, y: (ROW - BAR_HEIGHT) / 2, width, height: BAR_HEIGHT, color: theme.bar }];
}

const share = (cell: TableCell | undefined) => (typeof cell?.value === 'number' ? cell.value : 0);

/** The same block as decoration: repeated on later pages, it is not read out again. */
function untagged(block: Block): Block {
  const marks = block.marks.map((mark): Mark => (mark.kind === 'text' ? { ...mark, tag: null } : mark));
  return { ...block, marks };
}
