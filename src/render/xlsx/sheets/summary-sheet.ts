import type { Digest, ReportTable, Tile } from '../../../digest/digest.js';
import type { Words } from '../../../digest/language/words.js';
import { bottomRow, type Chart, type PlacedChart } from '../grid/chart.js';
import { figureNames } from '../grid/named-ranges.js';
import { headers } from '../grid/names.js';
import type { Cell, Grid, LineStyle, SheetLine, ToneMark, WorkbookSheet } from '../grid/sheet.js';
import { cellText, changeCell, goalCell, previousCell, tileCell, usualCells } from '../grid/values.js';
import { gridWidths, pixels } from '../grid/widths.js';
import { windowLine } from '../grid/window-line.js';
import { HEADER_ROW } from './table-sheet.js';
import { liveCell, liveChange, type TileSources } from './tile-formulas.js';

/** Least widths of the columns, in characters. */
const WIDTHS = [28, 14, 14, 16, 13, 13, 20];
const MAX_CHARTS = 3;
/** Heights of charts in rows, and the gutter between two charts in pixels. */
const CHART = { wide: 14, half: 15, gutter: 16 } as const;
/** Charts of the summary, preferred first. */
const FIRST: readonly Chart['id'][] = [
  'conversations',
  'weeks',
  'fallback-weeks',
  'by-bot',
  'by-source',
  'interactions',
  'messages',
  'paid',
  'average',
  'conversations-by-source',
  'hours',
];

/** Inputs of the summary. */
export interface SummaryParts {
  readonly name: string;
  /** All charts of the workbook. */
  readonly charts: readonly Chart[];
  /** The tables of reports. */
  readonly reports: readonly { readonly table: Pick<ReportTable, 'report'>; readonly grid: Grid }[];
  /** All other sheets, as link targets. */
  readonly sheets: readonly WorkbookSheet[];
  readonly words: Words;
}

/** The digest on one page: verdict, figures, callouts, main charts and links to the other sheets. */
export function summarySheet(digest: Digest, parts: SummaryParts): WorkbookSheet {
  const grid = tiles(digest, parts);
  const own = gridWidths(grid);
  const widths = WIDTHS.map((width, index) => Math.max(width, own[index] ?? 0));
  const noticed = callouts(digest, HEADER_ROW + grid.rows.length + 2);
  const charts = placed(chosen(parts.charts), { widths, row: (noticed.at(-1)?.row ?? HEADER_ROW) + 2 });
  const end = Math.max(noticed.at(-1)?.row ?? 0, ...charts.map(bottomRow));
  return {
    name: parts.name,
    print: { orientation: 'portrait', onePage: true },
    widths,
    frozen: { rows: HEADER_ROW, columns: 0 },
    lines: [...heading(digest), ...noticed, ...contents(parts, end + 2)],
    grids: [grid],
    charts,
    sparklines: [],
    names: figureNames(parts.name, grid, digest.tiles),
  };
}

/** Title, verdict, and one line of window, bots and comparison. */
function heading(digest: Digest): SheetLine[] {
  const { title, verdict, subtitle } = digest;
  const across = WIDTHS.length;
  const told = verdict.tone === 'muted' ? 'body' : 'verdict';
  const about = [windowLine(digest), ...subtitle.slice(1).map(cellText)].join(' · ');
  return [
    { row: 1, text: cellText(title), style: 'title' },
    { row: 2, text: cellText(verdict.text), style: told, mark: MARKS[verdict.tone], across },
    { row: 3, text: about, style: 'note', across },
  ];
}

type Tone = Digest['verdict']['tone'];

const MARKS: Readonly<Record<Tone, ToneMark>> = {
  attention: { shape: '◆', style: 'attention' },
  good: { shape: '■', style: 'link' },
  neutral: { shape: '■', style: 'link' },
  muted: { shape: '□', style: 'note' },
};

const IDS = ['figure', 'value', 'previous', 'change', 'usualLow', 'usualHigh', 'goal'] as const;

function tiles({ tiles, labels }: Digest, parts: SummaryParts): Grid {
  const { words, reports } = parts;
  const labelled = [
    labels.figure,
    labels.value,
    labels.previous,
    labels.change,
    words.say('label.usualLow'),
    words.say('label.usualHigh'),
    words.say('label.goal'),
  ];
  const sources: TileSources = {
    grids: new Map(reports.map(({ table, grid }) => [table.report, grid])),
    tiles,
    row: HEADER_ROW + 1,
    columns: { value: 2, previous: 3 },
    words,
  };
  const names = headers(labelled.map(cellText));
  return {
    name: 'Summary_data',
    row: HEADER_ROW,
    column: 1,
    columns: IDS.map((id, index) => ({
      id,
      header: names[index] ?? id,
      align: id === 'figure' || id === 'goal' ? 'start' : 'end',
      total: null,
      bars: false,
    })),
    rows:
      tiles.length === 0
        ? [IDS.map(() => ({ value: null }))]
        : tiles.map((_tile, index) => tileRow(sources, index, parts.sheets)),
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

function tileRow(sources: TileSources, index: number, sheets: readonly WorkbookSheet[]): Cell[] {
  const tile = sources.tiles[index];
  if (tile === undefined) return [];
  const sheet = sheets.find(({ name }) => name === TILE_SHEETS[tile.id]);
  const { row, columns } = sources;
  return [
    { value: cellText(tile.label), ...(sheet ? { link: sheet.name } : {}) },
    liveCell(tileCell(tile.value, tile), { tile, side: 'value' }, sources),
    liveCell(previousCell(tile), { tile, side: 'previous' }, sources),
    liveChange(changeCell(tile.change), tile, { row: row + index, columns }),
    ...usualCells(tile).map((cell): Cell => ({ ...cell, tone: 'muted' })),
    goalCell(tile),
  ];
}

const CALLOUT_STYLES: Readonly<Record<Tone, LineStyle>> = {
  attention: 'body',
  good: 'body',
  neutral: 'body',
  muted: 'note',
};

function callouts({ callouts: { items, emptyText }, labels }: Digest, row: number): SheetLine[] {
  const across = WIDTHS.length;
  const said = items.map(({ heading, body, tone }) => ({
    heading: cellText(heading),
    text: cellText(body),
    style: CALLOUT_STYLES[tone],
    mark: MARKS[tone],
  }));
  const shown = said.length === 0 ? [{ text: cellText(emptyText), style: 'body' as const }] : said;
  return [
    { row, text: cellText(labels.callouts), style: 'heading' },
    ...shown.map((line, index) => ({ row: row + 1 + index, ...line, across })),
  ];
}

function chosen(charts: readonly Chart[]): readonly Chart[] {
  return FIRST.flatMap((wanted) => charts.find(({ id }) => id === wanted) ?? []).slice(0, MAX_CHARTS);
}

/** The first chart takes the whole width, the others are placed side by side below. */
function placed(
  [first, ...others]: readonly Chart[],
  { widths, row }: { readonly widths: readonly number[]; readonly row: number },
): PlacedChart[] {
  if (!first) return [];
  const width = pixels(widths);
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
