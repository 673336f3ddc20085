import { round, sum } from '../model/rounding.js';
import type { SeriesTable, SeriesValue } from './series.js';
import type { SandboxVariant } from './variant.js';

/** The JSON value of a series report: `{ data: [{ date, value }], summary }`, or a grouped one in the variant's shape. */
export function groupedBody(
  table: SeriesTable,
  { groupShape, zeros }: Pick<SandboxVariant, 'groupShape' | 'zeros'>,
): unknown {
  const body = wholeBody(table, groupShape);
  return zeros === 'kept' ? body : withoutZeros(body);
}

function wholeBody(table: SeriesTable, shape: SandboxVariant['groupShape']): unknown {
  const dates = table.starts.map((start) => new Date(start).toISOString());
  const rows = [...table.rows];
  const { group } = table;
  if (group === null) return rows.map(([, values]) => series(dates, values))[0];
  const summary = () =>
    summarise(table.starts.map((_, at) => sum(rows.map(([, values]) => values[at] ?? 0))));
  switch (shape) {
    case 'rows':
      return { data: interleave(dates, rows, group), summary: summary() };
    case 'maps':
      return { data: zip(dates, rows), summary: summary() };
    case 'series-map':
      return Object.fromEntries(rows.map(([key, values]) => [key, series(dates, values)]));
    case 'series-array':
      return rows.map(([key, values]) => ({ [group]: key, ...series(dates, values) }));
    case 'ignored':
    case 'refused':
      throw new Error('A query of this variant has no group.');
  }
}

/** Leaves out rows of 0, and entries of 0 in rows with a map. */
function withoutZeros(body: unknown): unknown {
  if (Array.isArray(body)) return body.filter((row) => !isZero(row)).map(withoutZeros);
  if (typeof body !== 'object' || body === null) return body;
  const kept = Object.entries(body).filter(([key, value]) => key !== 'summary' && value !== 0);
  const rest = 'summary' in body ? { summary: body.summary } : {};
  return { ...Object.fromEntries(kept.map(([key, value]) => [key, withoutZeros(value)])), ...rest };
}

const isZero = (row: unknown) => typeof row === 'object' && row !== null && 'value' in row && row.value === 0;

type Rows = readonly (readonly [string | null, readonly SeriesValue[]])[];

interface Series {
  readonly data: readonly unknown[];
  readonly summary: unknown;
}

function series(dates: readonly string[], values: readonly SeriesValue[]): Series {
  return { data: dates.map((date, at) => ({ date, value: values[at] })), summary: summarise(values) };
}

function interleave(dates: readonly string[], rows: Rows, group: string): unknown[] {
  return dates.flatMap((date, at) =>
    rows.map(([key, values]) => ({ date, [group]: key, value: values[at] })),
  );
}

function zip(dates: readonly string[], rows: Rows): unknown[] {
  return dates.map((date, at) => ({
    date,
    value: Object.fromEntries(rows.map(([key, values]) => [key, values[at]])),
  }));
}

/** `avg` is the total over all buckets with a value, zeros included. */
function summarise(values: readonly SeriesValue[]): unknown {
  const known = values.filter((value) => value !== null);
  const total = round(sum(known));
  return {
    total,
    min:
      known.length === 0
        ? 0
        : known.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
    max: known.reduce((most, value) => Math.max(most, value), 0),
    avg: known.length === 0 ? 0 : round(total / known.length),
  };
}
