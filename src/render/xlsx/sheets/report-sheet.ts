import type { Digest, ReportTable } from '../../../digest/digest.js';
import type { Words } from '../../../digest/language/words.js';
import { bottomRow, type Chart, type PlacedChart } from '../grid/chart.js';
import { lastRow } from '../grid/grid-range.js';
import { columnNames } from '../grid/named-ranges.js';
import type { Grid, SheetLine, WorkbookSheet } from '../grid/sheet.js';
import { cellText } from '../grid/values.js';
import { gridWidths, pixels } from '../grid/widths.js';
import { windowLine } from '../grid/window-line.js';
import { HEADER_ROW } from './report-grid.js';

/** In pixels; wider sheets print in landscape. */
const WIDE = 720;
const MAX_NOTICES = 2;
const GAP = 3;
/** Columns under a chart, in characters. */
const CHART_COLUMNS: readonly number[] = Array(8).fill(10);
const CHART_ROWS = 14;
/** The height of horizontal bars depends on their number. */
const BARS = { around: 4, each: 1.3 } as const;
/** Sheets of up to this many rows are fitted to one page; more rows would print too small. */
const PAGE_ROWS = 64;

/** The contents of a report's sheet. */
export interface ReportSheetParts {
  readonly name: string;
  readonly grid: Grid;
  /** Shown above the table; null for none. */
  readonly averages: Grid | null;
  readonly charts: readonly Chart[];
  readonly words: Words;
}

/** All figures of one report as a native table; charts are on its right, or below a wide table. */
export function reportSheet(digest: Digest, table: ReportTable, parts: ReportSheetParts): WorkbookSheet {
  const { name, grid, averages } = parts;
  const own = gridWidths(grid);
  const widths = parts.charts.length === 0 || grid.heat ? own : [...own, GAP, ...CHART_COLUMNS];
  const charts = placed(parts, own);
  const rows = Math.max(lastRow(grid), ...charts.map(bottomRow));
  return {
    name,
    print: {
      orientation: pixels(widths) > WIDE ? 'landscape' : 'portrait',
      onePage: charts.length > 1 && rows <= PAGE_ROWS,
    },
    widths,
    frozen: { rows: HEADER_ROW, columns: grid.heat ? grid.heat.fromColumn - 1 : 0 },
    lines: lines(digest, table, parts),
    grids: averages ? [averages, { ...grid, heat: null }] : [grid],
    charts,
    names: columnNames(name, grid),
  };
}

/** Places charts below the header, whose row is repeated on every printed page. */
function placed({ grid, charts }: ReportSheetParts, own: readonly number[]): PlacedChart[] {
  let row = grid.heat ? lastRow(grid) + 2 : HEADER_ROW + 1;
  return charts.map((chart) => {
    const placed: PlacedChart = {
      chart,
      row,
      rows: rowsOf(chart),
      left: grid.heat ? 0 : pixels([...own, GAP]),
      width: pixels(grid.heat ? own : CHART_COLUMNS),
    };
    row = bottomRow(placed) + 2;
    return placed;
  });
}

function rowsOf({ kind, categories }: Chart): number {
  if (kind !== 'bars') return CHART_ROWS;
  return Math.round(BARS.around + BARS.each * categories.values.length);
}

function lines(digest: Digest, table: ReportTable, { grid, averages, words }: ReportSheetParts): SheetLine[] {
  const across = grid.columns.length;
  const missing = missingHere(digest, table, words);
  const note = missing || (table.rows.length === 0 ? digest.labels.noData : averages ? hintHere(digest) : '');
  return [
    { row: 1, text: cellText(table.title), style: 'title' },
    { row: 2, text: windowLine(digest), style: 'note' },
    ...(note === ''
      ? []
      : [{ row: 3, text: cellText(note), style: missing ? 'attention' : 'note', across } as const]),
    ...(averages ? [{ row: grid.row - 1, text: words.say('file.total'), style: 'heading' } as const] : []),
  ];
}

/** The hint on how to read the averages. */
const hintHere = ({ sections }: Digest) => sections.find(({ kind }) => kind === 'heatmap')?.hint ?? '';

/** At most two notices, because their row is frozen; the last sheet has all. */
function missingHere({ about }: Digest, { report }: ReportTable, words: Words): string {
  const texts = about.notices.filter((notice) => notice.report === report).map(({ text }) => text);
  const left = texts.length - MAX_NOTICES;
  return left > 0
    ? [...texts.slice(0, MAX_NOTICES), `(${words.say('note.more', { count: left })})`].join(' ')
    : texts.join(' ');
}
