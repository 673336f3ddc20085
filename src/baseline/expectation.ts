import type { Day } from '../lib/time/zone.js';
import {
  estimatedVariance,
  MAX_HISTORY_WEEKS,
  MIN_HISTORY_WEEKS,
  MODEL_ERROR,
  tailVariance,
} from './assumptions.js';
import { type DayCount, dayNumber, type KnownDay, knownDays } from './days.js';
import { dispersionOf } from './fit/dispersion.js';
import { historyGrid, WEEK, weekdayIndex } from './fit/history-grid.js';
import { levelOf, weekMeans } from './fit/level.js';
import { trendOf } from './fit/trend.js';
import { weekdayShares } from './fit/weekday-shares.js';

/** The count to expect and its variance, which is above 0: by chance, by the model's own error and by that of the estimates. */
export interface Expectation {
  readonly mean: number;
  readonly variance: number;
}

export interface ExpectOptions {
  /** The standard normal deviate up to which the variance is to be right, for what lies further out than the central 95 %. */
  readonly deviate?: number;
}

/** What a series of daily counts usually is. */
export interface Baseline {
  /** Known days of the history as whole weeks, 6 to 8. */
  readonly weeks: number;
  /** φ: the variance of a day's count relative to its mean; 1 or more. */
  readonly dispersion: number;
  /** Degrees of freedom that φ is as well known with, 42 for eight weeks of large counts: with small, uneven ones fewer. */
  readonly freedom: number;
  /** A local day's count. */
  expected(day: Day, options?: ExpectOptions): Expectation;
  /** The sum over local days: each errs by itself, the estimates are common to all. Of no day it is 0 and 0. */
  total(days: readonly Day[], options?: ExpectOptions): Expectation;
}

/**
 * What is usual by weekday, from the last eight weeks of a history in order of days; null with fewer than 42 known days in them, or where a
 * weekday is never known. A quasi-Poisson baseline with outliers pulled in (Farrington et al. 1996, Noufaily et al. 2012) and the variance of its
 * estimates (Heidema et al. 2026).
 */
export function baselineOf(history: readonly DayCount[]): Baseline | null {
  const last = dayNumber(history.at(-1)?.day ?? '1970-01-01');
  const most = MAX_HISTORY_WEEKS * WEEK;
  const known = knownDays(history, most).filter(({ number }) => last - number < most);
  const weekdays = new Set(known.map(({ number }) => weekdayIndex(number)));
  if (known.length < MIN_HISTORY_WEEKS * WEEK || weekdays.size < WEEK) return null;
  return fitBaseline(known, last);
}

/** The same from one known day on; `last` is the number of the last day of the history. */
export function fitBaseline(known: readonly KnownDay[], last: number): Baseline {
  const days = historyGrid(known, last);
  const shares = weekdayShares(days);
  const { value: dispersion, freedom } = dispersionOf(days, shares);
  const weeks = weekMeans(days, shares, dispersion);
  const level = levelOf(weeks, days, shares);
  const trend = trendOf(weeks, level.value, dispersion);
  const middle = last - (WEEK - 1) / 2 - level.age * WEEK;

  function total(over: readonly Day[], { deviate }: ExpectOptions = {}): Expectation {
    const estimated = deviate === undefined ? estimatedVariance(freedom) : tailVariance(freedom, deviate);
    let [mean, model, drift] = [0, 0, 0];
    const parts = new Array<number>(WEEK).fill(0);
    for (const day of over) {
      const number = dayNumber(day);
      const weekday = weekdayIndex(number);
      const later = (number - middle) / WEEK;
      const steady = level.value * (shares[weekday] ?? 1);
      const expected = steady * trend.factor(later);
      mean += expected;
      model += (MODEL_ERROR * expected) ** 2;
      drift += steady * trend.error(later);
      parts[weekday] = (parts[weekday] ?? 0) + expected;
    }
    if (mean === 0) return { mean, variance: 0 };
    const estimates = mean ** 2 * level.relativeVariance(parts.map((part) => part / mean));
    return { mean, variance: dispersion * estimated * (mean + estimates) + model + drift ** 2 };
  }

  return {
    weeks: Math.floor(known.length / WEEK),
    dispersion,
    freedom,
    expected: (day, options) => total([day], options),
    total,
  };
}
