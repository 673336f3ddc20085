import { CENTRAL_95 } from './assumptions.js';
import type { Expectation } from './expectation.js';
import { normalQuantile } from './normal.js';

/** Whole numbers that a count usually lies between, both included. */
export interface CountRange {
  readonly low: number;
  readonly high: number;
}

/** The probability below the lower bound of the central 95 %: Φ(−1.96). */
const BELOW_CENTRAL_95 = 0.024997895148220435;

/** Up to this mean probabilities are summed term by term; above it the power approximation is as good. */
const EXACT_BELOW = 200;

/** Keeps deviates finite, about ±37, and sums clear of the least numbers that there are, which do not shrink any more. */
const MIN_PROBABILITY = 1e-300;

/** Least excess of the variance over the mean, relative to the mean: with less the distribution is Poisson. */
const MIN_EXCESS = 1e-9;

/** P(0) = (r⁄(r+μ))^r of a negative binomial count; 1 where the mean is 0. */
export function probabilityOfZero({ mean, variance }: Expectation): number {
  if (mean <= 0) return 1;
  const size = sizeOf(mean, variance);
  return Math.exp(-size * Math.log1p(mean / size));
}

/**
 * How far a count lies from what is expected, as a standard normal deviate, finite for every count: below a mean of 200 that of the
 * negative binomial's mid-p, above it (x^⅔ − μ^⅔) ÷ (⅔ μ^−⅓ √V), which is nearly normal (Farrington et al. 1996).
 */
export function zOf(value: number, expectation: Expectation): number {
  const { mean, variance } = expectation;
  if (mean < EXACT_BELOW) return exactZ(value, expectation);
  return (value ** (2 / 3) - mean ** (2 / 3)) / powerSpread(mean, variance);
}

/** The central 95 % of counts: the whole numbers whose `zOf` is within ±1.96. */
export function usualRange(expectation: Expectation): CountRange {
  const { mean, variance } = expectation;
  if (mean < EXACT_BELOW) return exactRange(expectation);
  const middle = mean ** (2 / 3);
  const reach = CENTRAL_95 * powerSpread(mean, variance);
  return {
    low: Math.ceil(Math.max(middle - reach, 0) ** 1.5),
    high: Math.floor((middle + reach) ** 1.5),
  };
}

/** Standard deviation of a count's two-thirds power. */
const powerSpread = (mean: number, variance: number) => (2 / 3) * mean ** (-1 / 3) * Math.sqrt(variance);

/** Size parameter r of the negative binomial. */
const sizeOf = (mean: number, variance: number) => mean ** 2 / Math.max(variance - mean, MIN_EXCESS * mean);

/** Step from P(k) to P(k+1): P(k+1) = P(k)·(k+r)⁄(k+1)·μ⁄(r+μ). */
function stepsOf({ mean, variance }: Expectation): (k: number) => number {
  const size = sizeOf(mean, variance);
  const ratio = mean / (size + mean);
  return (k) => ((k + size) / (k + 1)) * ratio;
}

function exactZ(value: number, expectation: Expectation): number {
  if (expectation.mean <= 0) return value > 0 ? -normalQuantile(MIN_PROBABILITY) : 0;
  const step = stepsOf(expectation);
  let probability = probabilityOfZero(expectation);
  let below = 0;
  for (let k = 0; k < value && (probability > MIN_PROBABILITY || k < expectation.mean); k += 1) {
    below += probability;
    probability *= step(k);
  }
  const lower = below + probability / 2;
  if (lower <= 0.5) return normalQuantile(Math.max(lower, MIN_PROBABILITY));
  // Summed from its own end: 1 − lower has no digits left far above the mean.
  let upper = probability / 2;
  for (let k = value; probability > MIN_PROBABILITY && probability > upper * 1e-12; k += 1) {
    probability *= step(k);
    upper += probability;
  }
  return -normalQuantile(Math.max(upper, MIN_PROBABILITY));
}

function exactRange(expectation: Expectation): CountRange {
  if (expectation.mean <= 0) return { low: 0, high: 0 };
  const step = stepsOf(expectation);
  let probability = probabilityOfZero(expectation);
  let below = 0;
  let low = 0;
  for (let k = 0; ; k += 1) {
    const midP = below + probability / 2;
    if (midP < BELOW_CENTRAL_95) low = k + 1;
    if (midP > 1 - BELOW_CENTRAL_95) return { low, high: k - 1 };
    below += probability;
    probability *= step(k);
    if (probability < MIN_PROBABILITY && k > expectation.mean) return { low, high: k };
  }
}
