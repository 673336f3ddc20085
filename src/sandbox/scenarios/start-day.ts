import { DAY, utcWeekdayOf } from '../model/calendar.js';
import { localDayOf } from '../model/local-time.js';
import type { ScenarioName } from './scenario.js';

/**
 * The day a scenario starts by default: the Monday of the last whole week before `at` (epoch ms); for those of a single day its Wednesday.
 */
export function defaultStart(name: ScenarioName, at: number): number {
  const today = localDayOf(at);
  const monday = today - utcWeekdayOf(today * DAY) - 7;
  return name === 'spike' || name === 'holiday' ? monday + 2 : monday;
}
