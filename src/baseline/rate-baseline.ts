import { CENTRAL_95, MODEL_ERROR, PRIOR_COUNT } from './assumptions.js';
import type { Rate } from './guard.js';
import { clamp } from './robust.js';
import { weeklyMean } from './weekly-mean.js';

/** Numbers that a rate or a mean usually lies between. */
export interface NumberRange {
  readonly low: number;
  readonly high: number;
}

/** What a week's rate usually is. */
export interface RateBaseline {
  /** Known weeks that it is computed from, 6 to 8. */
  readonly weeks: number;
  /** The pooled rate, 0 to 1. */
  readonly rate: number;
  /** φ: the variance of the weekly rates relative to the binomial one, 1 or more, with an allowance for the small number of weeks. */
  readonly dispersion: number;
  /** The central 95 % of rates over so many uses, within 0 and 1. */
  range(uses: number): NumberRange;
}

/**
 * What is usual, from the last eight weeks at most, in order; null is a missing week, and one without uses does not tell. null with fewer than six
 * that do. An outlying week is pulled in, so that one bad week does not hide the next.
 */
export function rateBaselineOf(weeks: readonly (Rate | null)[]): RateBaseline | null {
  const sums = weeks.map((week) => week && { total: week.hits, units: week.uses });
  const found = weeklyMean(sums, binomialVariance);
  if (found === null) return null;
  const { mean: rate, units } = found;
  const dispersion = Math.max(1, found.variance / binomialVariance(rate, units));
  const range = (uses: number) => rangeOf(rate, dispersion * (1 / Math.max(uses, 1) + 1 / units));
  return { weeks: found.weeks, rate, dispersion, range };
}

/** Variance of a single use; that of half a hit or miss where there is none. */
function binomialVariance(rate: number, uses: number): number {
  const likely = (rate * uses + PRIOR_COUNT) / (uses + 2 * PRIOR_COUNT);
  return likely * (1 - likely);
}

/**
 * The range by the arcsine of the root, in which rates are nearly normal (Anscombe 1948), and by the model's own error. `variance` is that of a
 * rate ÷ p(1 − p).
 */
function rangeOf(rate: number, variance: number): NumberRange {
  const angle = Math.asin(Math.sqrt(rate));
  const reach = (CENTRAL_95 * Math.sqrt(variance)) / 2;
  const rateAt = (at: number) => Math.sin(clamp(at, 0, Math.PI / 2)) ** 2;
  const model = CENTRAL_95 * MODEL_ERROR * rate;
  return {
    low: clamp(rate - Math.hypot(rate - rateAt(angle - reach), model), 0, 1),
    high: clamp(rate + Math.hypot(rateAt(angle + reach) - rate, model), 0, 1),
  };
}
