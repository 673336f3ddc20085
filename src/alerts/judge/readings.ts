import type { Day } from '../../lib/time/zone.js';
import type { Reading } from '../reading.js';

const NOTHING = { low: null, high: null, z: null, weight: 0, facts: {} } as const;

/** A day that is missing or not to be judged. A value says that it is known. */
export const unknownReading = (day: Day, value: number | null = null): Reading => ({
  day,
  level: 'unknown',
  value,
  ...NOTHING,
});

/** A day for which too few days are known. */
export const learningReading = (day: Day, value: number): Reading => ({
  day,
  level: 'learning',
  value,
  ...NOTHING,
});

/** Where a deviate stands: beyond its limit, well inside it (at most half of it), or between. */
export function deviateLevel(deviate: number, limit: number): 'over' | 'between' | 'back' {
  if (deviate >= limit) return 'over';
  return deviate <= limit / 2 ? 'back' : 'between';
}
