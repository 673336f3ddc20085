import type { Holiday, SkipHolidays } from '../../src/config/config.js';
import type { Day } from '../../src/lib/time/zone.js';
import { slotsByLooking, WallClock } from './cron-oracle.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UTC = new WallClock('UTC');

/** What is due, and the days on which it is. */
export interface Asked {
  readonly schedule: string;
  readonly zone: string;
  readonly skipHolidays: SkipHolidays | null;
  readonly holidays: readonly Holiday[];
  readonly from: Day | null;
  readonly until: Day | null;
}

/** What is due at an instant (epoch ms), or would be but for a holiday. `day` is the one on which the schedule names it, since 1970. */
export interface Seen {
  readonly at: number;
  readonly day: number;
  readonly holiday: (Holiday & { readonly effect: 'moved' | 'dropped' }) | null;
}

const textOf = (day: number): Day => new Date(day * DAY).toISOString().slice(0, 10);
const isWeekend = (day: number) => [0, 6].includes(new Date(day * DAY).getUTCDay());

/** The same as `scheduledSlots`, day by day of the calendar: what each day is due for, where it goes, and when a clock shows that time. */
export class SlotsByDay {
  readonly #asked: Asked;
  readonly #clock: WallClock;
  readonly #off: ReadonlySet<Day>;

  /** A clock that others look at too remembers what it showed. */
  constructor(asked: Asked, clock = new WallClock(asked.zone)) {
    this.#asked = asked;
    this.#clock = clock;
    this.#off = new Set(asked.holidays.map(({ day }) => day));
  }

  /** The slots of the local days from `first` to `last`, days since 1970. */
  between(first: number, last: number): number[] {
    return this.occasions(first, last).flatMap(({ at, holiday }) =>
      holiday?.effect === 'dropped' ? [] : [at],
    );
  }

  /** The same with those that a holiday drops, and of each the holiday that moved or drops it. */
  occasions(first: number, last: number): Seen[] {
    const { from, until, skipHolidays, holidays } = this.#asked;
    const seen = new Map<number, Seen>();
    for (let day = first - 40; day <= last + 40; day += 1) {
      const to = this.#movedTo(day) ?? day;
      if (to < first || to > last) continue;
      if ((from !== null && textOf(to) < from) || (until !== null && textOf(to) > until)) continue;
      const off = skipHolidays === null ? undefined : holidays.find((one) => one.day === textOf(day));
      const holiday = off
        ? ({ ...off, effect: skipHolidays === 'drop' ? 'dropped' : 'moved' } as const)
        : null;
      const found = to === day ? this.#ownOn(day) : this.#timesOn(day).map((time) => this.#when(to, time));
      // A day's own slot tells of no holiday, and of several that move there the first does.
      for (const at of found) if (holiday === null || !seen.has(at)) seen.set(at, { at, day, holiday });
    }
    return [...seen.values()].sort((a, b) => a.at - b.at);
  }

  /** The weekday nearest to the end of the month beyond an occasion on a working day of it, if there is one: a holiday. */
  displacing({ day }: Seen): Seen['holiday'] {
    const { schedule, holidays } = this.#asked;
    const [, end] = /^(first|last)WorkingDay/.exec(schedule) ?? [];
    if (end === undefined) return null;
    const step = end === 'first' ? -1 : 1;
    const month = textOf(day).slice(0, 7);
    let beyond: number | null = null;
    for (let one = day + step; textOf(one).startsWith(month); one += step) if (!isWeekend(one)) beyond = one;
    const found = beyond === null ? undefined : holidays.find((one) => one.day === textOf(beyond ?? 0));
    return found ? { ...found, effect: 'moved' } : null;
  }

