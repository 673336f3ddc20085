import { type Baseline, baselineOf } from '../../baseline/expectation.js';
import { usualRange } from '../../baseline/negative-binomial.js';
import type { CountName, FigureName } from '../../config/config.js';
import type { Day } from '../../lib/time/zone.js';
import type { DayHistory, IsHoliday } from '../history.js';
import { fractionOf, ratesUntil, usualRate } from './day-rates.js';
import { countsUntil, learntDays, watchedDays } from './watched-days.js';

/** A day of a picture. */
export interface ChartDay {
  readonly day: Day;
  readonly value: number | null;
  /** The usual range; null where it is not known. */
  readonly usual: { readonly low: number; readonly high: number } | null;
}

/** Days of a picture. */
const SHOWN_DAYS = 56;

export interface UsualDaysOptions {
  readonly of: FigureName;
  /** The last day. */
  readonly day: Day;
  readonly isHoliday: IsHoliday;
}

/**
 * Eight weeks up to a day, with the usual range that each day had: counts, or fractions for a rate. A day whose own history does not reach back far
 * enough has what is usual now; holidays have none.
 */
export const usualDays = (history: DayHistory, options: UsualDaysOptions): readonly ChartDay[] =>
  options.of === 'fallbackRate' ? rateDays(history, options) : countDays(history, options, options.of);

function countDays(history: DayHistory, { day, isHoliday }: UsualDaysOptions, of: CountName) {
  const days = countsUntil(day, history, of);
  const baselineUntil = (back: number): Baseline | null =>
    baselineOf(learntDays(watchedDays(back === 0 ? days : days.slice(0, -back), isHoliday)));
  const now = baselineUntil(0);
  return shownDays(days, (one, back): ChartDay => {
    const baseline = isHoliday(one.day) ? null : (baselineUntil(back) ?? now);
    return { ...one, usual: baseline && usualRange(baseline.expected(one.day)) };
  });
}

function rateDays(history: DayHistory, { day, isHoliday }: UsualDaysOptions) {
  const days = ratesUntil(day, history);
  const usualUntil = (back: number) => usualRate(back === 0 ? days : days.slice(0, -back), isHoliday);
  const now = usualUntil(0);
  return shownDays(days, ({ day: shown, value: rate }, back): ChartDay => {
    if (rate === null || rate.uses === 0) return { day: shown, value: null, usual: null };
    const usual = isHoliday(shown) ? null : (usualUntil(back) ?? now);
    return { day: shown, value: fractionOf(rate), usual: usual?.range(rate.uses) ?? null };
  });
}

/** The last days in order, each with how many come after it. */
const shownDays = <One>(days: readonly One[], show: (one: One, back: number) => ChartDay) =>
  days.slice(-SHOWN_DAYS).map((one, index, { length }) => show(one, length - 1 - index));
