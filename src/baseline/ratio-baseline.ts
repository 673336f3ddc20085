import { CENTRAL_95, MODEL_ERROR, PRIOR_COUNT } from './assumptions.js';
import type { NumberRange } from './rate-baseline.js';
import { weeklyMean } from './weekly-mean.js';

/** A week's sum and the units that it is of: messages and conversations. */
export interface Ratio {
  readonly total: number;
  readonly units: number;
}

/** What the mean of a unit usually is. */
export interface RatioBaseline {
  /** Known weeks that it is computed from, 6 to 8. */
  readonly weeks: number;
  /** The pooled mean of a unit. */
  readonly mean: number;
  /** Variance of a single unit as the differences between weeks show it; above 0. */
  readonly variance: number;
  /** The central 95 % of means over so many units, never below 0. */
  range(units: number): NumberRange;
}

/** As `rateBaselineOf`, for means that are no rates: messages per conversation. */
export function ratioBaselineOf(weeks: readonly (Ratio | null)[]): RatioBaseline | null {
  const found = weeklyMean(weeks, leastVariance);
  if (found === null) return null;
  const { mean, units } = found;
  const variance = Math.max(found.variance, leastVariance(mean, units));
  const range = (over: number) => {
    const chance = variance * (1 / Math.max(over, 1) + 1 / units);
    const reach = CENTRAL_95 * Math.hypot(Math.sqrt(chance), MODEL_ERROR * mean);
    return { low: Math.max(mean - reach, 0), high: mean + reach };
  };
  return { weeks: found.weeks, mean, variance, range };
}

/** Nothing tells how units differ, so little is taken for granted: half a count among all of them. */
const leastVariance = (_mean: number, units: number) => PRIOR_COUNT / units;
