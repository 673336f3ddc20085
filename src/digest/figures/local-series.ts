import type { ReportAnswer, SeriesResult } from '../../chatbot/snapshot.js';
import type { Bucket } from '../../schedule/bucket.js';

/** One value a step; null is missing, never zero. */
export type Values = (number | null)[];

const HOUR = 3_600_000;

/**
 * One additive report re-bucketed to local steps. `answers` are the `total` answers of one report, window role
 * and bot; sources add up. `buckets` are in order and tile their window. A point counts in the bucket that holds
 * the start of what it stands for.
 *
 * Within an answered range an absent point is 0. A bucket is null when any source leaves part of it unanswered,
 * has a gap in it, or gave a value that could not be read. Without answers every bucket is null.
 */
export function bucketValues(answers: readonly ReportAnswer[], buckets: readonly Bucket[]): Values {
  const sources = new Set(answers.map((answer) => answer.source));
  if (sources.size === 0) return buckets.map(() => null);
  return addSeries(
    [...sources].map((source) => {
      const own = answers.filter((answer) => answer.source === source);
      return sourceValues(own, buckets);
    }),
  );
}

/** Series of equal length added step by step; null where any is null. No series give no steps. */
export function addSeries(series: readonly (readonly (number | null)[])[]): Values {
  return (series[0] ?? []).map((_, step) => total(series.map((values) => values[step] ?? null)));
}

/** The sum of all values; null when any is missing or there are none, because a part is not the whole. */
export function total(values: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const value of values) {
    if (value === null) return null;
    sum += value;
  }
  return values.length === 0 ? null : sum;
}

/** Two values added; null when either is. */
export const plus = (a: number | null, b: number | null) => (a === null || b === null ? null : a + b);

/** The instant from which a point counts (epoch ms), or null when all of it lies outside the answer's range. */
export function startOfPoint(
  answer: ReportAnswer,
  dimension: SeriesResult['dimension'],
  at: number,
): number | null {
  return at >= answer.to || endOfStep(dimension, at) <= answer.from ? null : Math.max(at, answer.from);
}

function endOfStep(dimension: SeriesResult['dimension'], at: number): number {
  const date = new Date(at);
  switch (dimension) {
    case 'hour':
      return at + HOUR;
    case 'day':
      return at + 24 * HOUR;
    case 'month':
      return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
    case 'year':
      return Date.UTC(date.getUTCFullYear() + 1, 0);
  }
}

function sourceValues(answers: readonly ReportAnswer[], buckets: readonly Bucket[]): Values {
  const values: Values = buckets.map(() => 0);
  const answered = buckets.map(() => 0);
  for (const answer of answers) {
    const { result } = answer;
    eachOverlap(answer, buckets, (step, length) => {
      if (result.kind === 'series') answered[step] = (answered[step] ?? 0) + length;
      else values[step] = null;
    });
    if (result.kind === 'series') addPoints(values, buckets, { answer, result });
  }
  return values.map((value, step) => ((answered[step] ?? 0) < lengthOf(buckets[step]) ? null : value));
}

const lengthOf = (bucket: Bucket | undefined) => (bucket === undefined ? 0 : bucket.to - bucket.from);

function eachOverlap(
  range: { readonly from: number; readonly to: number },
  buckets: readonly Bucket[],
  visit: (step: number, length: number) => void,
): void {
  for (const [step, bucket] of buckets.entries()) {
    const length = Math.min(bucket.to, range.to) - Math.max(bucket.from, range.from);
    if (length > 0) visit(step, length);
  }
}

/** Adds the points to `values` in one walk: points and buckets are both in order of time. */
function addPoints(
  values: Values,
  buckets: readonly Bucket[],
  { answer, result }: { readonly answer: ReportAnswer; readonly result: SeriesResult },
): void {
  let step = 0;
  for (const point of result.points) {
    const start = startOfPoint(answer, result.dimension, point.at);
    if (start === null) continue;
    while (start >= (buckets[step]?.to ?? Number.POSITIVE_INFINITY)) step++;
    if (start < (buckets[step]?.from ?? Number.POSITIVE_INFINITY)) continue;
    values[step] = plus(values[step] ?? null, point.value);
  }
}
