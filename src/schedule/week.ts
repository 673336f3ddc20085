import type { WeekStart } from '../config/config.js';
import { addDays, type Day, weekdayOf } from '../lib/time/zone.js';

/** The first day of the week that holds `day`. */
export function startOfWeek(day: Day, weekStart: WeekStart): Day {
  const first = weekStart === 'monday' ? 1 : 7;
  return addDays(day, -((weekdayOf(day) - first + 7) % 7));
}
