import type { Rate } from './guard.js';
import { clamp, winsorise } from './winsorise.js';

/** Numbers that a rate or a mean usually lies between. */
export interface NumberRange {
  readonly low: number;
  readonly high: number;
}

/** What the rate of a week usually is. */
export interface RateBaseline {
  /** Known weeks that it is computed from, 6 to 8. */
  readonly weeks: number;
  /** The pooled rate, 0 to 1. */
  readonly rate: number;
  /** φ: the variance of the weekly rates relative to the binomial one; 1 or more. */
  readonly dispersion: number;
  /** The central 95 % of rates over so many uses, within 0 and 1. */
  range(uses: number): NumberRange;
}

const MAX_WEEKS = 8;
const MIN_WEEKS = 6;
const MODEL_ERROR = 0.05;

/** 97.5 % quantiles of Student's t by degrees of freedom, for a variance estimated from so few weeks. */
const STUDENT: Readonly<Record<number, number>> = { 5: 2.571, 6: 2.447, 7: 2.365 };

/** What is usual, from the last eight weeks at most, in order; null is a missing week, and a week without uses does not tell. null with fewer than six. */
export function rateBaselineOf(weeks: readonly (Rate | null)[]): RateBaseline | null {
  const known = weeks.slice(-MAX_WEEKS).filter((week): week is Rate => week !== null && week.uses > 0);
  if (known.length < MIN_WEEKS) return null;
  const uses = known.reduce((sum, week) => sum + week.uses, 0);
  const each = uses / known.length;
  const rates = winsorise(
    known.map((week) => week.hits / week.uses),
    (median) => Math.sqrt(Math.max(median * (1 - median), 1 / each) / each),
  );
  const hits = known.reduce((sum, week, at) => sum + week.uses * (rates[at] ?? 0), 0);
  const rate = hits / uses;
  // Half a hit, so that a rate of 0 or 1 has a variance.
  const likely = (hits + 0.5) / (uses + 1);
  const unit = likely * (1 - likely);
  const squares = known.reduce((sum, week, at) => sum + week.uses * ((rates[at] ?? 0) - rate) ** 2, 0);
  const dispersion = Math.max(1, squares / unit / (known.length - 1));
  return {
    weeks: known.length,
    rate,
    dispersion,
    range: (over) => {
      const variance = dispersion * unit * (1 / Math.max(over, 1) + 1 / uses) + (MODEL_ERROR * rate) ** 2;
      const reach = (STUDENT[known.length - 1] ?? 1.96) * Math.sqrt(variance);
      return { low: clamp(rate - reach, 0, 1), high: clamp(rate + reach, 0, 1) };
    },
  };
}
