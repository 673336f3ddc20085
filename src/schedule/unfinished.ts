import type { DueDays } from '../config/schema/plugins.js';
import { nextSlots } from '../lib/cron/cron.js';
import { isOver, wallClock } from '../lib/time/zone.js';
import { resolvePeriod } from './window.js';

/** More than a year of days. */
const SLOTS_LOOKED_AT = 400;

/**
 * The first coming slot at which the window's last day is over by the digest's clocks and not by those of `zone`, whose readers get the
 * same days, by both of them; null where there is none.
 */
export function unfinishedSlot(
  { schedule, timezone, period, weekStart }: DueDays,
  zone: string,
  now: number,
): { readonly own: string; readonly there: string } | null {
  if (schedule === null) return null;
  const slots = nextSlots(schedule, timezone, now, SLOTS_LOOKED_AT);
  const early = slots.find((slot) => {
    const { lastDay } = resolvePeriod(period, slot, { zone: timezone, weekStart });
    return isOver(timezone, lastDay, slot) && !isOver(zone, lastDay, slot);
  });
  return early === undefined ? null : { own: wallClock(timezone, early), there: wallClock(zone, early) };
}
