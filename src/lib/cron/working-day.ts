import { hashedWithin } from './hashed-minute.js';

/** The first or the last working day of every month, at a local time. */
export interface WorkingDay {
  readonly end: 'first' | 'last';
  /** Minutes of the day. */
  readonly minute: number;
}

const FORM = /^(first|last)WorkingDay\s+([01]\d|2[0-3]):([0-5]\d)$/;
const HASHED = /^((?:first|last)WorkingDay\s+\d{2}:)H(?:\((\d{1,2})-(\d{1,2})\))?$/;

/** Parses `lastWorkingDay 17:00`; null for anything else. */
export function parseWorkingDay(schedule: string): WorkingDay | null {
  const [, end, hour, minute] = FORM.exec(schedule.trim()) ?? [];
  return end === undefined
    ? null
    : { end: end === 'first' ? 'first' : 'last', minute: 60 * Number(hour) + Number(minute) };
}

/** Replaces the minute `H` of `lastWorkingDay 17:H` with one hashed from `key`; any other text is returned unchanged. */
export function hashedWorkingDay(schedule: string, key: string): string {
  const [, before, first = '0', last = '59'] = HASHED.exec(schedule.trim()) ?? [];
  const minute = before === undefined ? null : hashedWithin(Number(first), Number(last), key);
  return minute === null ? schedule : `${before}${String(minute).padStart(2, '0')}`;
}

/** Whether a schedule is meant to name a working day, and not to be cron. */
export const namesWorkingDay = (schedule: string): boolean => /working|first|last/i.test(schedule);
