import type { BucketSize } from '../schedule/bucket.js';
import type { Slot } from '../schedule/slot.js';
import type { Window } from '../schedule/window.js';
import type { ReportName, Source } from '../vocabulary/chatbot.js';

/**
 * Everything that was fetched for one slot, checked against the wire schemas and otherwise as the API gave it.
 * Plain JSON, immutable: every format is made from it, so every format shows the same numbers.
 */
export interface Snapshot {
  readonly version: 1;
  readonly slot: Slot;
  readonly window: Window;
  readonly comparison: Window | null;
  /**
   * The weeks before the window that tell what is usual; null when they were not asked for. Of their end, what the
   * comparison window holds stands in its answers.
   */
  readonly history: Window | null;
  /** The step of the digest's time axis that the requests were planned for. */
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

/** `history` holds daily conversations for a yardstick: no figure of it is shown. */
export type WindowRole = 'current' | 'comparison' | 'history';

/** One request to the API and what came of it. */
export interface ReportAnswer {
  readonly report: ReportName;
  readonly window: WindowRole;
  /**
   * `total`: part of the bot's own figure; answers of one report, window and instant range add up over their sources.
   * `by-source`: one source of the split, shown beside the total and never added to it.
   */
  readonly purpose: 'total' | 'by-source';
  /** The source asked for, or null for all sources (or for several sent together). */
  readonly source: Source | null;
  /** The instants asked for, epoch ms, `to` exclusive. */
  readonly from: number;
  readonly to: number;
  readonly result: SeriesResult | HeatmapResult | InteractionsResult | Gap;
  /** Repairs and oddities of this answer, for the digest's notices. */
  readonly notes: readonly Note[];
}

/** Report sums or averages by UTC step. A point stands for [max(at, from), at + step), cut to the answer's range. */
export interface SeriesResult {
  readonly kind: 'series';
  readonly dimension: 'hour' | 'day' | 'month' | 'year';
  /** In order of time, each instant once. A null value was in the answer but could not be read: missing, not zero. */
  readonly points: readonly { readonly at: number; readonly value: number | null }[];
}

/** Conversations by weekday and hour of clocks that run `offset` minutes ahead of UTC. */
export interface HeatmapResult {
  readonly kind: 'heatmap';
  readonly offset: number;
  /** Seven rows, Monday first, of 24 hours; null could not be read. Cells absent from the answer are 0. */
  readonly cells: readonly (readonly (number | null)[])[];
}

export interface InteractionsResult {
  readonly kind: 'interactions';
  readonly rows: readonly InteractionRow[];
}

/** One interaction. Ordinary ones have an id and the type null; a context fallback has the parentId it serves. */
export interface InteractionRow {
  readonly id: string | null;
  readonly parentId: string | null;
  /** `fallback`, `contextFallback`, `welcome`, or whatever the API says. */
  readonly type: string | null;
  readonly name: string;
  /** Uses; null could not be read. */
  readonly value: number | null;
}

export type GapReason =
  | 'unauthorized'
  | 'token-stopped'
  | 'not-found'
  | 'bad-request'
  | 'rate-limited'
  | 'server-error'
  | 'timeout'
  | 'unreachable'
  | 'redirected'
  | 'too-large'
  | 'malformed'
  | 'unsupported';

/** An answer that did not come. `message` is one sentence for people, without secrets. */
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
  /** How many values it concerns. */
  readonly count: number;
  readonly detail: string;
}

/** The snapshot of some of its bots, in the order of `bots`. */
export function selectBots(snapshot: Snapshot, bots: readonly { readonly id: string }[]): Snapshot {
  const chosen = bots.flatMap(({ id }) => snapshot.bots.find((bot) => bot.id === id) ?? []);
  return { ...snapshot, bots: chosen };
}