  /** The minute on the local day of an occasion at which its clock changes; null without one. */
  changeOn({ at }: Seen): number | null {
    const day = this.#dayAt(at);
    const [start, end] = [this.#when(day, 0), this.#when(day + 1, 0)];
    for (const hour of this.#clock.changes(start - 3 * HOUR, end + 3 * HOUR))
      for (let minute = hour; minute <= hour + 2 * HOUR; minute += MINUTE)
        if (
          this.#clock.offset(minute) !== this.#clock.offset(minute - MINUTE) &&
          minute >= start &&
          minute < end
        )
          return minute;
    return null;
  }

  /** What the clock of that day does to it, by what the clock shows in the hours around. */
  effectOf(seen: Seen): 'moved' | 'first' | 'second' | null {
    const { at, day, holiday } = seen;
    if (this.changeOn(seen) === null) return null;
    const wall = at + this.#clock.offset(at);
    for (let ahead = MINUTE; ahead <= 3 * HOUR; ahead += MINUTE) {
      if (at + ahead + this.#clock.offset(at + ahead) === wall) return 'first';
      if (at - ahead + this.#clock.offset(at - ahead) === wall) return 'second';
    }
    // Due every hour, it goes by the clock alone.
    if (/^\S+ \* /.test(this.#asked.schedule)) return null;
    const before = at - MINUTE + this.#clock.offset(at - MINUTE);
    const shownOn = holiday?.effect === 'moved' ? this.#dayAt(at) : day;
    const named = this.#timesOn(day).map((time) => shownOn * DAY + time * MINUTE);
    return named.some((local) => local > before && local < wall) ? 'moved' : null;
  }

  #dayAt(at: number): number {
    return Math.floor((at + this.#clock.offset(at)) / DAY);
  }

  #movedTo(day: number): number | null {
    const { skipHolidays } = this.#asked;
    if (skipHolidays === null || !this.#off.has(textOf(day))) return day;
    if (skipHolidays === 'drop') return null;
    let to = day;
    while (isWeekend(to) || this.#off.has(textOf(to))) to += skipHolidays === 'before' ? -1 : 1;
    return to;
  }

  /** Minutes at which a day's clock would show what is due. */
  #timesOn(day: number): number[] {
    const { schedule } = this.#asked;
    const [word = '', time = ''] = schedule.split(' ');
    const minute = Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
    if (word === 'firstWorkingDay') return this.#isEndOfMonth(day, -1) ? [minute] : [];
    if (word === 'lastWorkingDay') return this.#isEndOfMonth(day, 1) ? [minute] : [];
    if (/^\d{4}-/.test(schedule))
      return schedule
        .split(' ')
        .filter((one) => one.startsWith(textOf(day)))
        .map((one) => (Date.parse(`${one}Z`) - day * DAY) / MINUTE);
    const range = { after: day * DAY - 1, until: (day + 1) * DAY - 1 };
    return slotsByLooking(schedule, UTC, range).map((at) => (at - day * DAY) / MINUTE);
  }

  /** A working day with none between it and the end of its month. */
  #isEndOfMonth(day: number, step: number): boolean {
    const works = (one: number) => !isWeekend(one) && !this.#off.has(textOf(one));
    const month = textOf(day).slice(0, 7);
    for (let one = day + step; textOf(one).startsWith(month); one += step) if (works(one)) return false;
    return works(day);
  }

  #ownOn(day: number): number[] {
    const { schedule } = this.#asked;
    if (!/^[\d*]\S* \S+ \S+ \S+ \S+$/.test(schedule) || /^\d{4}-/.test(schedule))
      return this.#timesOn(day).map((time) => this.#when(day, time));
    const range = { after: (day - 1) * DAY - 1, until: (day + 2) * DAY };
    return slotsByLooking(schedule, this.#clock, range).filter(
      (at) => Math.floor((at + this.#clock.offset(at)) / DAY) === day,
    );
  }

  /** The first minute at which the clock shows that time of that day, or a later one. */
  #when(day: number, minute: number): number {
    const wall = day * DAY + minute * MINUTE;
    let at = wall - 27 * 60 * MINUTE;
    while (at + this.#clock.offset(at) < wall) at += MINUTE;
    return at;
  }
}
