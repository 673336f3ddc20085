import { holidaysOf } from '../../alerts/check.js';
import { summedHistory } from '../../alerts/days/summed.js';
import { type ChartDay, usualDays } from '../../alerts/days/usual-days.js';
import { type SeriesId, watchedBy } from '../../alerts/series.js';
import type { AlertConfig, FigureName } from '../../config/config.js';
import { addDays, localTime } from '../../lib/time/zone.js';
import type { RunWatch } from '../prepare/figures.js';
import { type FetchDaysTools, firstDayFor, historiesFor, historiesIn } from './histories.js';

/** Eight weeks of what an alert watches, up to yesterday. */
export interface EightWeeks {
  readonly series: Pick<SeriesId, 'bot' | 'source'> & { readonly of: FigureName };
  readonly days: readonly ChartDay[];
}

/** Fetches what the alert's next check would, and shows each figure of each bot once; `now` is epoch ms. */
export async function eightWeeksOf(
  tools: FetchDaysTools,
  alert: AlertConfig,
  now: number,
  watch: RunWatch,
): Promise<readonly EightWeeks[]> {
  const day = addDays(localTime(alert.timezone, now).day, -1);
  const bots = await historiesFor(
    tools,
    alert,
    { first: firstDayFor(alert, day), last: day, at: now },
    { watch },
  );
  const historiesOf = historiesIn(bots);
  const shown = new Map<string, EightWeeks>();
  for (const { series } of watchedBy(alert)) {
    const { bot, source, of } = series;
    const key = pictureKey(series);
    const histories = historiesOf(series);
    if (of === null || shown.has(key) || histories.length === 0) continue;
    const days = usualDays(summedHistory(histories), { of, day, isHoliday: holidaysOf(alert) });
    shown.set(key, { series: { bot, source, of }, days });
  }
  return [...shown.values()];
}

/** Equal for series of one picture: they differ in how they are judged. */
export const pictureKey = ({ bot, source, of }: Pick<SeriesId, 'bot' | 'source' | 'of'>): string =>
  JSON.stringify([bot, source, of]);
