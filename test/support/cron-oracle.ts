const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Names of months and weekdays, each standing for its number. */
const NAMES: Readonly<Record<string, number>> = Object.fromEntries(
  [
    ['JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC', 1] as const,
    ['SUN MON TUE WED THU FRI SAT', 0] as const,
  ].flatMap(([names, first]) => names.split(' ').map((name, index) => [name, index + first])),
);

const value = (text: string) => NAMES[text.toUpperCase()] ?? Number(text);

/** Which numbers a field names, by the manual page of cron. */
function field(text: string, low: number, high: number): readonly boolean[] {
  const named = new Array<boolean>(high + 1).fill(false);
  for (const item of text.split(',')) {
    const [range = '', step = '1'] = item.split('/');
    const [first = '', last = first] = range.split('-');
    const from = range === '*' ? low : value(first);
    // As the end of a range Sunday is the seventh day.
    const to = range === '*' ? high : /-sun$/i.test(range) ? 7 : value(last);
    for (let number = from; number <= to; number += Number(step)) named[number] = true;
  }
  return named;
}

/** What a five-field expression says of a moment on a clock. */
class Wanted {
  readonly everyHour: boolean;
  readonly #minutes: readonly boolean[];
  readonly #hours: readonly boolean[];
  readonly #days: readonly boolean[];
  readonly #months: readonly boolean[];
  readonly #weekdays: readonly boolean[];
  readonly #either: boolean;
  readonly #known = new Map<number, boolean>();

  constructor(expression: string) {
    const [minute = '', hour = '', day = '', month = '', weekday = ''] = expression.trim().split(/\s+/);
    this.#minutes = field(minute, 0, 59);
    this.#hours = field(hour, 0, 23);
    this.#days = field(day, 1, 31);
    this.#months = field(month, 1, 12);
    this.#weekdays = field(weekday, 0, 7);
    this.#either = day !== '*' && weekday !== '*';
    this.everyHour = this.#hours.every(Boolean);
  }

  /** Whether a day has any due minute; `day` counts from 1970-01-01. */
  onDay(day: number): boolean {
    const known = this.#known.get(day);
    if (known !== undefined) return known;
    const date = new Date(day * DAY);
    const weekday = date.getUTCDay();
    const byDate = this.#days[date.getUTCDate()] === true;
    const byWeekday = this.#weekdays[weekday] === true || (weekday === 0 && this.#weekdays[7] === true);
    const fits = this.#either ? byDate || byWeekday : byDate && byWeekday;
    const due = fits && this.#months[date.getUTCMonth() + 1] === true;
    this.#known.set(day, due);
    return due;
  }

  /** `wall` is what the clock shows, written as if it were UTC. */
  at(wall: number): boolean {
    const day = Math.floor(wall / DAY);
    const minute = (wall - day * DAY) / MINUTE;
    return (
      this.#minutes[minute % 60] === true && this.#hours[Math.floor(minute / 60)] === true && this.onDay(day)
    );
  }
}

/** What the clocks of a zone show, by Intl, a minute at a time; whole hours without a change are looked at once. */
export class WallClock {
  readonly zone: string;
  readonly #format: Intl.DateTimeFormat;
  readonly #hours = new Map<number, number>();

  constructor(zone: string) {
    this.zone = zone;
    this.#format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  }

  /** Ms ahead of UTC at the beginning of an hour since 1970. */
  offsetAtHour(hour: number): number {
    const known = this.#hours.get(hour);
    if (known !== undefined) return known;
    const offset = this.offset(hour * HOUR);
    this.#hours.set(hour, offset);
    return offset;
  }

  offset(at: number): number {
    const [, sign, hours = '0', minutes = '0'] =
      /GMT(?:([+-])(\d+):(\d+))?/.exec(this.#format.format(at)) ?? [];
    const ahead = Number(hours) * HOUR + Number(minutes) * MINUTE;
    return sign === '-' ? -ahead : ahead;
  }

  /** Every instant in (after, until] at which the offset changes, to the hour before it; no zone changes it twice within a day. */
  changes(after: number, until: number): number[] {
    const found: number[] = [];
    const last = Math.ceil(until / HOUR);
    for (let day = Math.ceil(after / HOUR); day < last; day += 24) {
      const next = Math.min(day + 24, last);
      if (this.offsetAtHour(day) === this.offsetAtHour(next)) continue;
      for (let hour = day; hour < next; hour += 1)
        if (this.offsetAtHour(hour) !== this.offsetAtHour(hour + 1)) found.push(hour * HOUR);
    }
    return found;
  }
}

/** What differs from "due whenever the clock shows it", and how often. */
export interface Differences {
  /** The clocks went over a time that is named: it is due once, when they have. */
  skipped: number;
  /** The clocks show a time again: it was due the first time. */
  repeated: number;
}

/**
 * The instants in (after, until] at which a five-field expression is due, at most `limit`: found by looking at the zone's clock minute
 * by minute. An hour on whose days nothing is due, and in which the clocks do not change, is passed over.
 */
export function slotsByLooking(
  expression: string,
  clock: WallClock,
  range: { readonly after: number; readonly until: number; readonly limit?: number },
  differences: Differences = { skipped: 0, repeated: 0 },
): number[] {
  const { after, until, limit = Number.POSITIVE_INFINITY } = range;
  const wanted = new Wanted(expression);
  const slots: number[] = [];
  const first = Math.floor(after / HOUR) - 48;
  let furthest = first * HOUR + clock.offsetAtHour(first) - MINUTE;
  const look = (at: number, wall: number) => {
    const shownBefore = wall <= furthest;
    let due = wanted.at(wall);
    let [skipped, repeated] = [0, 0];
    if (!wanted.everyHour) {
      if (due && shownBefore) [due, repeated] = [false, 1];
      for (let missed = furthest + MINUTE; missed < wall; missed += MINUTE)
        if (wanted.at(missed)) skipped = 1;
      due ||= skipped === 1;
    }
    furthest = Math.max(furthest, wall);
    if (at <= after || at > until) return;
    differences.skipped += skipped;
    differences.repeated += repeated;
    if (due) slots.push(at);
  };
  for (let hour = first; hour * HOUR <= until && slots.length < limit; hour += 1) {
    const [offset, next] = [clock.offsetAtHour(hour), clock.offsetAtHour(hour + 1)];
    const wall = hour * HOUR + offset;
    const last = wall + HOUR - MINUTE;
    const idle = !wanted.onDay(Math.floor(wall / DAY)) && !wanted.onDay(Math.floor(last / DAY));
    if (offset === next && idle && furthest >= wall - MINUTE) {
      furthest = Math.max(furthest, last);
      continue;
    }
    for (let at = hour * HOUR; at < (hour + 1) * HOUR; at += MINUTE)
      look(at, at + (offset === next ? offset : clock.offset(at)));
  }
  return slots.slice(0, limit);
}
