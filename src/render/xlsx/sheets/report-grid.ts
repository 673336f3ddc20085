import type { DataColumn, ReportTable } from '../../../digest/digest.js';
import { typeName } from '../../../digest/interactions/interaction-labels.js';
import type { Words } from '../../../digest/language/words.js';
import { headers, tableName } from '../grid/names.js';
import type { Cell, Grid, GridColumn, Heat } from '../grid/sheet.js';
import { CHANGE_FORMAT, cellText, formatOf, notedFormat, typedCell } from '../grid/values.js';
import { HEADER_ROW } from './table-sheet.js';

/** Where a report's table stands, and what it says. */
export interface ReportGridParts {
  readonly sheet: string;
  readonly words: Words;
  /** The coverage of its totals, empty when complete. */
  readonly known: string;
}

/** All figures of one report as a native table. */
export function reportGrid(table: ReportTable, { sheet, words, known }: ReportGridParts): Grid {
  const names = headers(table.columns.map(({ label }) => cellText(label)));
  const columns = table.columns.map((column, index) =>
    gridColumn(table, column, { index, header: names[index] ?? '', known }),
  );
  return {
    name: tableName(sheet),
    row: HEADER_ROW,
    column: 1,
    columns,
    rows:
      table.rows.length === 0
        ? [columns.map(() => ({ value: null }))]
        : table.rows.map(typedRow(table, words)),
    totals: columns.some(({ total }) => total !== null),
    filters: true,
    heat: table.report === 'heatmap' ? heat(table) : null,
  };
}

/** Values kept as cells, by column: most columns have few different ones, and equal cells share one object. */
const CELLS_KEPT = 5_000;

function typedRow(table: ReportTable, words: Words): (row: ReportTable['rows'][number]) => Cell[] {
  const columns = table.columns.map((column) => ({ column, kept: new Map<Value, Cell>() }));
  return (row) =>
    columns.map(({ column, kept }, index) => {
      const value = row[index] ?? null;
      const known = kept.get(value);
      if (known !== undefined) return known;
      const cell = tableCell(value, column, words);
      if (kept.size < CELLS_KEPT) kept.set(value, cell);
      return cell;
    });
}

type Value = ReportTable['rows'][number][number];

function tableCell(value: Value, { id, type }: DataColumn, words: Words): Cell {
  if (id === 'type' && typeof value === 'string') return typedCell(typeName(value, words), type);
  const cell = typedCell(value, type);
  return id === 'change' && value !== null ? { ...cell, format: CHANGE_FORMAT, tone: 'muted' } : cell;
}

/** The first column has the label of the totals row, so it has no total. */
function gridColumn(
  table: ReportTable,
  column: DataColumn,
  { index, header, known }: { readonly index: number; readonly header: string; readonly known: string },
): GridColumn {
  const format = formatOf(column.type);
  const own = column.id === table.report || column.id === 'uses';
  const numbers = table.rows.map((row) => row[index]).filter((value) => typeof value === 'number');
  const summed = column.sum && index > 0 && numbers.length > 0 && format !== null;
  return {
    id: column.id,
    header,
    align: ['count', 'decimal', 'percent'].includes(column.type) ? 'end' : 'start',
    total: summed
      ? {
          value: numbers.reduce((sum, value) => sum + value, 0),
          format: own ? notedFormat(format, known) : format,
        }
      : null,
    bars: numbers.length > 1 && (column.id === 'share' || column.id === 'uses'),
  };
}

/** The colour scale over the hours of a heatmap; of equally busy cells, the earliest is outlined. */
function heat(table: ReportTable): Heat | null {
  const figures = table.columns.flatMap(({ type }, index) =>
    type === 'count' || type === 'decimal' ? [index] : [],
  );
  const [first, last] = [figures[0], figures.at(-1)];
  if (first === undefined || last === undefined || figures.length < 2) return null;
  let outlined: Heat['outlined'] = null;
  let most = 0;
  for (const [row, values] of table.rows.entries())
    for (const index of figures) {
      const value = values[index];
      if (typeof value !== 'number' || value <= most) continue;
      most = value;
      outlined = { row, column: index + 1 };
    }
  return { fromColumn: first + 1, toColumn: last + 1, outlined };
}
