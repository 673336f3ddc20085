import { type HistoryDay, sumBy } from './week-grid.js';
import { clamp } from './winsorise.js';

/** A trend is believed beyond this t (Farrington et al. 1996), over at least so many weeks. */
const MIN_T = 3;
const MIN_WEEKS = 6;

/** The most that a trend changes an expectation. */
const MAX_CHANGE = 0.25;

/** How the level changes with time, measured in weeks from the middle of the level's own weights. */
export interface Trend {
  /** What the level is multiplied with, so many weeks later (earlier when negative). */
  factor(weeks: number): number;
  /** Variance of that factor. */
  variance(weeks: number): number;
}

export const NO_TREND: Trend = { factor: () => 1, variance: () => 0 };

/** The straight line through the weeks' levels, where it is steep enough to be no chance. `level` is a day's, `dispersion` φ. */
export function trendOf(
  cells: readonly HistoryDay[],
  shares: readonly number[],
  { level, dispersion }: { readonly level: number; readonly dispersion: number },
): Trend {
  const counts = sumBy(
    cells,
    ({ age }) => age,
    ({ winsorised }) => winsorised,
  );
  const sizes = sumBy(
    cells,
    ({ age }) => age,
    ({ weekday }) => shares[weekday] ?? 1,
  );
  const weeks = counts.flatMap((count, age) => {
    const size = sizes[age] ?? 0;
    return size >= 3 ? [{ time: -age, level: count / size, size }] : [];
  });
  if (weeks.length < MIN_WEEKS) return NO_TREND;
  const mean = average(weeks.map(({ time }) => time));
  const middle = average(weeks.map((week) => week.level));
  const spread = sum(weeks.map(({ time }) => (time - mean) ** 2));
  const slope = sum(weeks.map((week) => (week.time - mean) * (week.level - middle))) / spread;
  const rest = sum(weeks.map((week) => (week.level - middle - slope * (week.time - mean)) ** 2));
  const chance = (dispersion * middle) / average(weeks.map(({ size }) => size));
  const variance = Math.max(chance, rest / (weeks.length - 2)) / spread;
  if (variance === 0 || Math.abs(slope) <= MIN_T * Math.sqrt(variance)) return NO_TREND;
  return {
    factor: (after) => clamp(1 + (slope * after) / level, 1 - MAX_CHANGE, 1 + MAX_CHANGE),
    variance: (after) => (variance * after ** 2) / level ** 2,
  };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const average = (values: readonly number[]) => sum(values) / values.length;
