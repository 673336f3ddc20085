import type { Config, DigestConfig, Holiday } from '../../config/config.js';
import type { StoredPause } from '../../ledger/ledger.js';
import {
  addDays,
  type Day,
  localTime,
  nextClockChange,
  offsetMinutes,
  startOfDay,
} from '../../lib/time/zone.js';
import { timetableOf } from '../../run/schedule/timetable.js';
import type { Timetable } from '../../schedule/due.js';
import { omissionAt } from '../../schedule/pause.js';
import { type UpcomingSlot, upcomingSlots } from '../../schedule/slots.js';
import { counted } from '../words/counts.js';
import { dayWords, timeText } from '../words/times.js';
import { slotNotes } from './slots.js';

/** A day of the calendar, in the zone of the configuration. */
export interface CalendarDay {
  readonly day: Day;
  readonly name: string;
  /** Holidays and clock changes. */
  readonly notes: readonly string[];
  readonly slots: readonly CalendarSlot[];
}

export interface CalendarSlot {
  readonly at: number;
  readonly time: string;
  readonly digest: string;
  readonly title: string;
  readonly notes: readonly string[];
  /** It is not due: a pause or a holiday. */
  readonly off: boolean;
}

const DAYS = 14;
/** Slots of a digest that are looked at: one a minute for two weeks. */
const MAX_SLOTS = 20_160;
/** Slots of a digest on a day that are listed one by one. */
const MAX_LISTED = 4;

/** Two weeks from today on, over all digests; `pauses` are those by hand. */
export function calendarOf(
  { digests, timezone: zone, holidays }: Pick<Config, 'digests' | 'timezone' | 'holidays'>,
  pauses: readonly StoredPause[],
  now: number,
): readonly CalendarDay[] {
  const today = localTime(zone, now).day;
  const end = startOfDay(zone, addDays(today, DAYS));
  const slots = [...digests.values()].flatMap((digest) => {
    const timetable = timetableOf(digest, pauses);
    return timetable === null ? [] : slotsOf(digest, timetable, { zone, now, end });
  });
  return Array.from({ length: DAYS }, (_, index) => {
    const day = addDays(today, index);
    return {
      ...{ day, name: dayWords(day, now) },
      notes: [...holidayNotes(holidays, day), ...clockNotes(zone, day)],
      slots: slots
        .filter((slot) => slot.day === day)
        .map(({ slot }) => slot)
        .toSorted((one, other) => one.at - other.at),
    };
  });
}

interface Span {
  readonly zone: string;
  readonly now: number;
  readonly end: number;
}

function slotsOf(digest: DigestConfig, timetable: Timetable, { zone, now, end }: Span) {
  const upcoming: UpcomingSlot[] = [];
  for (let after = now; upcoming.length < MAX_SLOTS; ) {
    const more = upcomingSlots(timetable, after, PORTION).filter(({ at }) => at < end);
    upcoming.push(...more);
    if (more.length < PORTION) break;
    after = more.at(-1)?.at ?? end;
  }
  const days = new Map<Day, UpcomingSlot[]>();
  for (const slot of upcoming) {
    const { day } = localTime(zone, slot.at);
    days.set(day, [...(days.get(day) ?? []), slot]);
  }
  return [...days].flatMap(([day, rows]) =>
    linesOf({ digest, timetable }, rows, { zone, now }).map((slot) => ({ day, slot })),
  );
}

const PORTION = 64;

/** A line for each slot, or one for all of a day where they are many. */
function linesOf(
  { digest, timetable }: { readonly digest: DigestConfig; readonly timetable: Timetable },
  slots: readonly UpcomingSlot[],
  { zone, now }: Pick<Span, 'zone' | 'now'>,
): readonly CalendarSlot[] {
  const { id, title, timezone } = digest;
  const own = (at: number) => (timezone === zone ? '' : ` (${timeText(at, timezone)} in ${timezone})`);
  const lines = slots.map((slot): CalendarSlot => {
    const notes = slotNotes(slot, timetable, now);
    const off = slot.holiday?.effect === 'dropped' || omissionAt(timetable, slot.at) !== null;
    return { at: slot.at, time: `${timeText(slot.at, zone)}${own(slot.at)}`, digest: id, title, notes, off };
  });
  const [first] = lines;
  if (!first || lines.length <= MAX_LISTED) return lines;
  const last = slots.at(-1)?.at ?? first.at;
  const time = `${timeText(first.at, zone)} to ${timeText(last, zone)}`;
  const notes = [counted(lines.length, 'slot'), ...new Set(lines.flatMap((line) => line.notes))];
  return [{ ...first, time, notes, off: lines.every(({ off }) => off) }];
}

const holidayNotes = (holidays: readonly Holiday[], day: Day): readonly string[] =>
  holidays.filter((holiday) => holiday.day === day).map(({ name }) => name || 'holiday');

function clockNotes(zone: string, day: Day): readonly string[] {
  const start = startOfDay(zone, day);
  const change = nextClockChange(zone, start - 1);
  if (change === null || change >= startOfDay(zone, addDays(day, 1))) return [];
  const forward = offsetMinutes(zone, change) > offsetMinutes(zone, change - 1);
  return [`clocks go ${forward ? 'forward' : 'back'} to ${timeText(change, zone)}`];
}
