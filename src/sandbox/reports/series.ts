import { type ReportName, SOURCES } from '../../vocabulary/chatbot.js';
import { bucketLimit, bucketStarts } from '../model/calendar.js';
import { ApiRefusal } from '../protocol/refusal.js';
import type { Account } from '../traffic/account.js';
import type { Arrival } from '../traffic/arrival.js';
import type { DataSet } from '../traffic/data-set.js';
import { averageOf, count, emptyTally } from './average.js';
import type { Group, SeriesQuery } from './query.js';
import type { SandboxVariant } from './variant.js';

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

const MEASURES: Readonly<Record<Exclude<SeriesReport, 'average'>, (arrival: Arrival) => number>> = {
  conversations: ({ conversations }) => conversations,
  paid: ({ paid }) => paid,
  messages: ({ messages }) => messages,
};

/** Computes a report; throws an ApiRefusal for unknown stories, for answers that would be too long and for what cannot be told. */
export function seriesReport(
  report: SeriesReport,
  query: SeriesQuery,
  {
    account,
    now,
    variant,
  }: { readonly account: Account; readonly now: number; readonly variant: SandboxVariant },
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
  const rows = new Map(keys.map((key) => [key, rowOf(report, { query, starts, variant })]));
  for (const dataSet of dataSets)
    for (const [bucket, arrival] of byBucket(dataSet.between(range, now), starts)) {
      if (sources !== null && !sources.includes(arrival.source)) continue;
      rows.get(keyOf(group, dataSet, arrival))?.add(bucket, arrival);
    }
  const values = new Map([...rows].map(([key, row]) => [key, row.values()]));
  return { group, starts, rows: withoutLost(values, { query, dataSets, starts }) };
}

/** Collects the values of one row. */
interface Row {
  add(bucket: number, arrival: Arrival): void;
  values(): number[];
}

interface RowScope {
  readonly query: SeriesQuery;
  readonly starts: readonly number[];
  readonly variant: SandboxVariant;
}

function rowOf(report: SeriesReport, scope: RowScope): Row {
  if (report === 'average') return averageRow(scope);
  const counts = scope.starts.map(() => 0);
  const measure = MEASURES[report];
  return {
    add: (bucket, arrival) => {
      counts[bucket] = (counts[bucket] ?? 0) + measure(arrival);
    },
    values: () => counts,
  };
}

function averageRow({ query: { dimension }, starts, variant }: RowScope): Row {
  const tallies = starts.map(emptyTally);
  return {
    add: (bucket, arrival) => {
      const tally = tallies[bucket];
      if (tally) count(tally, arrival);
    },
    values: () =>
      tallies.map((tally, bucket) =>
        averageOf(tally, { dimension, start: starts[bucket] ?? 0 }, variant.average),
      ),
  };
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
