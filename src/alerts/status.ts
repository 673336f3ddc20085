import type { AlertConfig } from '../config/config.js';
import type { Day } from '../lib/time/zone.js';
import type { SeriesState, WatchedSeries } from './episodes/state.js';
import type { DayReading } from './reading.js';
import { type SeriesId, seriesKey, watchedBy } from './series.js';

/** How an alert stands after its last check. */
export interface AlertStatus {
  readonly alert: AlertConfig;
  readonly state: SeriesState | 'snoozed';
  /** The local day since which its series are in the state of the alert; null before the first check. */
  readonly since: Day | null;
  /** The slot of the last check, epoch ms; null before the first. */
  readonly checkedAt: number | null;
  /** Epoch ms; null unless it is snoozed now. */
  readonly snoozedUntil: number | null;
  /** Every series of the configuration. */
  readonly series: readonly SeriesStatus[];
}

export interface SeriesStatus extends SeriesId {
  readonly state: SeriesState;
  readonly since: Day | null;
  /** The last reading that was known. */
  readonly reading: DayReading | null;
  /** The episode that lasts. */
  readonly episode: string | null;
}

/** What is stored of an alert. */
export interface StoredState {
  readonly checkedAt: number | null;
  readonly series: readonly WatchedSeries[];
  readonly snoozedUntil: number | null;
}

/** The state of an alert is the first of these that any of its series has. */
const WEIGHTIEST: readonly SeriesState[] = ['firing', 'pending', 'unknown', 'learning', 'well'];

export function statusOf(alert: AlertConfig, stored: StoredState, now: number): AlertStatus {
  const known = new Map(stored.series.map((one) => [seriesKey(one), one]));
  const series = watchedBy(alert).map(({ series: one }): SeriesStatus => {
    const {
      state = 'learning',
      since = null,
      reading = null,
      episode = null,
    } = known.get(seriesKey(one)) ?? {};
    return { ...one, state, since, reading, episode };
  });
  const state = WEIGHTIEST.find((candidate) => series.some((one) => one.state === candidate)) ?? 'learning';
  const days = series.flatMap((one) => (one.state === state && one.since !== null ? [one.since] : []));
  const snoozed = stored.snoozedUntil !== null && stored.snoozedUntil > now;
  return {
    ...{ alert, series, checkedAt: stored.checkedAt },
    state: snoozed ? 'snoozed' : state,
    // Firing since the first that fires; well since the last that came back.
    since: (state === 'firing' ? days.toSorted()[0] : days.toSorted().at(-1)) ?? null,
    snoozedUntil: snoozed ? stored.snoozedUntil : null,
  };
}
