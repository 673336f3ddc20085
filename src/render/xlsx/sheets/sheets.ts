import type { Digest, ReportTable } from '../../../digest/digest.js';
import type { Words } from '../../../digest/language/words.js';
import { splitKnown } from '../../../digest/missing/known.js';
import type { ReportName } from '../../../vocabulary/chatbot.js';
import { chartDataSheet, chartTables } from '../charts/chart-data-sheet.js';
import { chartFigures, SOURCE_PARTS, WEEKS } from '../charts/chart-figures.js';
import { type ChartTable, chartOf } from '../charts/chart-table.js';
import type { ChartFigures } from '../charts/figures.js';
import { hoursChart } from '../charts/hours-chart.js';
import { averageGrid } from '../grid/average-grid.js';
import type { Chart } from '../grid/chart.js';
import { lastRow } from '../grid/grid-range.js';
import { sheetName, unique } from '../grid/names.js';
import type { Grid, WorkbookSheet } from '../grid/sheet.js';
import { aboutSheet } from './about-sheet.js';
import { reportGrid } from './report-grid.js';
import { reportSheet } from './report-sheet.js';
import { scorecardSheet } from './scorecard-sheet.js';
import { sourcesGrid, withoutSources } from './sources-grid.js';
import { stepsSheet } from './steps-sheet.js';
import { summarySheet } from './summary-sheet.js';
import { tableSheet } from './table-sheet.js';
import { WEEKS_APART, weeksSheet } from './weeks-sheet.js';

/** Sheet names, the same in every language, because other workbooks may refer to them. */
const NAMES = {
  scorecard: 'Scorecard',
  weeks: 'Weeks',
  conversations: 'Conversations',
  sources: 'Sources',
  paid: 'Paid',
  messages: 'Messages',
  average: 'Average',
  heatmap: 'Heatmap',
  interactions: 'Interactions',
  steps: 'Steps',
  chartData: 'Chart data',
} as const satisfies Record<ReportName, string> & Record<string, string>;

/** Rows from the last row of a table to the header of the next, with a heading between. */
const GRIDS_APART = 3;

/** The sheets of a digest's workbook: summary, bots, weeks, reports, chart data, about. */
export function workbookSheets(digest: Digest, words: Words): WorkbookSheet[] {
  const reports = reportsOf(digest, words);
  const tables = tablesOfCharts(digest, reports, words);
  const hours = reports.flatMap(({ name, grid }) => hoursChart(name, grid, words) ?? []);
  const charts: readonly Chart[] = [
    ...tables.weeks.map((table) => chartOf(table, NAMES.weeks)),
    ...tables.others.map((table) => chartOf(table, NAMES.chartData)),
    ...hours,
  ];
  const [summary = '', about = ''] = ownNames(reports, words);
  const conversations = reports.find(({ table }) => table.report === 'conversations')?.grid;
  const sheets = [
    ...(digest.scorecard.length > 0
      ? [scorecardSheet(digest, { name: NAMES.scorecard, conversations, words })]
      : []),
    ...(tables.weeks.length > 0
      ? [weeksSheet(digest, tables.weeks, { name: NAMES.weeks, title: words.say('label.weeks'), charts })]
      : []),
    ...reports.flatMap((report) => sheetsOf(digest, report, { charts, words })),
    ...(tables.others.length > 0
      ? [
          chartDataSheet(digest, tables.others, {
            name: NAMES.chartData,
            title: words.say('file.chartData'),
          }),
        ]
      : []),
    aboutSheet(digest, { name: about, words }),
  ];
  return [summarySheet(digest, { name: summary, charts, reports, sheets, words }), ...sheets];
}

/** A report's table as it stands on its sheet. */
interface ReportGrids {
  readonly table: ReportTable;
  readonly name: string;
  readonly grid: Grid;
  readonly averages: Grid | null;
  /** The figures by source; null without any. */
  readonly sources: ReturnType<typeof sourcesGrid>;
}

function reportsOf(digest: Digest, words: Words): readonly ReportGrids[] {
  const names = unique(digest.tables.map(({ report }) => NAMES[report]));
  return digest.tables.map((table, index) => {
    const name = names[index] ?? table.report;
    const own = { sheet: name, words, known: knownIn(digest, table) };
    return {
      table,
      name,
      ...gridsOf(digest, reportGrid(withoutSources(table), own)),
      sources: table.report === 'conversations' ? sourcesGrid(table, { sheet: NAMES.sources, words }) : null,
    };
  });
}

/** The names of the first and the last sheet, which are in the digest's language. */
function ownNames(reports: readonly ReportGrids[], words: Words): readonly string[] {
  const taken = [...new Set([...Object.values(NAMES), ...reports.map(({ name }) => name)])];
  const own = [words.say('file.summary'), words.say('file.about')].map(sheetName);
  return unique([...taken, ...own]).slice(-own.length);
}

function tablesOfCharts(digest: Digest, reports: readonly ReportGrids[], words: Words) {
  const grids = new Map<ChartFigures['from'], Grid>();
  for (const { table, grid, sources } of reports) {
    grids.set(table.report, grid);
    if (sources?.grid) grids.set('sources', sources.grid);
  }
  const figures = chartFigures(digest, words);
  const isWeeks = ({ id }: ChartFigures) => WEEKS.has(id);
  const weeks = chartTables(figures.filter(isWeeks), grids, { words, apart: WEEKS_APART });
  const others = chartTables(
    figures.filter((one) => !isWeeks(one)),
    grids,
    { words },
  );
  return { weeks, others } satisfies Record<string, readonly ChartTable[]>;
}

/** A report's sheet, and those that go with it. */
function sheetsOf(
  digest: Digest,
  { table, name, grid, averages, sources }: ReportGrids,
  { charts, words }: { readonly charts: readonly Chart[]; readonly words: Words },
): readonly WorkbookSheet[] {
  const own = charts.filter(({ report, id }) => report === table.report && !WEEKS.has(id));
  const bySource = sources?.grid ? own.filter(({ id }) => SOURCE_PARTS.has(id)) : [];
  const leftOut =
    sources && sources.grid === null
      ? words.say('file.sourcesLeftOut', { rows: sources.rows.toLocaleString(digest.locale) })
      : '';
  const rest = own.filter((chart) => !bySource.includes(chart));
  return [
    reportSheet(digest, table, { name, grid, averages, charts: rest, leftOut, words }),
    ...(sources?.grid
      ? [
          tableSheet(digest, {
            name: NAMES.sources,
            title: words.say('title.sourcesOverTime'),
            grid: sources.grid,
            note: null,
            charts: bySource,
          }),
        ]
      : []),
    ...(table.report === 'interactions' ? [stepsSheet(digest, { name: NAMES.steps, words })] : []),
  ];
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
