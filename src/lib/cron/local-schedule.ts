import { Cron, CronPattern } from 'croner';

/** The times a schedule names on a clock that never changes, written as if they were UTC (ms). */
export interface LocalSchedule {
  /** The first at `wall` or later, or null. */
  next(wall: number): number | null;
  readonly everyHour: boolean;
}

export function localSchedule(expression: string): LocalSchedule {
  const cron = new Cron(expression, { mode: '5-part', utcOffset: 0 });
  return {
    next: (wall) => cron.nextRun(new Date(wall - 1))?.getTime() ?? null,
    everyHour: takesEveryHour(expression),
  };
}

/** Whether an expression takes in every hour, and so keeps its pace when clocks change. */
export function takesEveryHour(expression: string): boolean {
  return new CronPattern(expression, 'UTC', { mode: '5-part' }).hour.every((due) => due === 1);
}
