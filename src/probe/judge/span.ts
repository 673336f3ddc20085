/** A range of time, epoch ms, `to` exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
export const WEEK_MS = 7 * DAY_MS;

/** Counts of a range that ended less than this before may still grow. */
const SETTLED_AFTER = 2 * DAY_MS;

/** 5 January 1970 was a Monday. */
const FIRST_MONDAY = 4 * DAY_MS;

/** The last Monday at 00:00 UTC before which all is counted at `now`. */
export const lastMonday = (now: number): number =>
  Math.floor((now - SETTLED_AFTER - FIRST_MONDAY) / WEEK_MS) * WEEK_MS + FIRST_MONDAY;

/** The last calendar month, in UTC, of which all is counted at `now`. */
export function lastMonth(now: number): Span {
  const counted = new Date(now - SETTLED_AFTER);
  const start = (ahead: number) => Date.UTC(counted.getUTCFullYear(), counted.getUTCMonth() + ahead, 1);
  return { from: start(-1), to: start(0) };
}

/** Monday 0 … Sunday 6, in UTC. */
export const utcWeekday = (at: number): number => Math.floor((at + WEEK_MS - FIRST_MONDAY) / DAY_MS) % 7;

/** `2 November 2026`, in UTC. */
export const utcDayText = (at: number): string =>
  new Date(at).toLocaleDateString('en-GB', { timeZone: 'UTC', dateStyle: 'long' });
