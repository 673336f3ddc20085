import type { AlertConfig } from '../config/config.js';
import { addDays, type Day, startOfDay } from '../lib/time/zone.js';
import { checkAlert } from './check.js';
import type { Episode, WatchedSeries } from './episodes/state.js';
import type { DayHistory } from './history.js';
import type { DayReading } from './reading.js';
import type { SeriesId } from './series.js';

/** An episode that an alert would have had, with what was read on the day that opened it. */
export interface ReplayedEpisode {
  readonly episode: Episode;
  readonly opened: DayReading;
  /** The day on which it would have been told, the one after the day that opened it. */
  readonly told: Day;
}

/** The days to replay, both inclusive, and the histories that reach from before them to the last. */
export interface ReplayInput {
  readonly from: Day;
  readonly to: Day;
  historiesOf(series: SeriesId): readonly DayHistory[];
}

const CHECK_HOUR = 7 * 3_600_000;

/** What an alert would have told if it had been checked each morning, in the order of opening. A gap leaves no trace in figures. */
export function replay(
  alert: AlertConfig,
  { from, to, historiesOf }: ReplayInput,
): readonly ReplayedEpisode[] {
  const judged = { ...alert, rules: alert.rules.filter(({ kind }) => kind !== 'gap') };
  const found = new Map<string, ReplayedEpisode>();
  let series: readonly WatchedSeries[] = [];
  let episodes: readonly Episode[] = [];
  for (let today = addDays(from, 1); today <= addDays(to, 1); today = addDays(today, 1)) {
    const at = startOfDay(alert.timezone, today) + CHECK_HOUR;
    const checked = checkAlert({ alert: judged, at, today, series, episodes, historiesOf });
    for (const episode of checked.episodes) {
      const { opened = episode.reading, told = today } = found.get(episode.id) ?? {};
      found.set(episode.id, { episode, opened, told });
    }
    series = checked.series;
    episodes = checked.episodes.filter(({ closedAt }) => closedAt === null);
  }
  return [...found.values()];
}
