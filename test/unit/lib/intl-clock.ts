/** What the clocks of a zone show, by Intl alone: the tests' second opinion on local time. */
export interface Shown {
  /** `2026-11-16`. */
  readonly day: string;
  /** `09:00`. */
  readonly time: string;
  /** Monday 1 … Sunday 7. */
  readonly weekday: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    weekday: 'short',
  });
  formats.set(zone, format);
  return format;
}

/** What the clocks of `zone` show at `at` (epoch ms). */
export function shown(zone: string, at: number): Shown {
  const [, weekday = '', month, day, year, time = ''] =
    /^(\w+), (\d+)\/(\d+)\/(\d+), (\S+)$/.exec(formatOf(zone).format(at)) ?? [];
  return { day: `${year}-${month}-${day}`, time, weekday: WEEKDAYS.indexOf(weekday) + 1 };
}

/** Day and time as shown: `2026-11-16 09:00`. */
export function clock(zone: string, at: number): string {
  const { day, time } = shown(zone, at);
  return `${day} ${time}`;
}
