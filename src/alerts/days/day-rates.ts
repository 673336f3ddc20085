import type { Rate } from '../../baseline/guard.js';
import { type RateBaseline, rateBaselineOf } from '../../baseline/rate-baseline.js';
import type { Day } from '../../lib/time/zone.js';
import { type DayHistory, HISTORY_DAYS, type IsHoliday } from '../history.js';
import { countsUntil, GUARD_DAYS } from './watched-days.js';

/** A local day's fallbacks of uses; null is missing. */
export interface DayRate {
  readonly day: Day;
  readonly value: Rate | null;
}

/** All days up to the judged day, which is last. */
export function ratesUntil(day: Day, history: DayHistory): readonly DayRate[] {
  const uses = new Map(countsUntil(day, history, 'uses').map((one) => [one.day, one.value]));
  return countsUntil(day, history, 'fallbacks').map((one) => ({
    day: one.day,
    value: rateOf(one.value, uses.get(one.day) ?? null),
  }));
}

/** No more fallbacks than uses: counts of two answers may differ by what came between them. */
function rateOf(hits: number | null, uses: number | null): Rate | null {
  return hits === null || uses === null ? null : { uses, hits: Math.min(hits, uses) };
}

export const summed = (rates: readonly Rate[]): Rate => ({
  uses: rates.reduce((sum, { uses }) => sum + uses, 0),
  hits: rates.reduce((sum, { hits }) => sum + hits, 0),
});

export const fractionOf = ({ uses, hits }: Rate): number => (uses === 0 ? 0 : hits / uses);

/** What is usual on the last of these days, from the same days as for counts, week by week. */
export function usualRate(days: readonly DayRate[], isHoliday: IsHoliday): RateBaseline | null {
  const learnt = days.slice(-HISTORY_DAYS - 1).slice(0, -GUARD_DAYS - 1);
  const weeks: (Rate | null)[] = [];
  for (let end = learnt.length; end > 0; end -= 7) {
    const known = learnt
      .slice(Math.max(end - 7, 0), end)
      .flatMap(({ day, value }) => (value === null || isHoliday(day) ? [] : [value]));
    weeks.unshift(known.length === 0 ? null : summed(known));
  }
  return rateBaselineOf(weeks);
}
