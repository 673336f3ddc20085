import { Cron, CronPattern } from 'croner';

/** A schedule in local time without clock changes; local times are ms as if they were UTC. */
export interface LocalSchedule {
  /** The first time at or after `local`, or null. */
  next(local: number): number | null;
  everyHour(): boolean;
}

export function localSchedule(expression: string): LocalSchedule {
  const cron = new Cron(expression, { mode: '5-part', utcOffset: 0 });
  return {
    next: (local) => cron.nextRun(new Date(local - 1))?.getTime() ?? null,
    everyHour: () => coversEveryHour(expression),
  };
}

/** Whether the hour field covers every hour; such a schedule ignores clock changes. */
export function coversEveryHour(expression: string): boolean {
  return new CronPattern(expression, 'UTC', { mode: '5-part' }).hour.every((due) => due === 1);
}
