import { type HistoryDay, sumBy, WEEK } from './week-grid.js';

/** Counts that each weekday's mean is drawn to the mean of all days by: a weekday that never had any still expects a little. */
export const PRIOR_COUNTS = 0.5;

/**
 * What each weekday has relative to the mean of all seven, by winsorised means; their mean is 1. All alike where a weekday is never known.
 */
export function weekdayShares(cells: readonly HistoryDay[]): readonly number[] {
  const known = sumBy(
    cells,
    ({ weekday }) => weekday,
    () => 1,
  );
  const sums = sumBy(
    cells,
    ({ weekday }) => weekday,
    ({ winsorised }) => winsorised,
  );
  if (known.length < WEEK || known.includes(0)) return Array.from({ length: WEEK }, () => 1);
  const overall = average(sums.map((sum, weekday) => sum / (known[weekday] ?? 1)));
  if (overall === 0) return Array.from({ length: WEEK }, () => 1);
  const means = sums.map(
    (sum, weekday) => (sum + PRIOR_COUNTS) / ((known[weekday] ?? 1) + PRIOR_COUNTS / overall),
  );
  const mean = average(means);
  return means.map((value) => value / mean);
}

const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
