import ExcelJS from 'exceljs';
import type { Theme } from '../../config/config.js';
import { createCache } from '../../lib/async/cache.js';
import { lastRow } from './grid/grid-range.js';
import { address } from './grid/reference.js';
import type { Cell, Grid, LineStyle, SheetLine, WorkbookSheet } from './grid/sheet.js';
import { columnOf } from './grid/table-sum.js';
import { lineCount } from './grid/widths.js';

/** The metadata of a workbook. */
export interface WorkbookProperties {
  readonly title: string;
  /** The footer of every page. */
  readonly footer: string;
  readonly subject: string;
  readonly keywords: string;
  /** BCP 47. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  /** Written as the creation and modification time. */
  readonly time: Date;
  readonly theme: Theme;
  /** The label of a row of totals. */
  readonly total: string;
}

/** Height of a line, in points. */
const LINE_HEIGHT = 15.5;
/** Row heights of large text, in points; not every program adjusts them. */
const LARGE_HEIGHTS: Partial<Record<LineStyle, number>> = { title: 24, verdict: 20, heading: 20 };
/** Letters of bold and larger text take more of a line. */
const VERDICT_LETTER = 1.2;
const MAX_HEIGHT = 400;
const ROW_HEIGHT = 18;
const HEADER_HEIGHT = 24;
const NO_STYLE = '' as 'TableStyleLight1';
/** In inches. */
const MARGINS = { left: 0.5, right: 0.5, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 } as const;
const PAPER = { A4: 9, Letter: 1 } as const;

/** Writes sheets as an uncompressed XLSX file. Strings stay strings, even if they begin with `=`. */
export async function writeWorkbook(sheets: readonly WorkbookSheet[], properties: WorkbookProperties) {
  const workbook = new ExcelJS.Workbook();
  Object.assign(workbook, {
    creator: 'botdigest',
    lastModifiedBy: 'botdigest',
    title: properties.title,
    subject: properties.subject,
    keywords: properties.keywords,
    language: properties.language,
    created: properties.time,
    modified: properties.time,
  });
  for (const sheet of sheets) addSheet(workbook, sheet, properties);
  return new Uint8Array(await workbook.xlsx.writeBuffer({ zip: { compression: 'STORE' } }));
}

function addSheet(workbook: ExcelJS.Workbook, sheet: WorkbookSheet, properties: WorkbookProperties): void {
  const worksheet = workbook.addWorksheet(sheet.name, {
    views: [
      {
        state: 'frozen',
        xSplit: sheet.frozen.columns,
        ySplit: sheet.frozen.rows,
        showGridLines: false,
        rightToLeft: properties.direction === 'rtl',
      },
    ],
    pageSetup: {
      orientation: sheet.print.orientation,
      paperSize: PAPER[properties.theme.paper] as ExcelJS.PaperSize,
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: Number(sheet.print.onePage),
      horizontalCentered: false,
      margins: MARGINS,
    },
    headerFooter: {
      oddFooter: `&L${properties.footer.replaceAll('&', '&&')}&R&P / &N`,
    },
  });
  worksheet.columns = sheet.widths.map((width) => ({ width }));
  for (const grid of sheet.grids) addGrid(worksheet, grid, properties);
  for (const line of sheet.lines) addLine(worksheet, line, { sheet, theme: properties.theme });
}

const argb = (color: string) => ({ argb: `FF${color.replace('#', '').toUpperCase()}` });

function font(style: LineStyle, theme: Theme): Partial<ExcelJS.Font> {
  const ink = { name: 'Calibri', size: 11, color: argb(theme.text) };
  if (style === 'title') return { ...ink, size: 16, bold: true };
  if (style === 'heading') return { ...ink, size: 13, bold: true };
  if (style === 'verdict') return { ...ink, size: 12, bold: true };
  if (style === 'note') return { ...ink, color: argb(theme.secondary) };
  if (style === 'link') return { ...ink, color: argb(theme.accent) };
  return style === 'attention' ? { ...ink, color: argb(theme.attention) } : ink;
}

