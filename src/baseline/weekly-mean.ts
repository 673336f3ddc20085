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

/** Residuals count for at most two robust standard deviations. */
const RESIDUAL_REACH = 2;
/** What normal ones have left of their variance then, simulated for six to eight weeks. */
const CLIPPED_VARIANCE = 0.83;
/** Degrees of freedom that the mean and that clipping take: so few weeks tell their robust spread poorly. */
const FREEDOM_TAKEN = 3;

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
  const clipped = squares / CLIPPED_VARIANCE / (known.length - 1);
  const variance = clipped * estimatedVariance(known.length - FREEDOM_TAKEN);
  return { weeks: known.length, units, mean, variance };
}
