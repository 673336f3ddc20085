import type { Day } from '../../lib/time/zone.js';
import type { DayReading } from '../reading.js';

/** A day that nothing is said of but its value. */
export const bareReading = (day: Day, level: DayReading['level'], value: number | null): DayReading => ({
  ...{ day, level, value },
  ...{ low: null, high: null, z: null, weight: 0, facts: {} },
});

/** A day that is missing or not to be judged. A value says that it is known. */
export const unknownReading = (day: Day, value: number | null = null): DayReading =>
  bareReading(day, 'unknown', value);

/** A day for which too few days are known. */
export const learningReading = (day: Day, value: number): DayReading => bareReading(day, 'learning', value);

/** Where a deviate stands: beyond its limit, well inside it (at most half of it), or between. */
export function deviateLevel(deviate: number, limit: number): 'over' | 'between' | 'back' {
  if (deviate >= limit) return 'over';
  return deviate <= limit / 2 ? 'back' : 'between';
}
