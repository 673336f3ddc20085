import { isDay } from '../../lib/time/day.js';
import type { Day } from '../../lib/time/zone.js';
import { textValue } from './leaf.js';

/** Local days, both inclusive. */
export interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

/** A day of the calendar. */
export const dayValue = () =>
  textValue((value) =>
    isDay(value) ? null : { message: '{value} is not a day of the calendar such as 2026-01-31' },
  );

export const DAY_RANGE = /^(\d{4}-\d{2}-\d{2})(?:\.\.(\d{4}-\d{2}-\d{2}))?$/;

/** Parses `2026-12-24..2027-01-03` or one day; null for anything else. */
export function dayRange(value: string): DayRange | null {
  const [, from = '', to = from] = DAY_RANGE.exec(value.trim()) ?? [];
  return isDay(from) && isDay(to) ? { from, to } : null;
}
