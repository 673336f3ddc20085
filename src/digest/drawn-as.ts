import type { Digest, TimeSeriesSection } from './digest.js';
import type { Words } from './language/words.js';

/** Above this many steps, lines are drawn instead of bars with values. */
export const MAX_BARS = 12;

/** True for bars with the comparison as a mark across each; false for lines. */
export function isDrawnAsBars({
  report,
  axis,
  series,
}: Pick<TimeSeriesSection, 'report' | 'axis' | 'series'>) {
  const current = series.filter(({ role }) => role !== 'comparison');
  return report === 'conversations' && axis.length <= MAX_BARS && current.length === 1;
}

/** True for a section that shows the window among the weeks before it. */
export const isWeeks = ({ id }: Pick<TimeSeriesSection, 'id'>) => id === 'weeks' || id === 'fallback-weeks';

/** The sections of an alert, `series-1` and so on. */
export const watchedId = (index: number) => `series-${index + 1}`;

/** True for a section that shows what an alert is about. */
export const isWatched = ({ id }: Pick<TimeSeriesSection, 'id'>) => id.startsWith('series-');

/** True for an alert about one thing: its verdict says all that its callout does. */
export const verdictSaysAll = ({ alert, callouts }: Pick<Digest, 'alert' | 'callouts'>) =>
  alert !== undefined && callouts.items.length === 1;

/** What the thirteen weeks are of: their series has the name of the last week. */
export const weeksName = ({ unit }: Pick<TimeSeriesSection, 'unit'>, words: Words) =>
  words.say(unit === 'percent' ? 'tile.fallbackRate' : 'tile.conversations');

/** True when the last value of the window's series is above what is usual there. */
export function endsAboveUsual({ series }: Pick<TimeSeriesSection, 'series'>): boolean {
  const { values = [], usual = [] } = series.find(({ role }) => role === 'current') ?? {};
  const last = values.findLastIndex((value) => value !== null);
  const [value, range] = [values[last] ?? null, usual[last] ?? null];
  return value !== null && range !== null && value > range.high;
}
