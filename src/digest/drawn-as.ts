import type { TimeSeriesSection } from './digest.js';

/** Most steps that are drawn as bars with their values written out. */
export const MAX_BARS = 12;

/** Whether figures over time are drawn as bars, with the comparison as a mark across each; else they are lines. */
export function isDrawnAsBars({
  report,
  axis,
  series,
}: Pick<TimeSeriesSection, 'report' | 'axis' | 'series'>) {
  const current = series.filter(({ role }) => role !== 'comparison');
  return report === 'conversations' && axis.length <= MAX_BARS && current.length === 1;
}
