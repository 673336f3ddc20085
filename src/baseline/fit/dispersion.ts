import { PRIOR_COUNT } from '../assumptions.js';
import { clamp, medianOf, REACH, robustSpread, sumOf } from '../robust.js';
import { type HistoryDay, WEEK } from './history-grid.js';

/** φ, and the degrees of freedom that it is estimated with. */
export interface Dispersion {
  readonly value: number;
  readonly freedom: number;
}

/**
 * How many robust standard deviations a residual counts for at most. Without a limit one day of eight times its count makes φ 17 instead of 1 at
 * 100 a week, and a halved week is missed; at 3 the skewed counts of 30 a week lose a tenth of a φ of 4, at 3.5 a sixteenth.
 */
const RESIDUAL_REACH = 3.5;

/** So few degrees of freedom are taken for granted. */
const MIN_FREEDOM = 8;

/**
 * φ: the variance of a day's count relative to its mean, at least 1 (Poisson), pooled over all days from Pearson residuals (x − fit) ÷ √fit, where
 * the fit is the week's level times the weekday's share.
 */
export function dispersionOf(days: readonly HistoryDay[], shares: readonly number[]): Dispersion {
  const levels = weekLevels(days, shares);
  const residuals: number[] = [];
  for (const { age, weekday, count } of days) {
    const fit = (levels[age] ?? 0) * (shares[weekday] ?? 1);
    if (fit > 0) residuals.push((count - fit) / Math.sqrt(fit));
  }
  const freedom = residuals.length - levels.filter((level) => level > 0).length - WEEK + 1;
  if (freedom <= 0) return { value: 1, freedom: MIN_FREEDOM };
  const spread = robustSpread(residuals) * Math.sqrt(residuals.length / freedom);
  const reach = RESIDUAL_REACH * Math.max(spread, 1);
  const squares = sumOf(residuals.map((residual) => clamp(residual, -reach, reach) ** 2));
  const value = Math.max(1, squares / freedom);
  const mean = Math.max(sumOf(days.map(({ winsorised }) => winsorised)), PRIOR_COUNT) / days.length;
  // Excess kurtosis of the negative binomial: from small, uneven counts φ is known less well.
  const kurtosis = (6 * (value - 1)) / mean;
  return { value, freedom: Math.max(2 / (2 / freedom + kurtosis / residuals.length), MIN_FREEDOM) };
}

/** A day's level in each week by its age, with outliers pulled in to what the same week has otherwise. */
function weekLevels(days: readonly HistoryDay[], shares: readonly number[]): readonly number[] {
  const levels: number[][] = [];
  for (const { age, weekday, count } of days) {
    while (levels.length <= age) levels.push([]);
    levels[age]?.push(count / (shares[weekday] ?? 1));
  }
  const medians = levels.map(medianOf);
  const middles = days.map(({ age, weekday }) => (medians[age] ?? 0) * (shares[weekday] ?? 1));
  const roots = middles.map((middle) => Math.sqrt(Math.max(middle, 1)));
  const spread = robustSpread(
    days.map(({ count }, index) => (count - (middles[index] ?? 0)) / (roots[index] ?? 1)),
  );
  const reach = REACH * Math.max(spread, 1);
  const [counts, sizes] = [levels.map(() => 0), levels.map(() => 0)];
  for (const [index, { age, weekday, count }] of days.entries()) {
    const [middle = 0, root = 1] = [middles[index], roots[index]];
    counts[age] = (counts[age] ?? 0) + clamp(count, middle - reach * root, middle + reach * root);
    sizes[age] = (sizes[age] ?? 0) + (shares[weekday] ?? 1);
  }
  return counts.map((count, age) => count / (sizes[age] || 1));
}
