import type { WeekStart } from '../config/config.js';
import { addDays, daysBetween } from '../lib/time/zone.js';
import { startOfWeek } from './week.js';
import { type Window, windowOf } from './window.js';

/** Weeks before a window from which the weekday baseline is computed. */
export const HISTORY_WEEKS = 8;

/** Weeks before a window of up to 7 days. */
const SHORT_WINDOW_WEEKS = 12;

/** The longest window with a history, in days. */
const MAX_DAYS = 62;

/** The last whole weeks that ended before the window: twelve for up to 7 days, eight for up to 62; null for a longer one. */
export function historyWindow(window: Window, weekStart: WeekStart): Window | null {
  const days = lengthInDays(window);
  if (days > MAX_DAYS) return null;
  const weeks = days <= 7 ? SHORT_WINDOW_WEEKS : HISTORY_WEEKS;
  const end = startOfWeek(window.firstDay, weekStart);
  return windowOf(window.zone, [addDays(end, -7 * weeks), addDays(end, -1)]);
}

/** The weeks of a history, the earliest first. */
export function weeksOf(history: Window): Window[] {
  return Array.from({ length: lengthInDays(history) / 7 }, (_, week) => {
    const first = addDays(history.firstDay, 7 * week);
    return windowOf(history.zone, [first, addDays(first, 6)]);
  });
}

/** True for seven days from the first day of a week. */
export const isWeek = (window: Window, weekStart: WeekStart): boolean =>
  lengthInDays(window) === 7 && startOfWeek(window.firstDay, weekStart) === window.firstDay;

/** Whole days of a window. */
export const lengthInDays = ({ firstDay, lastDay }: Window): number => daysBetween(firstDay, lastDay) + 1;
