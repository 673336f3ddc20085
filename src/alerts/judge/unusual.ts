import type { DayCount } from '../../baseline/days.js';
import { usualRange } from '../../baseline/negative-binomial.js';
import type { Day } from '../../lib/time/zone.js';
import { expectedDay } from '../days/expected-day.js';
import type { DayReading } from '../reading.js';
import { dayLimit } from './budget.js';
import { deviateLevel, learningReading, unknownReading } from './readings.js';

/** Whether a single day is far outside what is usual. */
export function judgeDay(day: Day, watched: readonly DayCount[], alpha: number): DayReading {
  const limit = dayLimit(alpha);
  const found = expectedDay(watched, limit);
  if (found === null) return unknownReading(day);
  if (found === 'learning') return learningReading(day, watched.at(-1)?.value ?? 0);
  const { value, expectation, z } = found;
  return {
    day,
    level: deviateLevel(Math.abs(z), limit),
    value,
    ...usualRange(expectation),
    z,
    weight: Math.abs(value - expectation.mean),
    facts: {},
  };
}
