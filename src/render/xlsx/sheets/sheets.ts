import type { Digest, ReportTable } from '../../../digest/digest.js';
import type { Words } from '../../../digest/language/words.js';
import { splitKnown } from '../../../digest/missing/known.js';
import type { ReportName } from '../../../vocabulary/chatbot.js';
import { chartDataSheet, chartTables } from '../charts/chart-data-sheet.js';
import { chartOf } from '../charts/chart-table.js';
import { hoursChart } from '../charts/hours-chart.js';
import { averageGrid } from '../grid/average-grid.js';
import type { Chart } from '../grid/chart.js';
import { lastRow } from '../grid/grid-range.js';
import { sheetName, unique } from '../grid/names.js';
import type { Grid, WorkbookSheet } from '../grid/sheet.js';
import { aboutSheet } from './about-sheet.js';
import { reportGrid } from './report-grid.js';
import { reportSheet } from './report-sheet.js';
import { summarySheet } from './summary-sheet.js';

/** Sheet names, the same in every language, because other workbooks may refer to them. */
const REPORT_SHEETS = {
  conversations: 'Conversations',
  paid: 'Paid',
  messages: 'Messages',
  average: 'Average',
  heatmap: 'Heatmap',
  interactions: 'Interactions',
} as const satisfies Record<ReportName, string>;
const CHART_DATA = 'Chart data';
/** Rows from the last row of a table to the header of the next, with a heading between. */
const GRIDS_APART = 3;

/** The sheets of a digest's workbook: summary, reports, chart data, about. */
export function workbookSheets(digest: Digest, words: Words): WorkbookSheet[] {
  const [data = '', ...names] = unique([
    CHART_DATA,
    ...digest.tables.map(({ report }) => REPORT_SHEETS[report]),
    sheetName(words.say('file.summary')),
    sheetName(words.say('file.about')),
  ]);
  const [summary = '', about = ''] = names.slice(-2);
  const reports = digest.tables.map((table, index) => {
    const name = names[index] ?? table.report;
    return {
      table,
      name,
      ...gridsOf(digest, reportGrid(table, { sheet: name, words, known: knownIn(digest, table) })),
    };
  });
  const tables = chartTables(digest, gridsByReport(reports), words);
  const hours = reports.flatMap(({ name, grid }) => hoursChart(name, grid, words) ?? []);
  const charts: readonly Chart[] = [...tables.map((table) => chartOf(table, data)), ...hours];
  const sheets = [
    ...reports.map(({ table, name, grid, averages }) => {
      const own = charts.filter(({ report }) => report === table.report);
      return reportSheet(digest, table, { name, grid, averages, charts: own, words });
    }),
    ...(tables.length > 0 ? [chartDataSheet(digest, tables, { name: data, words })] : []),
    aboutSheet(digest, { name: about, words }),
  ];
  return [summarySheet(digest, { name: summary, charts, sheets, words }), ...sheets];
}

/** The coverage shown by the report's tile. */
function knownIn({ tiles }: Digest, { report }: ReportTable): string {
  const id = report === 'interactions' ? 'fallbackRate' : report;
  const tile = tiles.find((one) => one.id === id && one.value !== null);
  return tile ? splitKnown(tile.text)[1] : '';
}

/** A heatmap of averages comes first, with the table of counts below. */
function gridsOf(digest: Digest, grid: Grid): { readonly grid: Grid; readonly averages: Grid | null } {
  const averages = grid.heat && averageGrid(digest, grid);
  return { grid: averages ? { ...grid, row: lastRow(averages) + GRIDS_APART } : grid, averages };
}

function gridsByReport(
  reports: readonly { readonly table: { readonly report: ReportName }; readonly grid: Grid }[],
): ReadonlyMap<ReportName, Grid> {
  return new Map(reports.map(({ table, grid }) => [table.report, grid]));
}
