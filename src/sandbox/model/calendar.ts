import type { WIRE_DIMENSIONS } from '../../chatbot/wire.js';
import type { API_PERIODS } from '../../vocabulary/chatbot.js';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

export type ApiPeriod = (typeof API_PERIODS)[number];
export type Dimension = Exclude<(typeof WIRE_DIMENSIONS)[number], 'auto'>;

/** Instants in epoch ms, both inclusive. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The start of the UTC bucket `ahead` buckets after the one that contains `at`. */
export function bucketStart(dimension: Dimension, at: number, ahead = 0): number {
  const date = new Date(at);
  switch (dimension) {
    case 'hour':
      return (Math.floor(at / HOUR) + ahead) * HOUR;
    case 'day':
      return (Math.floor(at / DAY) + ahead) * DAY;
    case 'month':
      return utc(date.getUTCFullYear(), date.getUTCMonth() + ahead);
    case 'year':
      return utc(date.getUTCFullYear() + ahead, 0);
  }
}

/** The starts of all UTC buckets that overlap the range, in order. */
export function bucketStarts(dimension: Dimension, range: Range): number[] {
  const starts: number[] = [];
  let start = bucketStart(dimension, range.from);
  while (start <= range.to) {
    starts.push(start);
    start = bucketStart(dimension, start, 1);
  }
  return starts;
}

/** An upper bound of the buckets that overlap the range. */
export function bucketLimit(dimension: Dimension, range: Range): number {
  const shortest = { hour: HOUR, day: DAY, month: 28 * DAY, year: 365 * DAY }[dimension];
  return Math.ceil((range.to - range.from) / shortest) + 1;
}

/** Hours up to two days, days up to a quarter, months up to three years, else years. */
export function autoDimension(range: Range): Dimension {
  const length = range.to - range.from;
  if (length <= 2 * DAY) return 'hour';
  if (length <= 93 * DAY) return 'day';
  return length <= 3 * 366 * DAY ? 'month' : 'year';
}

/** A named period in UTC at `now`. Periods that include today end at `now`. */
export function periodRange(period: ApiPeriod, now: number): Range {
  const start = (dimension: Dimension, ahead: number) => bucketStart(dimension, now, ahead);
  switch (period) {
    case 'today':
      return { from: start('day', 0), to: now };
    case 'yesterday':
      return { from: start('day', -1), to: start('day', 0) - 1 };
    case 'last7days':
      return { from: start('day', -6), to: now };
    case 'last30days':
      return { from: start('day', -29), to: now };
    case 'thisMonth':
      return { from: start('month', 0), to: now };
    case 'lastMonth':
      return { from: start('month', -1), to: start('month', 0) - 1 };
    case 'last3Months':
      return { from: start('month', -3), to: start('month', 0) - 1 };
    case 'thisYear':
      return { from: start('year', 0), to: now };
    case 'lastYear':
      return { from: start('year', -1), to: start('year', 0) - 1 };
  }
}

/** Monday 0 … Sunday 6, in UTC. */
export function utcWeekdayOf(at: number): number {
  return (((Math.floor(at / DAY) + 3) % 7) + 7) % 7;
}

/** Unlike `Date.UTC`, does not read the years 0 to 99 as 1900 to 1999. */
function utc(year: number, month: number): number {
  return new Date(0).setUTCFullYear(year, month, 1);
}
