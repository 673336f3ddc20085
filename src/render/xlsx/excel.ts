import ExcelJS from 'exceljs';
import type { Theme } from '../../config/config.js';
import { shorten } from '../line.js';
import { words } from '../words.js';
import type { Cell, Grid, Line, LineLook, Sheet } from './sheet.js';
import { lineCount } from './widths.js';

/** What a workbook says about itself. */
export interface WorkbookProperties {
  readonly title: string;
  readonly direction: 'ltr' | 'rtl';
  /** Stands as the time of creation and of the last change. */
  readonly time: Date;
  readonly theme: Theme;
}

/** In points. */
const LINE_HEIGHT = 15.5;
const MOST_HEIGHT = 400;
const ROW_HEIGHT = 18;
const HEADER_HEIGHT = 24;
const NO_STYLE = '' as 'TableStyleLight1';
/** Excel's limit for a footer is 255, with every & doubled. */
const FOOTER_TITLE = 100;
const PAPER = { A4: 9, Letter: 1 } as const;

/** Writes sheets as an XLSX file, uncompressed. Strings become shared strings, whatever they begin with. */
export async function writeWorkbook(sheets: readonly Sheet[], properties: WorkbookProperties) {
  const workbook = new ExcelJS.Workbook();
  Object.assign(workbook, {
    creator: 'botdigest',
    lastModifiedBy: 'botdigest',
    title: properties.title,
    created: properties.time,
    modified: properties.time,
  });
  for (const sheet of sheets) addSheet(workbook, sheet, properties);
  return new Uint8Array(await workbook.xlsx.writeBuffer({ zip: { compression: 'STORE' } }));
}

function addSheet(workbook: ExcelJS.Workbook, sheet: Sheet, properties: WorkbookProperties): void {
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
      orientation: sheet.orientation,
      paperSize: PAPER[properties.theme.paper] as ExcelJS.PaperSize,
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      ...(sheet.grid ? { printTitlesRow: `1:${sheet.grid.row}` } : {}),
    },
    headerFooter: {
      oddFooter: `&L${shorten(properties.title, FOOTER_TITLE).replaceAll('&', '&&')}&R&P / &N`,
    },
  });
  worksheet.columns = sheet.widths.map((width) => ({ width }));
  if (sheet.grid) addGrid(worksheet, sheet.grid, properties.theme);
  for (const line of sheet.lines) addLine(worksheet, line, { sheet, theme: properties.theme });
}

const argb = (color: string) => ({ argb: `FF${color.replace('#', '').toUpperCase()}` });

function font(look: LineLook, theme: Theme): Partial<ExcelJS.Font> {
  const ink = { name: 'Calibri', size: 11, color: argb(theme.text) };
  if (look === 'title') return { ...ink, size: 16, bold: true };
  if (look === 'heading') return { ...ink, size: 13, bold: true };
  if (look === 'note') return { ...ink, color: argb(theme.secondary) };
  return look === 'attention' ? { ...ink, color: argb(theme.attention) } : ink;
}

function addLine(worksheet: ExcelJS.Worksheet, line: Line, place: { sheet: Sheet; theme: Theme }): void {
  const cell = worksheet.getCell(line.row, 1);
  const style = font(line.look, place.theme);
  cell.value = line.lead ? { richText: leadAndText(line.lead, line.text, style) } : line.text;
  cell.font = style;
  if (line.across === undefined) return;
  if (line.across > 1) worksheet.mergeCells(line.row, 1, line.row, line.across);
  cell.alignment = { wrapText: true, vertical: 'top' };
  const width = place.sheet.widths.slice(0, line.across).reduce((sum, column) => sum + column, 0);
  const lines = lineCount(`${line.lead ?? ''}${line.text}`, width);
  worksheet.getRow(line.row).height = Math.min(MOST_HEIGHT, lines * LINE_HEIGHT);
}

const leadAndText = (lead: string, text: string, style: Partial<ExcelJS.Font>): ExcelJS.RichText[] => [
  { text: lead, font: { ...style, bold: true } },
  { text, font: style },
];

