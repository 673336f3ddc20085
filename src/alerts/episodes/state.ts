import type { Day } from '../../lib/time/zone.js';
import type { DayReading } from '../reading.js';
import type { SeriesId } from '../series.js';

export const SERIES_STATES = ['learning', 'well', 'pending', 'firing', 'unknown'] as const;
export type SeriesState = (typeof SERIES_STATES)[number];

/** What is known of a series after its last check. */
export interface WatchedSeries extends SeriesId {
  readonly state: SeriesState;
  /** The local day since which it is in this state. */
  readonly since: Day;
  /** The last reading that was known; null before the first. */
  readonly reading: DayReading | null;
  readonly memory: Memory;
  /** The episode that lasts; null without one. */
  readonly episode: string | null;
}

/** What a series remembers from one day to the next. */
export interface Memory {
  /** The last day judged; null before the first. */
  readonly judged: Day | null;
  /** Days over the limit in a row, the latest last, before an episode opens. */
  readonly over: readonly Day[];
  /** Days well inside the limit in a row. */
  readonly back: number;
  /** Sums of the two-sided CUSUM, and when each began to grow; a drift rests until a day after it spoke. */
  readonly cusum: Cusum;
  /** When the last good answer came, epoch ms. */
  readonly goodAt: number | null;
}

export interface Cusum {
  readonly up: number;
  readonly down: number;
  readonly upSince: Day | null;
  readonly downSince: Day | null;
  readonly restsUntil: Day | null;
}

export const NO_MEMORY: Memory = {
  judged: null,
  over: [],
  back: 0,
  cusum: { up: 0, down: 0, upSince: null, downSince: null, restsUntil: null },
  goodAt: null,
};

/** A time in which a series was beyond its limit. */
export interface Episode extends SeriesId {
  /** `outage.support.silence-conversations@2026-11-24`: alert, series and first day. */
  readonly id: string;
  readonly alert: string;
  /** The first day beyond the limit. */
  readonly start: Day;
  /** The last day beyond the limit; null while it lasts. */
  readonly end: Day | null;
  /** Every day beyond the limit, in order. */
  readonly days: readonly Day[];
  /** The last reading beyond the limit. */
  readonly reading: DayReading;
  /** Slots of the checks that opened and closed it, epoch ms. */
  readonly openedAt: number;
  readonly closedAt: number | null;
  /** What readers were told last. `dropped`: it was over before they could be told, within a snooze. */
  readonly told: 'nothing' | 'firing' | 'recovered' | 'dropped';
  readonly toldAt: number | null;
  /** The run and slice of the first message about it, whose thread later ones go to; null before it. */
  readonly thread: { readonly run: string; readonly slice: string } | null;
}

export const episodeId = (alert: string, series: string, start: Day): string => `${alert}.${series}@${start}`;
