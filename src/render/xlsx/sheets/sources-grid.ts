import type { ReportTable } from '../../../digest/digest.js';
import type { Words } from '../../../digest/language/words.js';
import { type SourceColumns, sourcesIn } from '../../../digest/tables/source-columns.js';
import { relativeChange } from '../../../digest/tables/step-columns.js';
import type { Grid } from '../grid/sheet.js';
import { type ReportGridParts, reportGrid } from './report-grid.js';

/** Rows of the sheet; with more, the figures stay columns of the CSV file. */
const MAX_ROWS = 50_000;

type Row = ReportTable['rows'][number];

/** Conversations by step, bot and source as a table; its rows are too many when `grid` is null. null without figures by source. */
export function sourcesGrid(
  table: ReportTable,
  { sheet, words }: Pick<ReportGridParts, 'sheet' | 'words'>,
): { readonly grid: Grid | null; readonly rows: number } | null {
  const sources = sourcesIn(table);
  if (sources.length === 0) return null;
  const used = usedPairs(table, sources);
  const rows = table.rows.reduce((sum, row) => sum + (used.get(botOf(table, row))?.length ?? 0), 0);
  if (rows > MAX_ROWS) return { grid: null, rows };
  const long = longTable(table, { sources, used, words });
  return { grid: reportGrid(long, { sheet, words, known: '' }), rows };
}

/** The table without the columns of sources, which are last; the rows keep their values. */
export function withoutSources(table: ReportTable): ReportTable {
  const places = sourcesIn(table).flatMap(({ value, comparison }) => [value, comparison ?? value]);
  if (places.length === 0) return table;
  const left = Math.min(...places);
  return { ...table, columns: table.columns.slice(0, left) };
}

const placeOf = ({ columns }: ReportTable, id: string) => columns.findIndex((column) => column.id === id);

const botOf = (table: ReportTable, row: Row) => String(row[placeOf(table, 'bot')] ?? '');

/** The sources of each bot with a conversation in either window, or with one missing. */
function usedPairs(
  table: ReportTable,
  sources: readonly SourceColumns[],
): ReadonlyMap<string, readonly SourceColumns[]> {
  const bot = placeOf(table, 'bot');
  const used = new Map<string, Set<SourceColumns>>();
  for (const row of table.rows) {
    const name = String(row[bot] ?? '');
    const own = used.get(name) ?? new Set();
    for (const source of sources)
      if (row[source.value] || (source.comparison !== null && row[source.comparison])) own.add(source);
    used.set(name, own);
  }
  return new Map(
    [...used].map(([name, own]) => [name, sources.filter((source) => own.has(source))] as const),
  );
}

interface LongTable {
  readonly sources: readonly SourceColumns[];
  readonly used: ReadonlyMap<string, readonly SourceColumns[]>;
  readonly words: Words;
}

/** A row for each step, bot and source: the columns of the table that still hold, and the source's own figures in place of the totals. */
function longTable(table: ReportTable, { sources, used, words }: LongTable): ReportTable {
  const kept = KEPT.map((id) => placeOf(table, id)).filter((place) => place >= 0);
  const [value, comparison] = [placeOf(table, table.report), placeOf(table, 'comparison')];
  const [bot, change] = [placeOf(table, 'bot'), placeOf(table, 'change')];
  const source = { id: 'source', label: words.say('label.source'), type: 'text', sum: false } as const;
  const order = [
    ...kept,
    -1,
    value,
    ...[placeOf(table, 'comparisonDate'), comparison, change].filter(isThere),
  ];
  const rows = table.rows.flatMap((row) =>
    (used.get(String(row[bot] ?? '')) ?? []).map((own) => {
      const now = asFigure(row[own.value]);
      const before = own.comparison === null ? null : asFigure(row[own.comparison]);
      const cells = new Map<number, Row[number]>([
        [-1, own.label],
        [value, now],
        [comparison, before],
        [change, row[change] === null ? null : relativeChange(now, before)],
      ]);
      return order.map((place) => (cells.has(place) ? (cells.get(place) ?? null) : (row[place] ?? null)));
    }),
  );
  return {
    report: table.report,
    title: words.say('title.sourcesOverTime'),
    columns: order.flatMap((place) => (place < 0 ? source : (table.columns[place] ?? []))),
    rows: sources.length === 0 ? [] : rows,
  };
}

/** The columns before the source. */
const KEPT = ['date', 'weekday', 'bot'] as const;

const isThere = (place: number) => place >= 0;

const asFigure = (value: Row[number] | undefined) => (typeof value === 'number' ? value : null);
