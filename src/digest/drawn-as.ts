import type { TimeSeriesSection } from './digest.js';

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
