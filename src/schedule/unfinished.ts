import type { DueDays } from '../config/schema/plugins.js';
import { isOver, wallClock } from '../lib/time/zone.js';
import { nextScheduled, scheduleOf } from './schedule.js';
import { resolvePeriod } from './window.js';

/** More than a year of daily slots. */
const MAX_SLOTS = 400;

/**
 * The first future slot at which the window's last day is over in the digest's zone but not in `zone`, whose readers get the same days;
 * its local time in both zones, or null.
 */
export function unfinishedSlot(
  digest: DueDays,
  zone: string,
  now: number,
): { readonly own: string; readonly there: string } | null {
  const { timezone, period, weekStart } = digest;
  const schedule = scheduleOf(digest);
  if (schedule === null) return null;
  const slots = nextScheduled(schedule, now, MAX_SLOTS);
  const early = slots.find((slot) => {
    const { lastDay } = resolvePeriod(period, slot, { zone: timezone, weekStart });
    return isOver(timezone, lastDay, slot) && !isOver(zone, lastDay, slot);
  });
  return early === undefined ? null : { own: wallClock(timezone, early), there: wallClock(zone, early) };
}
