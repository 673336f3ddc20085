import { MIN_HISTORY_WEEKS } from '../assumptions.js';
import { clamp, meanOf, sumOf } from '../robust.js';
import type { WeekMean } from './level.js';

/** A trend is believed beyond this t (Farrington et al. 1996), over weeks of at least so many average days. */
const MIN_T = 3;
const MIN_SIZE = 3;

/** The most that a trend changes an expectation. */
const MAX_CHANGE = 0.25;

/** How the level changes with time. */
export interface Trend {
  /** What the level is multiplied with so many weeks after the middle of its weights, before it when negative. */
  factor(weeks: number): number;
  /** Standard deviation of that factor; has the sign of `weeks`. */
  error(weeks: number): number;
}

const NO_TREND: Trend = { factor: () => 1, error: () => 0 };

/** The straight line through the weekly means, where it is too steep for chance. */
export function trendOf(all: readonly WeekMean[], level: number, dispersion: number): Trend {
  const weeks = all.filter(({ size }) => size >= MIN_SIZE);
  if (weeks.length < MIN_HISTORY_WEEKS) return NO_TREND;
  const age = meanOf(weeks.map((week) => week.age));
  const mean = meanOf(weeks.map((week) => week.mean));
  const spread = sumOf(weeks.map((week) => (age - week.age) ** 2));
  const slope = sumOf(weeks.map((week) => (age - week.age) * (week.mean - mean))) / spread;
  const rest = sumOf(weeks.map((week) => (week.mean - mean - slope * (age - week.age)) ** 2));
  const chance = (dispersion * mean) / meanOf(weeks.map(({ size }) => size));
  const error = Math.sqrt(Math.max(chance, rest / (weeks.length - 2)) / spread);
  if (Math.abs(slope) <= MIN_T * error) return NO_TREND;
  return {
    factor: (later) => clamp(1 + (slope * later) / level, 1 - MAX_CHANGE, 1 + MAX_CHANGE),
    error: (later) => (error * later) / level,
  };
}
