import { type ReportName, SOURCES } from '../../vocabulary/chatbot.js';
import { bucketLimit, bucketStart, bucketStarts, HOUR } from '../model/calendar.js';
import { round } from '../model/rounding.js';
import { ApiRefusal } from '../protocol/refusal.js';
import type { Account } from '../traffic/account.js';
import type { Arrival } from '../traffic/arrival.js';
import type { DataSet } from '../traffic/data-set.js';
import type { Group, SeriesQuery } from './query.js';

export type SeriesReport = Exclude<ReportName, 'heatmap' | 'interactions'>;

/** null where nothing is known. */
export type SeriesValue = number | null;

/** A report by UTC bucket: one row of values per key of the group, or one row under `null` without a group. */
export interface SeriesTable {
  readonly group: Group | null;
  readonly starts: readonly number[];
  readonly rows: ReadonlyMap<string | null, readonly SeriesValue[]>;
}

/** Limit of values in one answer. */
const MAX_VALUES = 500_000;

const MEASURES: Readonly<Record<SeriesReport, (arrival: Arrival) => number>> = {
  conversations: ({ conversations }) => conversations,
  paid: ({ paid }) => paid,
  messages: ({ messages }) => messages,
  average: ({ conversations }) => conversations,
};

/** Computes a report; throws an ApiRefusal for unknown stories, for answers that would be too long and for what cannot be told. */
export function seriesReport(
  report: SeriesReport,
  query: SeriesQuery,
  { account, now }: { readonly account: Account; readonly now: number },
): SeriesTable {
  const { range, dimension, group, sources } = query;
  const dataSets = account.dataSets(query.storyIds);
  const keys = { source: sources ?? SOURCES, storyId: dataSets.map(({ story }) => story.id), none: [null] }[
    group ?? 'none'
  ];
  if (bucketLimit(dimension, range) * keys.length > MAX_VALUES)
    throw new ApiRefusal(400, `The range holds too many buckets of one ${dimension}; ask for fewer.`);
  if (report === 'paid' && dataSets.some((dataSet) => dataSet.failsForPaid(range.to)))
    throw new ApiRefusal(503, 'Paid conversations of these days cannot be counted at the moment.');
  const starts = bucketStarts(dimension, range);
  const counts = new Map<string | null, number[]>(keys.map((key) => [key, starts.map(() => 0)]));
  for (const dataSet of dataSets)
    for (const [bucket, arrival] of byBucket(dataSet.between(range, now), starts)) {
      if (sources !== null && !sources.includes(arrival.source)) continue;
      const row = counts.get(keyOf(group, dataSet, arrival));
      if (row) row[bucket] = (row[bucket] ?? 0) + MEASURES[report](arrival);
    }
  const rows = report === 'average' ? perHour(counts, query, starts) : counts;
  return { group, starts, rows: withoutLost(rows, { query, dataSets, starts }) };
}

function keyOf(group: Group | null, dataSet: DataSet, arrival: Arrival): string | null {
  if (group === null) return null;
  return group === 'source' ? arrival.source : dataSet.story.id;
}

/** Arrivals, in order of start, with the index of their bucket. */
function* byBucket(
  arrivals: Iterable<Arrival>,
  starts: readonly number[],
): Generator<[number, Arrival], void> {
  let bucket = 0;
  for (const arrival of arrivals) {
    while ((starts[bucket + 1] ?? Number.POSITIVE_INFINITY) <= arrival.start) bucket += 1;
    yield [bucket, arrival];
  }
}

/** null for hours and days that are lost in every story of the row. */
function withoutLost(
  rows: ReadonlyMap<string | null, readonly number[]>,
  {
    query: { dimension, group },
    dataSets,
    starts,
  }: {
    readonly query: SeriesQuery;
    readonly dataSets: readonly DataSet[];
    readonly starts: readonly number[];
  },
): SeriesTable['rows'] {
  if (dimension === 'month' || dimension === 'year') return rows;
  return new Map(
    [...rows].map(([key, values]) => {
      const own = group === 'storyId' ? dataSets.filter(({ story }) => story.id === key) : dataSets;
      const lost = (bucket: number) => own.every((dataSet) => dataSet.isLost(starts[bucket] ?? 0));
      return [key, values.map((value, bucket) => (lost(bucket) ? null : value))];
    }),
  );
}

/** Counts per hour of their whole bucket, with two decimals. */
function perHour(
  rows: ReadonlyMap<string | null, readonly number[]>,
  { dimension }: SeriesQuery,
  starts: readonly number[],
): Map<string | null, number[]> {
  const hours = starts.map((start) => (bucketStart(dimension, start, 1) - start) / HOUR);
  const mean = (count: number, bucket: number) => round(count / (hours[bucket] ?? 1));
  return new Map([...rows].map(([key, counts]) => [key, counts.map(mean)]));
}
