import { cachedByObject } from '../../../lib/async/cache.js';
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
  figure: Cell & { readonly value: number | null },
  table: Grid | undefined,
  sum: { readonly column: string; readonly where: readonly Condition[] },
): Cell {
  if (figure.value === null) return { value: null };
  const computed = table ? sumOf(table, sum.column, sum.where) : null;
  if (table === undefined || computed === null || Math.abs(computed - figure.value) > 1e-9) return figure;
  if (sum.where.length === 0) return { ...figure, formula: `SUM(${columnOf(table, sum.column)})` };
  const conditions = sum.where.map(({ column, cell }) => `--(${columnOf(table, column)}=${cell})`);
  return { ...figure, formula: `SUMPRODUCT(${[...conditions, columnOf(table, sum.column)].join(',')})` };
}

/** The formula's result in Excel, which ignores case and empty cells; null when no row matches. */
function sumOf(table: Grid, column: string, where: readonly Condition[]): number | null {
  if (columnIndex(table, column) < 0) return null;
  const values = where.map(({ value }) => comparable(value));
  if (values.includes(null)) return null;
  return sumsOf(table, [column, ...where.map((condition) => condition.column)]).get(keyOf(values)) ?? null;
}

/** Sums of a column over rows with equal values in other columns, computed once for all figures of a table. */
function sumsOf(table: Grid, columns: readonly string[]): ReadonlyMap<string, number> {
  const known = sums(table);
  const name = columns.join(' ');
  const found = known.get(name);
  if (found !== undefined) return found;
  const [figure = -1, ...others] = columns.map((id) => columnIndex(table, id));
  const added = new Map<string, number>();
  for (const row of table.rows) {
    const value = row[figure]?.value;
    const key = keyOf(others.map((place) => comparable(row[place]?.value)));
    added.set(key, (added.get(key) ?? 0) + (typeof value === 'number' ? value : 0));
  }
  known.set(name, added);
  return added;
}

const sums = cachedByObject((_table: Grid) => new Map<string, ReadonlyMap<string, number>>());

const keyOf = (values: readonly (string | number | null)[]) =>
  values.map((value) => `${typeof value} ${value}`).join('\n');

export function same(one: Cell['value'] | undefined, other: Cell['value']): boolean {
  return comparable(one) !== null && comparable(one) === comparable(other);
}

function comparable(value: Cell['value'] | undefined): string | number | null {
  if (value instanceof Date) return value.getTime();
  return typeof value === 'string' ? value.toLowerCase() : (value ?? null);
}

export const columnIndex = (table: Grid, id: string) => table.columns.findIndex((column) => column.id === id);

/** `Conversations_data[Date]`. */
export function columnOf(table: Grid, id: string): string {
  return `${table.name}[${inFormula(table.columns[columnIndex(table, id)]?.header ?? '')}]`;
}

/** Structured references escape these characters with an apostrophe. */
const inFormula = (header: string) => header.replace(/['[\]#@]/g, "'$&");