function addLine(
  worksheet: ExcelJS.Worksheet,
  line: SheetLine,
  place: { sheet: WorkbookSheet; theme: Theme },
): void {
  const cell = worksheet.getCell(line.row, 1);
  const style = font(line.style, place.theme);
  const rich = line.heading !== undefined || line.mark !== undefined;
  cell.value = rich ? { richText: richText(line, place.theme) } : line.text;
  cell.font = style;
  const height = LARGE_HEIGHTS[line.style];
  if (height !== undefined) worksheet.getRow(line.row).height = height;
  if (line.across === undefined) return;
  if (line.across > 1) worksheet.mergeCells(line.row, 1, line.row, line.across);
  cell.alignment = { wrapText: true, vertical: 'top' };
  const width = place.sheet.widths.slice(0, line.across).reduce((sum, column) => sum + column, 0);
  const text = `${line.mark?.shape ?? ''}${line.heading ?? ''}${line.text}`;
  const letters = line.style === 'verdict' ? VERDICT_LETTER : 1;
  const lines = lineCount(text, width / letters);
  worksheet.getRow(line.row).height = Math.min(MAX_HEIGHT, lines * (height ?? LINE_HEIGHT));
}

/** The mark, the heading in bold and the text, each that there is. */
function richText({ mark, heading, text, style }: SheetLine, theme: Theme): ExcelJS.RichText[] {
  const own = font(style, theme);
  return [
    ...(mark ? [{ text: `${mark.shape} `, font: { ...font(mark.style, theme), bold: true } }] : []),
    ...(heading === undefined ? [] : [{ text: heading, font: { ...own, bold: true } }]),
    { text, font: own },
  ];
}

function addGrid(
  worksheet: ExcelJS.Worksheet,
  grid: Grid,
  { theme, total: label }: WorkbookProperties,
): void {
  worksheet.addTable({
    name: grid.name,
    ref: address(grid.row, grid.column),
    headerRow: true,
    totalsRow: grid.totals,
    style: { theme: NO_STYLE },
    columns: grid.columns.map(({ header, total }, index) => ({
      name: header,
      filterButton: grid.filters,
      ...(index === 0 ? { totalsRowLabel: label } : {}),
      ...(index > 0 && total ? { totalsRowFunction: 'sum' as const } : {}),
    })),
    rows: grid.rows.map((row) => row.map(cellValue)),
  });
  styleHeader(worksheet, grid, theme);
  const styles = createCache<Partial<ExcelJS.Style>>(STYLES_KEPT);
  for (const [index, row] of grid.rows.entries())
    for (const [column, cell] of row.entries()) {
      const kind = `${column} ${lineStyleOf(cell)} ${cell.value instanceof Date} ${cell.format ?? ''}`;
      const target = worksheet.getCell(grid.row + 1 + index, grid.column + column);
      target.style = styles(kind, () => styleOf(cell, { grid, column, theme }));
    }
  if (grid.totals) writeTotals(worksheet, grid, theme);
  colorHeat(worksheet, grid, theme);
  for (const [index, { bars }] of grid.columns.entries())
    if (bars) drawBars(worksheet, grid, { index, theme });
  for (let row = grid.row + 1; row <= lastRow(grid); row++) worksheet.getRow(row).height = ROW_HEIGHT;
}

/** A formula is stored with its result, for programs that do not calculate. */
const cellValue = ({ value, formula }: Cell) =>
  formula === undefined ? value : { formula, result: value ?? undefined };

/** Numbers are right-aligned, names left-aligned with an indent after a number; hours are centred. */
function alignment(grid: Grid, column: number): Partial<ExcelJS.Alignment> {
  const vertical = 'middle';
  if (grid.heat && column + 1 >= grid.heat.fromColumn) return { horizontal: 'center', vertical };
  if (grid.columns[column]?.align === 'end') return { horizontal: 'right', vertical };
  return { horizontal: 'left', vertical, indent: column === 0 ? 0 : 1 };
}

