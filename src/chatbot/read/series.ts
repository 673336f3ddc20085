import { addMonths } from '../../lib/time/zone.js';
import type { Note, SeriesResult } from '../snapshot.js';
import { seriesAnswer } from '../wire.js';
import { type Reading, unexpected } from './reading.js';
import { createTally, type Tally } from './tally.js';
import { readAverage, readCount, readInstant, shownValue } from './value.js';

type Point = SeriesResult['points'][number];

export interface SeriesScope {
  readonly dimension: SeriesResult['dimension'];
  /** The range requested, epoch ms, `to` exclusive. */
  readonly from: number;
  readonly to: number;
  /** Whether values are counts: whole numbers that add up to the API's total. */
  readonly counts: boolean;
}

/**
 * Reads `{ data: [{ date, value }], summary }` into points in order of time, each instant once. Steps wholly outside
 * the range are dropped, equal points of one instant merged; contradictory ones count as missing.
 */
export function readSeries(body: unknown, scope: SeriesScope): Reading<SeriesResult> {
  const answer = seriesAnswer.safeParse(body);
  if (!answer.success) return unexpected(answer.error);
  const { data, summary } = answer.data;
  const tally = createTally();
  const dated = datedPoints(data, scope, tally);
  if (data.length > 0 && dated.length === 0) return unexpected('no date could be read');
  const points = onePerInstant(inOrder(inRange(dated, scope, tally), tally), tally);
  if (scope.counts) compareTotal(summary?.total, points, tally);
  return { result: { kind: 'series', dimension: scope.dimension, points }, notes: tally.notes() };
}

/**
 * Reads an answer to a request that covers several parts, as if each had been requested alone: its rows by part, in order. Rows outside of
 * all parts, and what the API's total says, are noted on the first; a row without a readable date may belong to any, so all note it.
 */
export function readParts(body: unknown, parts: readonly SeriesScope[]): Reading<SeriesResult>[] {
  const answer = seriesAnswer.safeParse(body);
  if (!answer.success) return parts.map(() => unexpected(answer.error));
  const { data, summary } = answer.data;
  const undated = data.filter(({ date }) => readInstant(date) === null);
  if (data.length > 0 && undated.length === data.length)
    return parts.map(() => unexpected('no date could be read'));
  const rows = parts.map(() => [...undated]);
  for (const row of data) {
    const at = readInstant(row.date);
    if (at === null) continue;
    const part = parts.findIndex((scope) => isInside(at, scope));
    rows[Math.max(part, 0)]?.push(row);
  }
  const readings = parts.map((scope, part) => readSeries({ data: rows[part] ?? [] }, scope));
  return readings.map((reading, part) =>
    part === 0 ? { ...reading, notes: [...reading.notes, ...totalNotes(readings, summary?.total)] } : reading,
  );
}

function totalNotes(readings: readonly Reading<SeriesResult>[], total: unknown): readonly Note[] {
  const tally = createTally();
  const points = readings.flatMap(({ result }) => (result.kind === 'series' ? result.points : []));
  if (readings.every(({ result }) => result.kind === 'series')) compareTotal(total, points, tally);
  return tally.notes();
}

function datedPoints(
  rows: readonly { readonly date?: unknown; readonly value?: unknown }[],
  { counts }: SeriesScope,
  tally: Tally,
): Point[] {
  const read = counts ? readCount : readAverage;
  const points: Point[] = [];
  for (const row of rows) {
    const at = readInstant(row.date);
    const value = read(row.value);
    if (at === null) tally.add('bad-values', `date ${shownValue(row.date)}`);
    else if (value === null) tally.add('bad-values', `${shownValue(row.value)} at ${iso(at)}`);
    if (at !== null) points.push({ at, value });
  }
  return points;
}

const isInside = (at: number, { from, to, dimension }: SeriesScope): boolean =>
  at < to && stepEnd(at, dimension) > from;

function inRange(points: readonly Point[], scope: SeriesScope, tally: Tally): Point[] {
  return points.filter(({ at }) => {
    const inside = isInside(at, scope);
    if (!inside) tally.add('outside-range', iso(at));
    return inside;
  });
}

function inOrder(points: readonly Point[], tally: Tally): Point[] {
  points.forEach(({ at }, index) => {
    if (at < (points[index - 1]?.at ?? at)) tally.add('disorder', iso(at));
  });
  return points.toSorted((a, b) => a.at - b.at);
}

/** Expects points in order of time. */
function onePerInstant(points: readonly Point[], tally: Tally): Point[] {
  const single: Point[] = [];
  for (const point of points) {
    const last = single.at(-1);
    if (last?.at !== point.at) single.push(point);
    else {
      tally.add('duplicates', iso(point.at));
      if (last.value !== point.value) single.splice(-1, 1, { at: point.at, value: null });
    }
  }
  return single;
}

/** Skipped where a value is missing: that is noted already and explains the difference. */
function compareTotal(total: unknown, points: readonly Point[], tally: Tally): void {
  const reported = readCount(total);
  if (reported === null || points.some(({ value }) => value === null)) return;
  const sum = points.reduce((all, { value }) => all + (value ?? 0), 0);
  if (sum !== reported) tally.add('summary-differs', `${reported} instead of ${sum}`);
}

function stepEnd(at: number, dimension: SeriesResult['dimension']): number {
  switch (dimension) {
    case 'hour':
      return at + 3_600_000;
    case 'day':
      return at + 86_400_000;
    case 'month':
      return monthsLater(at, 1);
    case 'year':
      return monthsLater(at, 12);
  }
}

const monthsLater = (at: number, count: number) => Date.parse(addMonths(iso(at).slice(0, 10), count));

const iso = (at: number) => new Date(at).toISOString();
