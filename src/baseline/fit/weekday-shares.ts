import { PRIOR_COUNT } from '../assumptions.js';
import { meanOf } from '../robust.js';
import { type HistoryDay, WEEK } from './history-grid.js';

/**
 * What each weekday has relative to the mean of all seven, by winsorised means; their mean is 1. Each is drawn to 1 by half a count, so that a
 * weekday that never had any still expects a little. All are 1 where a weekday is never known.
 */
export function weekdayShares(days: readonly HistoryDay[]): readonly number[] {
  const counts = new Array<number>(WEEK).fill(0);
  const known = new Array<number>(WEEK).fill(0);
  for (const { weekday, winsorised } of days) {
    counts[weekday] = (counts[weekday] ?? 0) + winsorised;
    known[weekday] = (known[weekday] ?? 0) + 1;
  }
  const overall = meanOf(counts.map((count, weekday) => count / (known[weekday] || 1)));
  if (known.includes(0) || overall === 0) return new Array<number>(WEEK).fill(1);
  const means = counts.map(
    (count, weekday) => (count + PRIOR_COUNT) / ((known[weekday] ?? 1) + PRIOR_COUNT / overall),
  );
  const mean = meanOf(means);
  return means.map((value) => value / mean);
}
