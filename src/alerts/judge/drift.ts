import type { DayCount } from '../../baseline/days.js';
import { baselineOf } from '../../baseline/expectation.js';
import { usualRange } from '../../baseline/negative-binomial.js';
import { addDays, type Day } from '../../lib/time/zone.js';
import { expectedDay } from '../days/expected-day.js';
import { learntDays, watchedDays } from '../days/watched-days.js';
import type { IsHoliday } from '../history.js';
import type { Facts, Reading } from '../reading.js';
import type { Cusum, Memory } from '../state.js';
import { driftLimit } from './budget.js';
import { advance } from './cusum.js';
import type { JudgeResult } from './input.js';
import { deviateLevel, learningReading, unknownReading } from './readings.js';

/** Days that were not judged when they were over are made up for, so many with the judged one. */
const MAX_DAYS = 7;

/** A drift's days, holidays among them, with what judging them takes. */
export interface DriftInput {
  readonly day: Day;
  /** Counts up to the judged day. */
  readonly days: readonly DayCount[];
  readonly memory: Memory;
  readonly alpha: number;
  readonly isHoliday: IsHoliday;
}

/** Whether counts have moved away from what is usual to stay. A day that was judged before is not counted twice. */
export function judgeDrift(input: DriftInput): JudgeResult {
  const { day, days, memory, alpha, isHoliday } = input;
  const watched = watchedDays(days, isHoliday);
  const found = expectedDay(watched);
  if (found === null) return { reading: unknownReading(day), cusum: memory.cusum };
  const { value } = watched.at(-1) ?? {};
  if (found === 'learning') return { reading: learningReading(day, value ?? 0), cusum: memory.cusum };
  const limit = driftLimit(alpha);
  const cusum = unjudged(input).reduce((sums, index) => {
    const each = index === 0 ? found : expectedDay(watchedDays(days.slice(0, -index), isHoliday));
    if (each === null || each === 'learning') return sums;
    return advance(sums, { ...each, day: days.at(-1 - index)?.day ?? day }, limit);
  }, memory.cusum);
  const reading: Reading = {
    day,
    level: deviateLevel(Math.max(cusum.up, cusum.down), limit),
    value: found.value,
    ...usualRange(found.expectation),
    z: found.z,
    ...driftOf(cusum, watched),
  };
  return { reading, cusum };
}

/** How many days before the judged one each day is that has not been judged, in order. */
function unjudged({ day, memory: { judged } }: DriftInput): readonly number[] {
  if (judged === null) return [0];
  const open: number[] = [];
  for (let back = 0; back < MAX_DAYS && addDays(day, -back) > judged; back += 1) open.unshift(back);
  return open;
}

/** The mean since it began, relative to what was usual before then where enough is known of that. */
function driftOf(
  cusum: Cusum,
  watched: readonly DayCount[],
): { readonly weight: number; readonly facts: Facts } {
  const since = cusum.up >= cusum.down ? cusum.upSince : cusum.downSince;
  const days = watched.filter(({ day, value }) => since !== null && day >= since && value !== null);
  const before = watched.filter(({ day }) => since !== null && day < since);
  const baseline = baselineOf(before) ?? baselineOf(learntDays(watched));
  if (since === null || baseline === null || days.length === 0) return { weight: 0, facts: {} };
  const counted = days.reduce((sum, { value }) => sum + (value ?? 0), 0);
  const expected = baseline.total(days.map(({ day }) => day)).mean;
  return {
    weight: Math.abs(counted - expected),
    facts: { since, days: days.length, expected, drift: counted / expected - 1 },
  };
}
