import type { AlertConfig, FigureName } from '../../config/config.js';
import type { Day } from '../../lib/time/zone.js';
import { summedHistory } from '../days/summed.js';
import { usualDays } from '../days/usual-days.js';
import type { Episode, WatchedSeries } from '../episodes/state.js';
import type { DayHistory, IsHoliday } from '../history.js';
import { type SeriesId, seriesKey } from '../series.js';
import type { AlertChart, AlertItem, AlertStory } from './story.js';
import type { Telling } from './tell.js';

/** What messages of a check are told from. */
export interface StoryContext {
  readonly alert: AlertConfig;
  readonly at: number;
  /** The last judged day. */
  readonly day: Day;
  readonly series: readonly WatchedSeries[];
  readonly isHoliday: IsHoliday;
  readonly page: string | null;
  historiesOf(series: SeriesId): readonly DayHistory[];
}

/** Everything that one message says. */
export function alertStory({ event, episodes }: Telling, context: StoryContext): AlertStory {
  const { alert, at, day, page } = context;
  const items = episodes.map((episode) => itemOf(episode, context));
  return { version: 1, alert: alert.id, event, at, day, items, budget: alert.budget, page };
}

function itemOf(episode: Episode, context: StoryContext): AlertItem {
  const bot = context.alert.bots.find(({ id }) => id === episode.bot);
  const key = seriesKey(episode);
  const series = context.series.find((one) => seriesKey(one) === key);
  return {
    episode,
    bot: bot ? { id: bot.id, name: bot.name, storyId: bot.storyId } : null,
    reading: series?.reading ?? episode.reading,
    chart: episode.of === null ? null : chartOf(episode, episode.of, context),
  };
}

function chartOf(episode: Episode, of: FigureName, context: StoryContext): AlertChart | null {
  const { historiesOf, day, isHoliday } = context;
  const histories = historiesOf(episode);
  if (histories.length === 0) return null;
  const days = usualDays(summedHistory(histories), { of, day, isHoliday });
  return { unit: of === 'fallbackRate' ? 'percent' : 'count', days };
}
