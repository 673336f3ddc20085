import type { Holiday, SkipHolidays } from '../../src/config/config.js';
import type { Day } from '../../src/lib/time/zone.js';
import { slotsByLooking, WallClock } from './cron-oracle.js';

const MINUTE = 60_000;
const DAY = 86_400_000;
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

const textOf = (day: number): Day => new Date(day * DAY).toISOString().slice(0, 10);
const isWeekend = (day: number) => [0, 6].includes(new Date(day * DAY).getUTCDay());

/** The same as `scheduledSlots`, day by day of the calendar: what each day is due for, where it goes, and when a clock shows that time. */
export class SlotsByDay {
  readonly #asked: Asked;
  readonly #clock: WallClock;
  readonly #off: ReadonlySet<Day>;

  constructor(asked: Asked) {
    this.#asked = asked;
    this.#clock = new WallClock(asked.zone);
    this.#off = new Set(asked.holidays.map(({ day }) => day));
  }

  /** The slots of the local days from `first` to `last`, days since 1970. */
  between(first: number, last: number): number[] {
    const { from, until } = this.#asked;
    const slots = new Set<number>();
    for (let day = first - 40; day <= last + 40; day += 1) {
      const to = this.#movedTo(day);
      if (to === null || to < first || to > last) continue;
      if ((from !== null && textOf(to) < from) || (until !== null && textOf(to) > until)) continue;
      const found = to === day ? this.#ownOn(day) : this.#timesOn(day).map((time) => this.#when(to, time));
      for (const at of found) slots.add(at);
    }
    return [...slots].sort((a, b) => a - b);
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
