import { headers } from './names.js';
import type { Cell, Grid, GridColumn } from './sheet.js';
import { cellText } from './values.js';

/** A column whose cells are made from rows of data. */
export interface PlainColumn<Row> {
  readonly id: string;
  readonly label: string;
  readonly align: GridColumn['align'];
  readonly bars?: boolean;
  readonly least?: number;
  /** The number format of the column's total; none when absent. */
  readonly total?: string;
  cell(row: Row, place: CellPlace): Cell;
}

/** Where a cell stands, 1-based. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** A table with filters from rows of data; a row of empty cells where there are none, since a table cannot be without rows. */
export function plainGrid<Row>(
  { name, row: header }: Pick<Grid, 'name' | 'row'>,
  columns: readonly PlainColumn<Row>[],
  data: readonly Row[],
): Grid {
  const names = headers(columns.map(({ label }) => cellText(label)));
  const rows = data.map((one, index) =>
    columns.map(({ cell }, place) => cell(one, { row: header + 1 + index, column: 1 + place })),
  );
  const total = (index: number) =>
    rows.reduce((sum, row) => sum + (typeof row[index]?.value === 'number' ? row[index].value : 0), 0);
  return {
    name,
    row: header,
    column: 1,
    columns: columns.map(({ id, align, bars, least, total: format }, index) => ({
      id,
      header: names[index] ?? id,
      align,
      bars: (bars ?? false) && rows.length > 1,
      ...(least === undefined ? {} : { least }),
      total: format === undefined || rows.length === 0 ? null : { value: total(index), format },
    })),
    rows: rows.length === 0 ? [columns.map(() => ({ value: null }))] : rows,
    totals: rows.length > 0 && columns.some(({ total: format }) => format !== undefined),
    filters: true,
    heat: null,
  };
}
