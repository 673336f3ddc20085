import { fieldsProblem } from './fields.js';
import { localSchedule } from './local-schedule.js';

/**
 * What is wrong with a five-field cron expression, as a fragment for people (`never fires`, `minute 61 is out
 * of range (0 to 59)`), or null. `now` (epoch ms) is when it must be able to fire after. No zone is asked for:
 * a time that clocks skip is due all the same, so what fires on any clock fires on every zone's.
 */
export function cronProblem(expression: string, now: number): string | null {
  const problem = fieldsProblem(expression);
  if (problem !== null) return problem;
  return localSchedule(expression).next(now) === null ? 'never fires' : null;
}
