import type { DayCount } from '../../baseline/days.js';
import { baselineOf, type Expectation } from '../../baseline/expectation.js';
import { zOf } from '../../baseline/negative-binomial.js';
import { learntDays } from './watched-days.js';

/** A day's count against what is usual. */
export interface ExpectedDay {
  readonly value: number;
  readonly expectation: Expectation;
  /** Standard normal deviate of the count. */
  readonly z: number;
}

/**
 * The last of the days that are watched, whose deviate is right up to `limit`: φ is an estimate, and one that is too small makes far more of a count
 * far out. null where the day is missing, `learning` where too few days are known.
 */
export function expectedDay(watched: readonly DayCount[], limit?: number): ExpectedDay | 'learning' | null {
  const { day, value } = watched.at(-1) ?? { day: '', value: null };
  if (value === null) return null;
  const baseline = baselineOf(learntDays(watched));
  if (baseline === null) return 'learning';
  const expectation = baseline.expected(day);
  const judged = limit === undefined ? expectation : baseline.expected(day, { deviate: limit });
  return { value, expectation, z: zOf(value, judged) };
}
