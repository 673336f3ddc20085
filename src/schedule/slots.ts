import { cronSlots, nextSlots } from '../lib/cron.js';
import { addDays, type Day, localTime, nextClockChange, offsetMinutes, startOfDay } from '../lib/zone.js';

/** A coming slot, for people who look ahead. */
export interface UpcomingSlot {
  /** Epoch ms. */
  readonly at: number;
  /** The change of clocks on the slot's local day: when (epoch ms), and the offsets in minutes around it. */
  readonly clockChange: { readonly at: number; readonly before: number; readonly after: number } | null;
}

/** The next `count` slots after `after` (epoch ms) of a five-field cron schedule on the zone's clocks. */
export function upcomingSlots(
  { schedule, zone }: { readonly schedule: string; readonly zone: string },
  after: number,
  count: number,
): UpcomingSlot[] {
  return nextSlots(schedule, zone, after, count).map((at) => ({
    at,
    clockChange: clockChangeOn(zone, localTime(zone, at).day),
  }));
}

function clockChangeOn(zone: string, day: Day): UpcomingSlot['clockChange'] {
  const change = nextClockChange(zone, startOfDay(zone, day) - 1);
  if (change === null || change >= startOfDay(zone, addDays(day, 1))) return null;
  return { at: change, before: offsetMinutes(zone, change - 1), after: offsetMinutes(zone, change) };
}

const YEAR = 366 * 86_400_000;

/** The latest slot at or before `now` within the past year, or null. */
export function latestSlot(
  { schedule, zone }: { schedule: string; zone: string },
  now: number,
): number | null {
  return cronSlots(schedule, zone, { after: now - YEAR, until: now }).at(-1) ?? null;
}
