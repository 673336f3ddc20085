import type { DataColumn, ReportTable } from '../../../digest/digest.js';
import { typeName } from '../../../digest/interactions/interaction-labels.js';
import type { Words } from '../../../digest/language/words.js';
import { headers, tableName } from '../grid/names.js';
import type { Cell, Grid, GridColumn, Heat } from '../grid/sheet.js';
import { cellText, formatOf, notedFormat, typedCell } from '../grid/values.js';

/** Row of every report table's header; the rows above hold the sheet's title. */
export const HEADER_ROW = 4;

/** All figures of one report as a native table; `known` is the coverage of its totals, empty when complete. */
export function reportGrid(
  table: ReportTable,
  { sheet, words, known }: { readonly sheet: string; readonly words: Words; readonly known: string },
): Grid {
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

const typedRow =
  (table: ReportTable, words: Words) =>
  (row: ReportTable['rows'][number]): Cell[] =>
    table.columns.map(({ id, type }, index) => {
      const value = row[index] ?? null;
      const said = id === 'type' && typeof value === 'string' ? typeName(value, words) : value;
      return typedCell(said, type);
    });

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
    bars: numbers.length > 1 && (column.type === 'percent' || column.id === 'uses'),
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
