import type { ReportAnswer, SeriesResult } from '../../chatbot/snapshot.js';
import type { Bucket } from '../../schedule/bucket.js';

/** One value per step; null is missing, never zero. */
export type Values = (number | null)[];

const HOUR = 3_600_000;

/**
 * One additive report, re-bucketed to local steps. `answers` are the `total` answers of one report, window role and bot; sources are
 * summed. `buckets` are in order and tile their window. A point counts in the bucket that contains its start.
 *
 * Within an answered range, an absent point is 0. A bucket is null if any source has an unanswered part, a gap or an unreadable value in
 * it. Without answers, every bucket is null.
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

/** The sum of series of equal length, by step; null where any is null. Empty without series. */
export function addSeries(series: readonly (readonly (number | null)[])[]): Values {
  return (series[0] ?? []).map((_, step) => total(series.map((values) => values[step] ?? null)));
}

/** The sum of all values; null when any is missing or there are none. */
export function total(values: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const value of values) {
    if (value === null) return null;
    sum += value;
  }
  return values.length === 0 ? null : sum;
}

/** The sum of two values; null when either is null. */
export const plus = (a: number | null, b: number | null) => (a === null || b === null ? null : a + b);

/** The start of a point (epoch ms), clipped to the answer's range; null when the point is outside the range. */
export function startOfPoint(
  answer: ReportAnswer,
  dimension: SeriesResult['dimension'],
  at: number,
): number | null {
  return at >= answer.to || endOfStep(dimension, at) <= answer.from ? null : Math.max(at, answer.from);
}

function endOfStep(dimension: SeriesResult['dimension'], at: number): number {
  switch (dimension) {
    case 'hour':
      return at + HOUR;
    case 'day':
      return at + 24 * HOUR;
    case 'month':
      return startOfMonthAfter(new Date(at), 1);
    case 'year':
      return startOfMonthAfter(new Date(at), 12 - new Date(at).getUTCMonth());
  }
}

const startOfMonthAfter = (date: Date, months: number) =>
  Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months);

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

/** Adds the points to `values` in one pass: points and buckets are both in chronological order. */
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
