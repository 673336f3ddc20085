import type { Transaction } from 'kysely';
import type { Episode, WatchedSeries } from '../../alerts/episodes/state.js';
import type { ChainAnchor } from '../chain/anchors.js';
import type { ChainedEvent, LedgerEvent, Link } from '../chain/link.js';
import type { Cursor, NamedLease, Reload, Streak } from '../ledger.js';
import type { ArtifactRecord } from '../model/content.js';
import type { Attempt, Delivery } from '../model/delivery.js';
import type { Run, RunEvent } from '../model/run.js';

/** Rows as stored in both databases: ids and JSON as text, instants as epoch ms, no booleans. */
export interface Tables {
  meta: { key: string; value: string };
  cursors: Cursor;
  pauses: PauseRow;
  runs: Run;
  deliveries: Delivery;
  attempts: Attempt & { run: string };
  /** In the order of the chain. */
  events: ChainedEvent & RunEvent & Link;
  ledgerEvents: LedgerEvent & Link;
  /** Where events of the chain were deleted. */
  anchors: ChainAnchor;
  snapshots: { run: string; slice: string; head: string; gzip: Uint8Array };
  /** Snapshots of corrections. */
  corrections: { run: string; slice: string; edition: number; head: string; gzip: Uint8Array };
  /** Answers fetched by runs that wait for the rest. */
  drafts: { run: string; gzip: Uint8Array };
  artifacts: ArtifactRecord & { run: string; position: number };
  /** Bytes of artifacts, once per run and hash, until the run is complete. */
  contents: { run: string; sha256: string; gzip: Uint8Array };
  /** What an edition of a run was rendered with: the parts `json` and the files that it names. */
  settings: { run: string; edition: number; part: string; sha256: string; version: string };
  /** Contents that several runs refer to, once per hash. */
  sharedContents: { sha256: string; gzip: Uint8Array };
  streaks: Streak;
  reloads: Reload;
  /** Answers for past weeks by the key of their request. */
  weeks: { key: string; ended: number; gzip: Uint8Array };
  leases: NamedLease;
  /** The last check of each alert. `rewoundAt`: when the store was found to be an older copy since. */
  checks: { alert: string; at: number; rewoundAt: number | null };
  watched: WatchedRow;
  episodes: EpisodeRow;
  snoozes: { alert: string; until: number; begunBy: string; begunAt: number; endedBy: string | null };
}

/** `from` is a word of SQL: it is `begins`, and `until` is `ends`. */
export interface PauseRow {
  readonly digest: string;
  readonly kind: 'pause' | 'skip';
  readonly begins: number;
  readonly ends: number | null;
  readonly begunBy: string;
  readonly begunAt: number;
  readonly endedBy: string | null;
}

/** A series in the order of its check; `figure` is its `of`. `reading` and `memory` are JSON. */
export interface WatchedRow extends Omit<WatchedSeries, 'of' | 'reading' | 'memory'> {
  readonly alert: string;
  readonly key: string;
  readonly position: number;
  readonly figure: WatchedSeries['of'];
  readonly reading: string | null;
  readonly memory: string;
}

/** `start`, `end` and `of` are words of SQL: they are `firstDay`, `lastDay` and `figure`. `days` and `reading` are JSON. */
export interface EpisodeRow extends Omit<Episode, 'of' | 'start' | 'end' | 'days' | 'reading' | 'thread'> {
  readonly figure: Episode['of'];
  readonly firstDay: Episode['start'];
  readonly lastDay: Episode['end'];
  readonly days: string;
  readonly reading: string;
  readonly threadRun: string | null;
  readonly threadSlice: string | null;
}

/** A transaction over the tables. */
export type Tx = Transaction<Tables>;
