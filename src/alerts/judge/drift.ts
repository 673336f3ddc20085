import type { DayCount } from '../../baseline/days.js';
import { baselineOf } from '../../baseline/expectation.js';
import { usualRange } from '../../baseline/negative-binomial.js';
import type { Day } from '../../lib/time/zone.js';
import { expectedDay } from '../days/expected-day.js';
import { learntDays } from '../days/watched-days.js';
import type { Cusum, Memory } from '../episodes/state.js';
import type { DayReading, Facts } from '../reading.js';
import { driftLimit } from './budget.js';
import { advance } from './cusum.js';
import type { JudgeResult } from './input.js';
import { deviateLevel, learningReading, unknownReading } from './readings.js';

/** Whether counts have moved away from what is usual to stay. A day that was judged before is not counted twice. */
export function judgeDrift({ day, watched, memory, alpha }: DriftInput): JudgeResult {
  const found = expectedDay(watched);
  if (found === null) return { reading: unknownReading(day), cusum: memory.cusum };
  if (found === 'learning')
    return { reading: learningReading(day, watched.at(-1)?.value ?? 0), cusum: memory.cusum };
  const limit = driftLimit(alpha);
  const isNew = memory.judged === null || memory.judged < day;
  const cusum = isNew ? advance(memory.cusum, { ...found, day }, limit) : memory.cusum;
  const level = deviateLevel(Math.max(cusum.up, cusum.down), limit);
  const reading: DayReading = {
    day,
    level,
    value: found.value,
    ...usualRange(found.expectation),
    z: found.z,
    ...(level === 'back' ? NO_DRIFT : driftOf(cusum, watched)),
  };
  return { reading, cusum };
}

export interface DriftInput {
  readonly day: Day;
  readonly watched: readonly DayCount[];
  readonly memory: Memory;
  readonly alpha: number;
}

const NO_DRIFT = { weight: 0, facts: {} } as const;

/** The mean since it began, relative to what was usual before then where enough is known of that. */
function driftOf(
  cusum: Cusum,
  watched: readonly DayCount[],
): { readonly weight: number; readonly facts: Facts } {
  const since = cusum.up >= cusum.down ? cusum.upSince : cusum.downSince;
  const days = watched.filter(({ day, value }) => since !== null && day >= since && value !== null);
  const before = watched.filter(({ day }) => since !== null && day < since);
  const baseline = baselineOf(before) ?? baselineOf(learntDays(watched));
  if (since === null || baseline === null || days.length === 0) return NO_DRIFT;
  const counted = days.reduce((sum, { value }) => sum + (value ?? 0), 0);
  const expected = baseline.total(days.map(({ day }) => day)).mean;
  return {
    weight: Math.abs(counted - expected),
    facts: { since, days: days.length, expected, drift: counted / expected - 1 },
  };
}
