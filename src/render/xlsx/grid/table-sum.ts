import type { Cell, Grid } from './sheet.js';

/** A condition on rows: the column equals a cell. */
export interface Condition {
  /** Id of the table's column. */
  readonly column: string;
  /** The address and the value of the cell that the formula compares with. */
  readonly cell: string;
  readonly value: Cell['value'];
}

/**
 * A figure as a formula that sums it from a report's table, so that charts follow changes there; the plain figure where the table
 * does not add up to it, for example with sources or names that two bots share.
 */
export function figureCell(
  figure: { readonly value: number | null; readonly format: string },
  table: Grid | undefined,
  sum: { readonly column: string; readonly where: readonly Condition[] },
): Cell {
  if (figure.value === null) return { value: null };
  const computed = table ? sumOf(table, sum.column, sum.where) : null;
  if (table === undefined || computed === null || Math.abs(computed - figure.value) > 1e-9) return figure;
  const conditions = sum.where.map(({ column, cell }) => `--(${columnOf(table, column)}=${cell})`);
  return { ...figure, formula: `SUMPRODUCT(${[...conditions, columnOf(table, sum.column)].join(',')})` };
}

/** The formula's result in Excel, which ignores case and empty cells; null when no row matches. */
function sumOf(table: Grid, column: string, where: readonly Condition[]): number | null {
  const figure = indexOf(table, column);
  if (figure < 0) return null;
  const tests = where.map((condition) => ({
    place: indexOf(table, condition.column),
    value: condition.value,
  }));
  const rows = table.rows.filter((row) => tests.every(({ place, value }) => same(row[place]?.value, value)));
  if (rows.length === 0) return null;
  return rows.reduce((sum, row) => {
    const value = row[figure]?.value;
    return typeof value === 'number' ? sum + value : sum;
  }, 0);
}

function same(one: Cell['value'] | undefined, other: Cell['value']): boolean {
  return comparable(one) !== null && comparable(one) === comparable(other);
}

function comparable(value: Cell['value'] | undefined): string | number | null {
  if (value instanceof Date) return value.getTime();
  return typeof value === 'string' ? value.toLowerCase() : (value ?? null);
}

const indexOf = (table: Grid, id: string) => table.columns.findIndex((column) => column.id === id);

/** `Conversations_data[Date]`. */
export function columnOf(table: Grid, id: string): string {
  return `${table.name}[${inFormula(table.columns[indexOf(table, id)]?.header ?? '')}]`;
}

/** Structured references escape these characters with an apostrophe. */
const inFormula = (header: string) => header.replace(/['[\]#@]/g, "'$&");
