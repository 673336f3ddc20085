import type { NumberRange } from './rate-baseline.js';
import { winsorise } from './winsorise.js';

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
  /** Variance of a single unit, from how the weeks' means differ. */
  readonly variance: number;
  /** The central 95 % of means over so many units, never below 0. */
  range(units: number): NumberRange;
}

const MAX_WEEKS = 8;
const MIN_WEEKS = 6;
const MODEL_ERROR = 0.05;
const STUDENT: Readonly<Record<number, number>> = { 5: 2.571, 6: 2.447, 7: 2.365 };

/** As `rateBaselineOf`, for means that are no rates. */
export function ratioBaselineOf(weeks: readonly (Ratio | null)[]): RatioBaseline | null {
  const known = weeks.slice(-MAX_WEEKS).filter((week): week is Ratio => week !== null && week.units > 0);
  if (known.length < MIN_WEEKS) return null;
  const units = known.reduce((sum, week) => sum + week.units, 0);
  const means = winsorise(
    known.map((week) => week.total / week.units),
    (median) => Math.max(MODEL_ERROR * median, 1 / units),
  );
  const mean = known.reduce((sum, week, at) => sum + week.units * (means[at] ?? 0), 0) / units;
  const squares = known.reduce((sum, week, at) => sum + week.units * ((means[at] ?? 0) - mean) ** 2, 0);
  const variance = Math.max(squares / (known.length - 1), 1 / units);
  return {
    weeks: known.length,
    mean,
    variance,
    range: (over) => {
      const all = variance * (1 / Math.max(over, 1) + 1 / units) + (MODEL_ERROR * mean) ** 2;
      const reach = (STUDENT[known.length - 1] ?? 1.96) * Math.sqrt(all);
      return { low: Math.max(mean - reach, 0), high: mean + reach };
    },
  };
}
