import type { AlertConfig } from '../config/config.js';
import { addDays, type Day } from '../lib/time/zone.js';
import type { Episode, Memory, WatchedSeries } from './episodes/state.js';
import { fresh, type SeriesStanding, stepSeries } from './episodes/step.js';
import type { DayHistory, IsHoliday } from './history.js';
import { alphaOf } from './judge/budget.js';
import { judge } from './judge/judge.js';
import { type RuledSeries, type SeriesId, seriesKey, watchedBy } from './series.js';

/** Days that a check judges at most, when those before it could not judge them. */
export const MAX_JUDGED = 7;

/** Everything that a check judges an alert by. */
export interface CheckInput {
  readonly alert: AlertConfig;
  /** The slot of the check, epoch ms, and its local day. */
  readonly at: number;
  readonly today: Day;
  /** SeriesId and open episodes as the check before left them. */
  readonly series: readonly WatchedSeries[];
  readonly episodes: readonly Episode[];
  /** The histories of a series up to yesterday: one, or one a bot where it is of all bots. */
  historiesOf(series: SeriesId): readonly DayHistory[];
}

/** What a check found. */
export interface CheckResult {
  /** Every series of the alert, in the order of the file. */
  readonly series: readonly WatchedSeries[];
  /** Episodes that last, and those that ended or were not told yet. */
  readonly episodes: readonly Episode[];
}

/** Judges every series of an alert on each whole day that is not judged yet, and takes states and episodes on by it. */
export function checkAlert(input: CheckInput): CheckResult {
  const { alert, at, today } = input;
  const known = new Map(input.series.map((one) => [seriesKey(one), one]));
  const episodes = new Map(input.episodes.map((episode) => [episode.id, episode]));
  const judging = { ...input, isHoliday: holidaysOf(alert), alpha: alphaOf(alert) };
  const series = watchedBy(alert).map((ruled): WatchedSeries => {
    const before = known.get(seriesKey(ruled.series));
    const standing = before
      ? { series: before, episode: episodes.get(before.episode ?? '') ?? null }
      : fresh(ruled, addDays(today, -1));
    const after = judgeDays(judging, ruled, standing);
    for (const episode of after.changed) episodes.set(episode.id, episode);
    return after.series;
  });
  const open = new Set(series.map(({ episode }) => episode));
  return {
    series,
    episodes: [...episodes.values()].map((one) => (open.has(one.id) ? one : closed(one, at))),
  };
}

export function holidaysOf({ holidays }: Pick<AlertConfig, 'holidays'>): IsHoliday {
  const days = new Set(holidays.map(({ day }) => day));
  return (day) => days.has(day);
}

interface Judging extends CheckInput {
  readonly isHoliday: IsHoliday;
  readonly alpha: number;
}

function judgeDays(judging: Judging, ruled: RuledSeries, before: SeriesStanding) {
  const { alert, at, isHoliday, alpha } = judging;
  const histories = judging.historiesOf(ruled.series);
  const goodAt = goodAnswer(histories, before.series.memory);
  let standing = remembering(before, { goodAt });
  const changed = new Map<string, Episode>();
  for (const day of daysToJudge(ruled, before.series.memory, judging.today)) {
    const { memory } = standing.series;
    const { weekStart } = alert;
    const judged = judge({ ...ruled, histories, day, memory, alpha, isHoliday, weekStart, now: at });
    standing = stepSeries(standing, { ...ruled, ...judged }, { alert: alert.id, at });
    if (standing.episode !== null) changed.set(standing.episode.id, standing.episode);
  }
  return { series: standing.series, changed: [...changed.values()] };
}

const remembering = ({ series, episode }: SeriesStanding, memory: Partial<Memory>): SeriesStanding => ({
  series: { ...series, memory: { ...series.memory, ...memory } },
  episode,
});

/** When all bots of a series last answered; a series that never did counts from its first check. */
function goodAnswer(histories: readonly DayHistory[], { goodAt }: Memory): number | null {
  const answers = histories.map((history) => history.goodAt);
  return answers.includes(null) ? goodAt : Math.max(0, ...answers.map((answer) => answer ?? 0));
}

/** A gap is judged at each check. At the first check a rule looks back over the days that it must hold. */
function daysToJudge({ rule }: RuledSeries, { judged }: Memory, today: Day): readonly Day[] {
  if (rule.kind === 'gap') return [today];
  const most = judged === null ? ('days' in rule ? rule.days : 1) : MAX_JUDGED;
  const days = Array.from({ length: Math.min(most, MAX_JUDGED) }, (_, index) => addDays(today, -1 - index));
  return days.filter((day) => judged === null || day > judged).reverse();
}

/** Ends an episode of a series that the configuration does not have any more, without a word. */
function closed(episode: Episode, at: number): Episode {
  if (episode.closedAt !== null) return episode;
  return { ...episode, end: episode.days.at(-1) ?? episode.start, closedAt: at, told: 'dropped' };
}
