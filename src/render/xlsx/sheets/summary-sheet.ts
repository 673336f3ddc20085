import type { Digest, Tile } from '../../../digest/digest.js';
import type { Words } from '../../../digest/language/words.js';
import { bottomRow, type Chart, type PlacedChart } from '../grid/chart.js';
import { figureNames } from '../grid/named-ranges.js';
import { headers } from '../grid/names.js';
import type { Cell, Grid, SheetLine, WorkbookSheet } from '../grid/sheet.js';
import { cellText, changeCell, previousCell, tileCell } from '../grid/values.js';
import { pixels } from '../grid/widths.js';
import { windowLine } from '../grid/window-line.js';

const HEADER_ROW = 4;
const WIDTHS = [30, 16, 26, 20];
const MAX_CHARTS = 3;
/** Heights of charts in rows, and the gutter between two charts in pixels. */
const CHART = { wide: 12, half: 14, gutter: 16 } as const;
/** Charts of the summary, preferred first. */
const FIRST: readonly (readonly [report: Chart['report'], kind: Chart['kind']])[] = [
  ['conversations', 'columns'],
  ['conversations', 'bars'],
  ['interactions', 'bars'],
  ['messages', 'lines'],
  ['paid', 'lines'],
  ['average', 'lines'],
  ['conversations', 'stacked'],
  ['heatmap', 'columns'],
];

/** Inputs of the summary. */
export interface SummaryParts {
  readonly name: string;
  /** All charts of the workbook. */
  readonly charts: readonly Chart[];
  /** All other sheets, as link targets. */
  readonly sheets: readonly WorkbookSheet[];
  readonly words: Words;
}

/** The digest on one page: figures, callouts, main charts and links to the other sheets. */
export function summarySheet(digest: Digest, parts: SummaryParts): WorkbookSheet {
  const grid = tiles(digest, parts.sheets);
  const noticed = callouts(digest, HEADER_ROW + grid.rows.length + 2);
  const charts = placed(chosen(parts.charts), (noticed.at(-1)?.row ?? HEADER_ROW) + 2);
  const end = Math.max(noticed.at(-1)?.row ?? 0, ...charts.map(bottomRow));
  return {
    name: parts.name,
    print: { orientation: 'portrait', onePage: true },
    widths: WIDTHS,
    frozen: { rows: HEADER_ROW, columns: 0 },
    lines: [
      { row: 1, text: cellText(digest.title), style: 'title' },
      { row: 2, text: windowLine(digest), style: 'note' },
      { row: 3, text: cellText(digest.subtitle.slice(1).join(' · ')), style: 'note' },
      ...noticed,
      ...contents(parts, end + 2),
    ],
    grids: [grid],
    charts,
    names: figureNames(parts.name, grid, digest.tiles),
  };
}

function tiles({ tiles, labels }: Digest, sheets: readonly WorkbookSheet[]): Grid {
  const names = headers([labels.figure, labels.value, labels.previous, labels.change].map(cellText));
  const ids = ['figure', 'value', 'previous', 'change'];
  return {
    name: 'Summary_data',
    row: HEADER_ROW,
    column: 1,
    columns: names.map((header, index) => ({
      id: ids[index] ?? header,
      header,
      align: index === 0 ? 'start' : 'end',
      total: null,
      bars: false,
    })),
    rows:
      tiles.length === 0 ? [WIDTHS.map(() => ({ value: null }))] : tiles.map((tile) => tileRow(tile, sheets)),
    totals: false,
    filters: false,
    heat: null,
  };
}

/** The sheet that a tile links to. */
const TILE_SHEETS: Readonly<Record<Tile['id'], string>> = {
  conversations: 'Conversations',
  paid: 'Paid',
  messages: 'Messages',
  messagesPerConversation: 'Messages',
  fallbackRate: 'Interactions',
};

function tileRow(tile: Tile, sheets: readonly WorkbookSheet[]): Cell[] {
  const sheet = sheets.find(({ name }) => name === TILE_SHEETS[tile.id]);
  return [
    { value: cellText(tile.label), ...(sheet ? { link: sheet.name } : {}) },
    tileCell(tile.value, tile),
    previousCell(tile),
    changeCell(tile.change),
  ];
}

function callouts({ callouts: { items, emptyText }, labels }: Digest, row: number): SheetLine[] {
  const across = WIDTHS.length;
  const said = items.map(({ heading, body }) => ({ heading: cellText(heading), text: cellText(body) }));
  const shown = said.length === 0 ? [{ text: cellText(emptyText) }] : said;
  return [
    { row, text: cellText(labels.callouts), style: 'heading' },
    ...shown.map((words, index) => ({ row: row + 1 + index, ...words, style: 'body' as const, across })),
  ];
}

function chosen(charts: readonly Chart[]): readonly Chart[] {
  const best = FIRST.flatMap(([report, kind]) => {
    const found = charts.filter((chart) => chart.report === report && chart.kind === kind);
    return found.slice(-1);
  });
  return best.slice(0, MAX_CHARTS);
}

/** The first chart takes the whole width, the others are placed side by side below. */
function placed([first, ...others]: readonly Chart[], row: number): PlacedChart[] {
  if (!first) return [];
  const width = pixels(WIDTHS);
  const top: PlacedChart = { chart: first, row, left: 0, width, rows: CHART.wide };
  const half = others.length > 1 ? (width - CHART.gutter) / 2 : width;
  return [
    top,
    ...others.map((chart, index) => ({
      chart,
      row: bottomRow(top) + 2,
      left: index * (half + CHART.gutter),
      width: half,
      rows: CHART.half,
    })),
  ];
}

function contents({ sheets, words }: SummaryParts, row: number): SheetLine[] {
  return [
    { row, text: words.say('file.contents'), style: 'heading' },
    ...sheets.map(({ name, lines }, index) => ({
      row: row + 1 + index,
      text:
        name === lines[0]?.text ? name : words.say('label.text', { label: name, text: lines[0]?.text ?? '' }),
      style: 'link' as const,
      link: name,
    })),
  ];
}
