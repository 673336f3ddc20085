import { type HistoryDay, sumBy, WEEK } from './week-grid.js';
import { medianOf, NORMAL_MAD } from './winsorise.js';

/** How many robust standard deviations a residual counts for at most. */
const REACH = 3;

/**
 * φ: the variance of a day's count relative to its mean, at least 1 (Poisson), pooled over all days from Pearson residuals (x − fit) ÷ √fit, where
 * the fit is the week's level times the weekday's share. Residuals are clipped where a single outlier would stand for all days.
 */
export function dispersionOf(cells: readonly HistoryDay[], shares: readonly number[]): number {
  const share = ({ weekday }: HistoryDay) => shares[weekday] ?? 1;
  const counts = sumBy(
    cells,
    ({ age }) => age,
    ({ winsorised }) => winsorised,
  );
  const sizes = sumBy(cells, ({ age }) => age, share);
  const residuals = cells.flatMap((cell) => {
    const fit = ((counts[cell.age] ?? 0) / (sizes[cell.age] ?? 1)) * share(cell);
    return fit > 0 ? [(cell.count - fit) / Math.sqrt(fit)] : [];
  });
  const weeks = counts.filter((count) => count > 0).length;
  const freedom = residuals.length - weeks - WEEK + 1;
  if (freedom <= 0) return 1;
  const widening = residuals.length / freedom;
  const spread = NORMAL_MAD * medianOf(residuals.map(Math.abs)) * Math.sqrt(widening);
  const most = REACH * Math.max(spread, 1);
  const squares = residuals.reduce((sum, residual) => sum + Math.min(Math.abs(residual), most) ** 2, 0);
  return Math.max(1, squares / freedom);
}