function addGrid(worksheet: ExcelJS.Worksheet, grid: Grid, theme: Theme): void {
  worksheet.addTable({
    name: grid.name,
    ref: `A${grid.row}`,
    headerRow: true,
    totalsRow: grid.totals,
    style: { theme: NO_STYLE },
    columns: grid.columns.map(({ header, total }, index) => ({
      name: header,
      filterButton: true,
      ...(index === 0 ? { totalsRowLabel: words.total } : {}),
      ...(index > 0 && total ? { totalsRowFunction: 'sum' as const } : {}),
    })),
    rows: grid.rows.map((row) => row.map(({ value }) => value)),
  });
  styleHeader(worksheet, grid, theme);
  for (const [index, row] of grid.rows.entries())
    for (const [column, cell] of row.entries())
      styleCell(worksheet.getCell(grid.row + 1 + index, column + 1), { cell, grid, column, theme });
  if (grid.totals) writeTotals(worksheet, grid, theme);
  colorHeat(worksheet, grid, theme);
  for (let row = 1; row <= grid.rows.length + Number(grid.totals); row++)
    worksheet.getRow(grid.row + row).height = ROW_HEIGHT;
}

/** Numbers stand right and names left, a step away from the numbers before them; hours are centred. */
function alignment(grid: Grid, column: number): Partial<ExcelJS.Alignment> {
  const vertical = 'middle';
  if (grid.heat && column + 1 >= grid.heat.fromColumn) return { horizontal: 'center', vertical };
  if (grid.columns[column]?.align === 'end') return { horizontal: 'right', vertical };
  return { horizontal: 'left', vertical, indent: column === 0 ? 0 : 1 };
}

function styleHeader(worksheet: ExcelJS.Worksheet, grid: Grid, theme: Theme): void {
  worksheet.getRow(grid.row).height = HEADER_HEIGHT;
  for (const column of grid.columns.keys())
    worksheet.getCell(grid.row, column + 1).style = {
      font: { ...font('note', theme), bold: true },
      alignment: alignment(grid, column),
      border: { bottom: { style: 'thin', color: argb(theme.comparison) } },
    };
}

interface StyledCell {
  readonly cell: Cell;
  readonly grid: Grid;
  readonly column: number;
  readonly theme: Theme;
}

function styleCell(target: ExcelJS.Cell, { cell, grid, column, theme }: StyledCell): void {
  const tone = cell.tone === 'attention' ? theme.attention : theme.accent;
  target.style = {
    font: cell.tone ? { ...font('body', theme), color: argb(tone) } : font('body', theme),
    alignment: alignment(grid, column),
    border: { bottom: { style: 'hair', color: argb(theme.rule) } },
    ...(cell.format ? { numFmt: cell.format } : {}),
  };
}

/** In a formula, these characters of a column's name carry an apostrophe. */
const inFormula = (header: string) => header.replace(/['[\]#@]/g, "'$&");

function writeTotals(worksheet: ExcelJS.Worksheet, grid: Grid, theme: Theme): void {
  for (const [column, { header, total }] of grid.columns.entries()) {
    const cell = worksheet.getCell(grid.row + grid.rows.length + 1, column + 1);
    if (total && column > 0)
      cell.value = { formula: `SUBTOTAL(109,${grid.name}[${inFormula(header)}])`, result: total.value };
    cell.style = {
      font: { ...font('body', theme), bold: true },
      alignment: alignment(grid, column),
      border: { top: { style: 'thin', color: argb(theme.comparison) } },
      ...(total ? { numFmt: total.format } : {}),
    };
  }
}

/** Excel's colour scale has three stops at most; the middle one stands where the theme's third colour does. */
function colorHeat(worksheet: ExcelJS.Worksheet, grid: Grid, theme: Theme): void {
  if (!grid.heat) return;
  const { fromColumn, toColumn, outlined } = grid.heat;
  const address = (row: number, column: number) => worksheet.getCell(row, column);
  const first = address(grid.row + 1, fromColumn);
  const last = address(grid.row + grid.rows.length, toColumn);
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
  const busiest = address(grid.row + 1 + outlined.row, outlined.column);
  busiest.border = { top: edge, right: edge, bottom: edge, left: edge };
}
