import { type ReportName, SOURCES } from '../../vocabulary/chatbot.js';
import type { Account } from '../model/account.js';
import { bucketLimit, bucketStart, bucketStarts, HOUR, type Range } from '../model/calendar.js';
import type { Conversation } from '../model/conversation.js';
import type { DataSet } from '../model/data-set.js';
import { round } from '../model/rounding.js';
import { ApiRefusal } from '../protocol/refusal.js';
import type { Group, SeriesQuery } from './query.js';

export type SeriesReport = Exclude<ReportName, 'heatmap' | 'interactions'>;

/** A report by UTC bucket: one row of values per key of the group, or one row under `null` without a group. */
export interface SeriesTable {
  readonly group: Group | null;
  readonly starts: readonly number[];
  readonly rows: ReadonlyMap<string | null, readonly number[]>;
}

/** Limit of values in one answer. */
const MAX_VALUES = 500_000;

const MEASURES: Readonly<Record<SeriesReport, (conversation: Conversation) => number>> = {
  conversations: () => 1,
  paid: ({ paid }) => (paid ? 1 : 0),
  messages: ({ messages }) => messages,
  average: () => 1,
};

/** Computes a report; throws an ApiRefusal for unknown stories and for answers that would be too long. */
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
  const starts = bucketStarts(dimension, range);
  const rows = new Map<string | null, number[]>(keys.map((key) => [key, starts.map(() => 0)]));
  const past = { from: range.from, to: Math.min(range.to, now) };
  for (const dataSet of dataSets)
    for (const [bucket, conversation] of byBucket(dataSet, past, starts)) {
      if (sources !== null && !sources.includes(conversation.source)) continue;
      const row = rows.get(keyOf(group, dataSet, conversation));
      if (row) row[bucket] = (row[bucket] ?? 0) + MEASURES[report](conversation);
    }
  return { group, starts, rows: report === 'average' ? perHour(rows, query, starts) : rows };
}

function keyOf(group: Group | null, dataSet: DataSet, conversation: Conversation): string | null {
  if (group === null) return null;
  return group === 'source' ? conversation.source : dataSet.story.id;
}

/** Conversations with the index of their bucket. */
function* byBucket(
  dataSet: DataSet,
  range: Range,
  starts: readonly number[],
): Generator<[number, Conversation], void> {
  let bucket = 0;
  for (const conversation of dataSet.between(range)) {
    while ((starts[bucket + 1] ?? Number.POSITIVE_INFINITY) <= conversation.start) bucket += 1;
    yield [bucket, conversation];
  }
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
