import { fieldsProblem } from './fields.js';
import { localSchedule } from './local-schedule.js';

/**
 * What is wrong with a five-field cron expression, as a fragment of a message (`never fires`, `minute 61 is out
 * of range (0 to 59)`), or null. It must fire at least once after `now` (epoch ms). The zone does not matter:
 * a skipped local time is still due, so what fires in one zone fires in all.
 */
export function cronProblem(expression: string, now: number): string | null {
  const problem = fieldsProblem(expression);
  if (problem !== null) return problem;
  return localSchedule(expression).next(now) === null ? 'never fires' : null;
}
