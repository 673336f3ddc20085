import { estimatedVariance, MAX_HISTORY_WEEKS, MIN_HISTORY_WEEKS } from './assumptions.js';
import { REACH, sumOf, winsorise } from './robust.js';

/** A week's sum and the units that it is of. */
export interface WeekSum {
  readonly total: number;
  readonly units: number;
}

/** What the weeks have a unit. */
export interface WeeklyMean {
  /** Known weeks that it is computed from. */
  readonly weeks: number;
  /** All units of these weeks. */
  readonly units: number;
  /** The pooled mean of a unit, with outlying weeks pulled in. */
  readonly mean: number;
  /** Variance of a single unit as the differences between weeks show it, with an allowance for their small number. */
  readonly variance: number;
}

/** Residuals count for at most two standard deviations; what normal ones have left of their variance then. */
const RESIDUAL_REACH = 2;
const CLIPPED_VARIANCE = 0.92;

/**
 * The mean of a unit over the last eight weeks at most, in order; null is a missing week, and one without units does not tell. null with fewer than
 * six that do. `minVariance` gives the least variance of a unit that there can be around a mean.
 */
export function weeklyMean(
  weeks: readonly (WeekSum | null)[],
  minVariance: (mean: number, units: number) => number,
): WeeklyMean | null {
  const known = weeks
    .slice(-MAX_HISTORY_WEEKS)
    .filter((week): week is WeekSum => week !== null && week.units > 0);
  if (known.length < MIN_HISTORY_WEEKS) return null;
  const units = sumOf(known.map((week) => week.units));
  const each = units / known.length;
  const means = known.map((week) => week.total / week.units);
  const pulledIn = (reach: number) =>
    winsorise(means, { reach, minSpread: (median) => Math.sqrt(minVariance(median, each) / each) });
  const mean = sumOf(pulledIn(REACH).map((value, index) => value * (known[index]?.units ?? 0))) / units;
  const squares = sumOf(
    pulledIn(RESIDUAL_REACH).map((value, index) => (value - mean) ** 2 * (known[index]?.units ?? 0)),
  );
  const freedom = known.length - 1;
  const variance = (squares / CLIPPED_VARIANCE / freedom) * estimatedVariance(freedom);
  return { weeks: known.length, units, mean, variance };
}
