import { createCache } from '../../lib/async/cache.js';

type Options = Intl.DateTimeFormatOptions;

const formats = createCache<Intl.DateTimeFormat>(200);

const parts = (at: number, zone: string, options: Options) => {
  const format = formats(
    JSON.stringify([zone, options]),
    () => new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone }),
  );
  const found = format.formatToParts(at);
  return (type: Intl.DateTimeFormatPartTypes) => found.find((part) => part.type === type)?.value ?? '';
};

const DATE: Options = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' };
const TIME: Options = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };

/** `Mon 23 Nov`, with the year where it is not that of `now`; instants are epoch ms. */
export function dateText(at: number, zone: string, now: number): string {
  const part = parts(at, zone, DATE);
  const year = part('year') === parts(now, zone, DATE)('year') ? '' : ` ${part('year')}`;
  return `${part('weekday')} ${part('day')} ${part('month')}${year}`;
}

/** `08:00` */
export function timeText(at: number, zone: string): string {
  const part = parts(at, zone, TIME);
  return `${part('hour')}:${part('minute')}`;
}

/** `08:00:17` */
export function secondText(at: number, zone: string): string {
  const part = parts(at, zone, { ...TIME, second: '2-digit' });
  return `${part('hour')}:${part('minute')}:${part('second')}`;
}

/** `Mon 23 Nov, 08:00` */
export const clockText = (at: number, zone: string, now: number): string =>
  `${dateText(at, zone, now)}, ${timeText(at, zone)}`;

/** `Mon 23 Nov` for a local day. */
export const dayWords = (day: string, now: number): string => dateText(Date.parse(day), 'UTC', now);

const [SECOND, MINUTE, HOUR, DAY] = [1_000, 60_000, 3_600_000, 86_400_000] as const;

/** A duration in ms in one or two units: `20 s`, `2 h 14 min`, `3 days`. */
export function spanText(ms: number): string {
  const time = Math.max(0, ms);
  if (time < MINUTE) return `${Math.round(time / SECOND)} s`;
  const minutes = Math.round(time / MINUTE);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.round(time / DAY)} days`;
}

/** `in 2 h 14 min`, `3 days ago` */
export const relativeText = (at: number, now: number): string =>
  at >= now ? `in ${spanText(at - now)}` : `${spanText(now - at)} ago`;

/** `20 s ago` of what has happened, also by a clock that is behind. */
export const agoText = (at: number, now: number): string => `${spanText(now - at)} ago`;

/** How long something took, ms: `6.2 s`, `2 min`. */
export const tookText = (ms: number): string =>
  ms < 10 * SECOND ? `${(ms / SECOND).toFixed(1)} s` : ms < HOUR ? spanText(ms) : spanText(ms);
