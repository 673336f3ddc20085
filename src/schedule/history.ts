import { addDays, daysBetween } from '../lib/time/zone.js';
import type { BucketSize } from './bucket.js';
import { type Window, windowOf } from './window.js';

/** Weeks before a window from which the weekday baseline is computed. */
export const HISTORY_WEEKS = 8;

/** The weeks right before a window with daily or hourly buckets; null for coarser ones. */
export function historyWindow(window: Window, bucket: BucketSize): Window | null {
  if (bucket !== 'day' && bucket !== 'hour') return null;
  const { zone, firstDay } = window;
  return windowOf(zone, [addDays(firstDay, -7 * HISTORY_WEEKS), addDays(firstDay, -1)]);
}

/** The history without the days at its end that the comparison window covers; null when it covers all. */
export function beyondComparison(history: Window, comparison: Window | null): Window | null {
  if (comparison === null || comparison.lastDay !== history.lastDay) return history;
  if (daysBetween(history.firstDay, comparison.firstDay) <= 0) return null;
  return windowOf(history.zone, [history.firstDay, addDays(comparison.firstDay, -1)]);
}
