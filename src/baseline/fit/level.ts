import { PRIOR_COUNT } from '../assumptions.js';
import { REACH, sumOf, winsorise } from '../robust.js';
import { type HistoryDay, WEEK } from './history-grid.js';

/** Weight of a week relative to the week after it. */
const DECAY = 0.85;

/** What an average day has lately. */
export interface Level {
  /** Counts a day, above 0. */
  readonly value: number;
  /** Where its weights have their middle, in weeks before the middle of the last seven days. */
  readonly age: number;
  /**
   * Variance of an estimated total relative to the square of it, for φ = 1; `parts` says how much of the total each weekday has. Level and shares are
   * estimated from the same days, so that a whole week has the variance of the level alone.
   */
  relativeVariance(parts: readonly number[]): number;
}

/** Weekly means weighted 0.85^age, each pulled in to what the weeks usually have. */
export function levelOf(
  weeks: readonly WeekMean[],
  days: readonly HistoryDay[],
  shares: readonly number[],
): Level {
  const sizes = sumOf(weeks.map(({ weight, size }) => weight * size));
  const counts = sumOf(weeks.map(({ weight, size, mean }) => weight * size * mean));
  const value = Math.max(counts / sizes, PRIOR_COUNT / days.length);
  const all = new Array<number>(WEEK).fill(0);
  const weighted = new Array<number>(WEEK).fill(0);
  for (const { weekday, age } of days) {
    const share = shares[weekday] ?? 1;
    all[weekday] = (all[weekday] ?? 0) + share;
    weighted[weekday] = (weighted[weekday] ?? 0) + share * DECAY ** age;
  }
  const own = sumOf(weeks.map(({ weight, size }) => weight ** 2 * size)) / sizes ** 2 - 3 / sumOf(all);
  return {
    value,
    age: sumOf(weeks.map(({ weight, size, age }) => weight * size * age)) / sizes,
    relativeVariance: (parts) => {
      let variance = own;
      for (let weekday = 0; weekday < WEEK; weekday += 1) {
        const [part = 0, seen = 0] = [parts[weekday], all[weekday]];
        if (part > 0 && seen > 0)
          variance += (part ** 2 + (2 * part * (weighted[weekday] ?? 0)) / sizes) / seen;
      }
      return variance / value;
    },
  };
}

/** A week of the history. */
export interface WeekMean {
  readonly age: number;
  readonly weight: number;
  /** The sum of its days' shares: 7 for a whole week. */
  readonly size: number;
  /** Counts a day of share 1. */
  readonly mean: number;
}

/** Known weeks with outliers pulled in, the last one first. */
export function weekMeans(
  days: readonly HistoryDay[],
  shares: readonly number[],
  dispersion: number,
): readonly WeekMean[] {
  const counts: number[] = [];
  const sizes: number[] = [];
  for (const { age, weekday, winsorised } of days) {
    counts[age] = (counts[age] ?? 0) + winsorised;
    sizes[age] = (sizes[age] ?? 0) + (shares[weekday] ?? 1);
  }
  const known = counts.flatMap((count, age) => {
    const size = sizes[age] ?? 0;
    return size > 0 ? [{ age, size, mean: count / size }] : [];
  });
  const means = winsorise(
    known.map(({ mean }) => mean),
    { reach: REACH, minSpread: (median) => Math.sqrt((dispersion * Math.max(median, 1 / WEEK)) / WEEK) },
  );
  return known.map(({ age, size, mean }, index) => ({
    age,
    weight: DECAY ** age,
    size,
    mean: means[index] ?? mean,
  }));
}