function styleHeader(worksheet: ExcelJS.Worksheet, grid: Grid, theme: Theme): void {
  worksheet.getRow(grid.row).height = HEADER_HEIGHT;
  for (const column of grid.columns.keys())
    worksheet.getCell(grid.row, grid.column + column).style = {
      font: { ...font('note', theme), bold: true },
      alignment: alignment(grid, column),
      border: { bottom: { style: 'thin', color: argb(theme.comparison) } },
    };
}

/** Size of the cache: cells with the same style share one object, which ExcelJS processes once. */
const STYLES_KEPT = 1_000;

function styleOf(
  cell: Cell,
  { grid, column, theme }: { readonly grid: Grid; readonly column: number; readonly theme: Theme },
): Partial<ExcelJS.Style> {
  return {
    font: font(lineStyleOf(cell), theme),
    alignment: alignment(grid, column),
    border: { bottom: { style: 'hair', color: argb(theme.rule) } },
    ...(cell.format ? { numFmt: cell.format } : {}),
  };
}

function lineStyleOf({ tone, link, url }: Cell): LineStyle {
  if (tone === 'attention') return 'attention';
  if (tone === 'muted') return 'note';
  return tone || link || url ? 'link' : 'body';
}

function writeTotals(worksheet: ExcelJS.Worksheet, grid: Grid, theme: Theme): void {
  for (const [column, { id, total }] of grid.columns.entries()) {
    const cell = worksheet.getCell(lastRow(grid), grid.column + column);
    if (total && column > 0)
      cell.value = { formula: `SUBTOTAL(109,${columnOf(grid, id)})`, result: total.value };
    cell.style = {
      font: { ...font('body', theme), bold: true },
      alignment: alignment(grid, column),
      border: { top: { style: 'thin', color: argb(theme.comparison) } },
      ...(total ? { numFmt: total.format } : {}),
    };
  }
}

/** Data bars start at zero, so that their lengths are comparable. */
function drawBars(
  worksheet: ExcelJS.Worksheet,
  grid: Grid,
  { index, theme }: { readonly index: number; readonly theme: Theme },
): void {
  const column = grid.column + index;
  const rule = {
    type: 'dataBar',
    priority: 10 + index,
    gradient: false,
    border: false,
    negativeFillColor: argb(theme.bar),
    axisColor: argb(theme.rule),
    cfvo: [{ type: 'num', value: 0 }, { type: 'max' }],
    color: argb(theme.bar),
  } as const;
  worksheet.addConditionalFormatting({
    ref: `${address(grid.row + 1, column)}:${address(grid.row + grid.rows.length, column)}`,
    rules: [rule as unknown as ExcelJS.ConditionalFormattingRule],
  });
}

/** A colour scale has at most three stops in Excel; the middle one has the position of the theme's third colour. */
function colorHeat(worksheet: ExcelJS.Worksheet, grid: Grid, theme: Theme): void {
  if (!grid.heat) return;
  const { fromColumn, toColumn, outlined } = grid.heat;
  const first = worksheet.getCell(grid.row + 1, fromColumn);
  const last = worksheet.getCell(grid.row + grid.rows.length, toColumn);
  const whole = `${first.$col$row}:${last.$col$row}`;
  const middle = Math.floor((theme.scale.length - 1) / 2);
  worksheet.addConditionalFormatting({
    ref: `${first.address}:${last.address}`,
    rules: [
      {
        type: 'colorScale',
        priority: 1,
        cfvo: [
          { type: 'min' },
          { type: 'percent', value: (100 * middle) / (theme.scale.length - 1) },
          { type: 'max' },
        ],
        color: [theme.scale[0], theme.scale[middle], theme.scale.at(-1)].map((color) =>
          argb(color ?? theme.accent),
        ),
      },
      {
        type: 'expression',
        priority: 2,
        formulae: [`${first.address}>MAX(${whole})/2`],
        style: { font: { color: argb('#ffffff') } },
      },
    ],
  });
  if (!outlined) return;
  const edge = { style: 'medium', color: argb(theme.attention) } as const;
  const busiest = worksheet.getCell(grid.row + 1 + outlined.row, outlined.column);
  busiest.style = { ...busiest.style, border: { top: edge, right: edge, bottom: edge, left: edge } };
}
