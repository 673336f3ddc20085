import { cronSlots, nextSlots } from '../lib/cron/cron.js';
import { coversEveryHour } from '../lib/cron/local-schedule.js';
import {
  addDays,
  type Day,
  localTime,
  nextClockChange,
  offsetMinutes,
  startOfDay,
} from '../lib/time/zone.js';

/** A clock change: when (epoch ms), and the UTC offsets in minutes before and after it. */
interface ClockChange {
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

/**
 * What a clock change does to a slot. `moved`: its local time is skipped, so it is due right after. `first`, `second`: its local time
 * is repeated, and this is the first or second occurrence; only a schedule that covers every hour is due at both.
 */
export type ClockEffect = 'moved' | 'first' | 'second';

/** A future slot, as `botdigest next` shows it. */
export interface UpcomingSlot {
  /** Epoch ms. */
  readonly at: number;
  /** The clock change on the slot's local day. */
  readonly clockChange: (ClockChange & { readonly effect: ClockEffect | null }) | null;
}

interface Schedule {
  readonly schedule: string;
  readonly zone: string;
}

/** The next `count` slots after `after` (epoch ms) of a five-field cron schedule on the zone's clocks. */
export function upcomingSlots(timetable: Schedule, after: number, count: number): UpcomingSlot[] {
  const { schedule, zone } = timetable;
  return nextSlots(schedule, zone, after, count).map((at) => {
    const change = clockChangeOn(zone, localTime(zone, at).day);
    return { at, clockChange: change && { ...change, effect: effectOn(schedule, at, change) } };
  });
}

function clockChangeOn(zone: string, day: Day): ClockChange | null {
  const change = nextClockChange(zone, startOfDay(zone, day) - 1);
  if (change === null || change >= startOfDay(zone, addDays(day, 1))) return null;
  return { at: change, before: offsetMinutes(zone, change - 1), after: offsetMinutes(zone, change) };
}

function effectOn(schedule: string, slot: number, { at, before, after }: ClockChange): ClockEffect | null {
  const shift = (after - before) * MINUTE;
  if (shift < 0) {
    if (slot >= at + shift && slot < at) return 'first';
    return slot >= at && slot < at - shift ? 'second' : null;
  }
  if (slot !== at || coversEveryHour(schedule)) return null;
  const gap = at + before * MINUTE;
  const skipped = cronSlots(schedule, 'UTC', { after: gap - 1, until: gap + shift - 1, limit: 1 });
  return skipped.length > 0 ? 'moved' : null;
}

const MINUTE = 60_000;
const YEAR = 366 * 86_400_000;

/** The latest slot at or before `now` within the past year, or null. */
export function latestSlot({ schedule, zone }: Schedule, now: number): number | null {
  return cronSlots(schedule, zone, { after: now - YEAR, until: now }).at(-1) ?? null;
}
