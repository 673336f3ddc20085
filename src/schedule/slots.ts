import type { Holiday } from '../config/config.js';
import { coversEveryHour } from '../lib/cron/local-schedule.js';
import { parseWorkingDay } from '../lib/cron/working-day.js';
import {
  addDays,
  type Day,
  localTime,
  nextClockChange,
  offsetMinutes,
  startOfDay,
  startOfMonth,
} from '../lib/time/zone.js';
import { dayOfLocal, isCron, timesOn } from './local-slots.js';
import { type Occasion, occasionsAfter, type Schedule, scheduledSlots } from './schedule.js';
import { daysOff, workingDayOfMonth } from './working-days.js';

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
export interface UpcomingSlot extends Occasion {
  /** The clock change on the slot's local day. */
  readonly clockChange: (ClockChange & { readonly effect: ClockEffect | null }) | null;
}

/** The next `count` slots after `after` (epoch ms) on the zone's clocks, and among them those that holidays drop. */
export function upcomingSlots(schedule: Schedule, after: number, count: number): UpcomingSlot[] {
  const slots: UpcomingSlot[] = [];
  for (const occasion of occasionsAfter(schedule, after)) {
    if (slots.length >= count) break;
    const { day } = localTime(schedule.zone, occasion.at);
    const change = clockChangeOn(schedule.zone, day);
    slots.push({
      ...occasion,
      holiday: occasion.holiday ?? displacing(schedule, day),
      clockChange: change && { ...change, effect: effectOn(schedule, occasion, change) },
    });
  }
  return slots;
}

/** The holiday because of which the first or last working day of a month is this one. */
function displacing({ schedule, days }: Schedule, day: Day): Occasion['holiday'] {
  const rule = parseWorkingDay(schedule);
  const usual = rule && workingDayOfMonth(startOfMonth(day), rule.end, daysOff(NONE));
  const name = usual === null || usual === day ? undefined : daysOff(days?.holidays ?? NONE).get(usual);
  return usual === null || name === undefined ? null : { day: usual, name, effect: 'moved' };
}

const NONE: readonly Holiday[] = [];

function clockChangeOn(zone: string, day: Day): ClockChange | null {
  const change = nextClockChange(zone, startOfDay(zone, day) - 1);
  if (change === null || change >= startOfDay(zone, addDays(day, 1))) return null;
  return { at: change, before: offsetMinutes(zone, change - 1), after: offsetMinutes(zone, change) };
}

function effectOn(
  { schedule, days }: Schedule,
  { at: slot, holiday }: Occasion,
  { at, before, after }: ClockChange,
): ClockEffect | null {
  const shift = (after - before) * MINUTE;
  if (shift < 0) {
    if (slot >= at + shift && slot < at) return 'first';
    return slot >= at && slot < at - shift ? 'second' : null;
  }
  if (slot !== at || (isCron(schedule) && coversEveryHour(schedule))) return null;
  const gap = at + before * MINUTE;
  const off = daysOff(days?.holidays ?? []);
  const inGap = [...new Set([gap, gap + shift - 1].map(dayOfLocal))].flatMap((day) =>
    timesOn(schedule, holiday?.effect === 'moved' ? holiday.day : day, off).map(
      (time) => Date.parse(day) + time,
    ),
  );
  return inGap.some((local) => local >= gap && local < gap + shift) ? 'moved' : null;
}

const MINUTE = 60_000;
const YEAR = 366 * 86_400_000;

/** The latest slot at or before `now` within the past year, or null. */
export function latestSlot(schedule: Schedule, now: number): number | null {
  return scheduledSlots(schedule, { after: now - YEAR, until: now }).at(-1) ?? null;
}
