import type { BucketSize } from '../schedule/bucket.js';
import type { Slot } from '../schedule/slot.js';
import type { Window } from '../schedule/window.js';
import type { ReportName, Source } from '../vocabulary/chatbot.js';

/**
 * Everything fetched for one slot, validated and otherwise as the API sent it. Plain JSON, immutable; every format is
 * rendered from it, so all show the same numbers.
 */
export interface Snapshot {
  readonly version: 1;
  readonly slot: Slot;
  readonly window: Window;
  readonly comparison: Window | null;
  /**
   * The whole weeks before the window, for the baseline; null when they were not requested. Weeks that the comparison
   * window covers are in its answers.
   */
  readonly history: Window | null;
  /** The step of the digest's time axis, for which the requests were planned. */
  readonly bucket: BucketSize;
  readonly bots: readonly BotSnapshot[];
  /** ISO instant; never shown in an artifact. */
  readonly fetchedAt: string;
}

export interface BotSnapshot {
  readonly id: string;
  readonly name: string;
  readonly storyId: string;
  /** The sources that count for this bot; null counts all. */
  readonly sources: readonly Source[] | null;
  readonly answers: readonly ReportAnswer[];
}

/** `history` has an answer for each past week. */
export type WindowRole = 'current' | 'comparison' | 'history';

/** One API request and its result. */
export interface ReportAnswer {
  readonly report: ReportName;
  readonly window: WindowRole;
  /**
   * `total`: part of the bot's figure; answers for one report, window and range add up over their sources.
   * `by-source`: one source of the breakdown, shown beside the total and never added to it.
   */
  readonly purpose: 'total' | 'by-source';
  /** The source requested, or null for all (or for several in one request). */
  readonly source: Source | null;
  /** The range requested, epoch ms, `to` exclusive. */
  readonly from: number;
  readonly to: number;
  readonly result: SeriesResult | HeatmapResult | InteractionsResult | Gap;
  /** Repairs and anomalies of this answer, for the digest's notices. */
  readonly notes: readonly Note[];
}

/** Sums or averages by UTC step. A point covers [max(at, from), at + step), cut to the answer's range. */
export interface SeriesResult {
  readonly kind: 'series';
  readonly dimension: 'hour' | 'day' | 'month' | 'year';
  /** In order of time, each instant once. A null value could not be read: missing, not zero. */
  readonly points: readonly { readonly at: number; readonly value: number | null }[];
}

/** Conversations by weekday and hour, at a UTC offset of `offset` minutes. */
export interface HeatmapResult {
  readonly kind: 'heatmap';
  readonly offset: number;
  /** Seven rows, Monday first, of 24 hours. Null: could not be read. Cells absent from the answer are 0. */
  readonly cells: readonly (readonly (number | null)[])[];
}

export interface InteractionsResult {
  readonly kind: 'interactions';
  readonly rows: readonly InteractionRow[];
}

/** One interaction. Ordinary ones have an id and type null; a context fallback has the parentId of its interaction. */
export interface InteractionRow {
  readonly id: string | null;
  readonly parentId: string | null;
  /** `fallback`, `contextFallback`, `welcome`, or another value of the API. */
  readonly type: string | null;
  readonly name: string;
  /** Uses; null could not be read. */
  readonly value: number | null;
}

export const GAP_REASONS = [
  'unauthorized',
  'token-stopped',
  'not-found',
  'bad-request',
  'rate-limited',
  'server-error',
  'timeout',
  'unreachable',
  'redirected',
  'too-large',
  'malformed',
  'unsupported',
] as const;

export type GapReason = (typeof GAP_REASONS)[number];

/** A request that failed. `message` is one sentence, without secrets. */
export interface Gap {
  readonly kind: 'gap';
  readonly reason: GapReason;
  readonly message: string;
}

export type NoteCode =
  | 'bad-values'
  | 'duplicates'
  | 'disorder'
  | 'outside-range'
  | 'summary-differs'
  | 'sources-not-applied';

export interface Note {
  readonly code: NoteCode;
  /** Number of values affected. */
  readonly count: number;
  readonly detail: string;
}

/** The snapshot of some of its bots, in the order of `bots`. */
export function selectBots(snapshot: Snapshot, bots: readonly { readonly id: string }[]): Snapshot {
  const chosen = bots.flatMap(({ id }) => snapshot.bots.find((bot) => bot.id === id) ?? []);
  return { ...snapshot, bots: chosen };
}
