import type { Day } from '../lib/time/zone.js';
import { type DayCount, dayNumber, type KnownDay, knownDays } from './days.js';
import { dispersionOf } from './dispersion.js';
import { trendOf } from './trend.js';
import { gridOf, type HistoryDay, WEEK, weekdayIndex } from './week-grid.js';
import { PRIOR_COUNTS, weekdayShares } from './weekday-shares.js';

/** The count to expect, and its variance: chance, the model's own error and that of the estimates; both above 0. */
export interface Expectation {
  readonly mean: number;
  readonly variance: number;
}

/** What a series of daily counts usually is. */
export interface Baseline {
  /** Whole weeks of known days that it is computed from: 6 to 8, or fewer by `weekdayBaseline`. */
  readonly weeks: number;
  /** φ: the variance of a day's count relative to its mean; 1 or more. */
  readonly dispersion: number;
  /** A local day's count. */
  expected(day: Day): Expectation;
  /** The sum over local days, of which each errs by itself while they share the estimates. 0 and 0 for no day. */
  total(days: readonly Day[]): Expectation;
}

/** Weeks that tell what is usual, at most and at least. */
const MAX_WEEKS = 8;
const MIN_WEEKS = 6;

/** Weight of a week relative to the week after it. */
const DECAY = 0.85;

/** Standard deviation of the model's error, relative to a day's mean: no rhythm repeats exactly. */
const MODEL_ERROR = 0.05;

/**
 * What is usual by weekday, from the last eight weeks of a history in order of days; null with fewer than six weeks of known days, or where a
 * weekday is never known. Quasi-Poisson with down-weighted outbreaks (Farrington et al. 1996, Noufaily et al. 2012).
 */
export function baselineOf(history: readonly DayCount[]): Baseline | null {
  const last = dayNumber(history.at(-1)?.day ?? '1970-01-01');
  const known = knownDays(history).filter(({ day }) => last - dayNumber(day) < MAX_WEEKS * WEEK);
  return known.length < MIN_WEEKS * WEEK ? null : fitBaseline(known, last);
}

/** The same of at least one known day, whatever the number of weeks; `last` is the number of the last day of the history. */
export function fitBaseline(known: readonly KnownDay[], last: number): Baseline {
  const cells = gridOf(known, last);
  const shares = weekdayShares(cells);
  const dispersion = dispersionOf(cells, shares);
  const weighed = weigh(cells, shares);
  const { level } = weighed;
  const trend = trendOf(cells, shares, { level, dispersion });
  const total = (days: readonly Day[]): Expectation => {
    let [mean, chance, model, drift] = [0, 0, 0, 0];
    const parts = new Array<number>(WEEK).fill(0);
    for (const day of days) {
      const number = dayNumber(day);
      const weekday = weekdayIndex(number);
      const later = (number - weighed.middle) / WEEK;
      const flat = level * (shares[weekday] ?? 1);
      const expected = flat * trend.factor(later);
      mean += expected;
      chance += dispersion * expected;
      model += (MODEL_ERROR * expected) ** 2;
      drift += flat * Math.sqrt(trend.variance(later)) * Math.sign(later);
      parts[weekday] = (parts[weekday] ?? 0) + expected;
    }
    if (mean === 0) return { mean: 0, variance: 0 };
    const estimates = dispersion * mean ** 2 * weighed.relativeVariance(parts.map((part) => part / mean));
    return { mean, variance: chance + model + estimates + drift ** 2 };
  };
  return { weeks: Math.floor(known.length / WEEK), dispersion, total, expected: (day) => total([day]) };

  function weigh(_cells: readonly HistoryDay[], _shares: readonly number[]) {
    let [counts, sizes, squares, times] = [0, 0, 0, 0];
    const [all, weighted] = [new Array<number>(WEEK).fill(0), new Array<number>(WEEK).fill(0)];
    for (const { weekday, age, winsorised } of _cells) {
      const weight = DECAY ** age;
      const share = _shares[weekday] ?? 1;
      counts += weight * winsorised;
      sizes += weight * share;
      squares += weight ** 2 * share;
      times += weight * share * (last - age * WEEK - (WEEK - 1) / 2);
      all[weekday] = (all[weekday] ?? 0) + share;
      weighted[weekday] = (weighted[weekday] ?? 0) + weight * share;
    }
    const level = Math.max(counts / sizes, PRIOR_COUNTS / _cells.length);
    const whole = all.reduce((sum, value) => sum + value, 0);
    return {
      level,
      middle: times / sizes,
      relativeVariance: (parts: readonly number[]) => {
        let variance = squares / sizes ** 2 - 3 / whole;
        for (const [weekday, part] of parts.entries()) {
          const seen = all[weekday] ?? 0;
          if (part === 0 || seen === 0) continue;
          variance += part ** 2 / seen + (2 * part * (weighted[weekday] ?? 0)) / (sizes * seen);
        }
        return variance / level;
      },
    };
  }
}
