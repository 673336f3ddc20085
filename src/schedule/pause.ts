import type { Pause } from '../config/config.js';
import { addDays, localTime, startOfDay } from '../lib/time/zone.js';
import { nextScheduled, type Schedule } from './schedule.js';

/** Whether a slot (epoch ms) falls into a pause, by local days of the zone. */
export function isPaused(pause: Pause | null, zone: string, at: number): boolean {
  if (pause === null || pause === 'always') return pause === 'always';
  const { day } = localTime(zone, at);
  return pause.from <= day && day <= pause.to;
}

/** A schedule with the days that it leaves out. */
interface PausedSchedule extends Schedule {
  readonly pause: Pause | null;
}

/** The first slot after `after` (epoch ms) that is not paused, or null. */
export function nextUnpaused(schedule: PausedSchedule, after: number): number | null {
  const { zone, pause } = schedule;
  if (pause === 'always') return null;
  const next = nextScheduled(schedule, after, 1)[0] ?? null;
  if (next === null || pause === null || !isPaused(pause, zone, next)) return next;
  return nextScheduled(schedule, startOfDay(zone, addDays(pause.to, 1)) - 1, 1)[0] ?? null;
}
