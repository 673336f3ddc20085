import type { Random } from '../../lib/random.js';
import { DAY, HOUR, utcWeekdayOf } from '../model/calendar.js';
import { centralEuropeanOffset } from '../model/local-time.js';
import { wholeNumber } from '../model/random.js';

/** Monday first, 1 on average. */
const WEEKDAYS = [1.31, 1.24, 1.2, 1.17, 1.05, 0.54, 0.49];

/**
 * Weight of each local hour; the rows add up to 100. Nothing happens between midnight and two, so that a day in Central Europe has the
 * same conversations as the UTC day of that date.
 */
const WORKING_DAY = [0, 0, 0, 0, 0, 1, 2, 4, 7, 10, 11, 10, 8, 9, 10, 9, 7, 4, 3, 2, 1, 1, 1, 0];
const WEEKEND = [0, 0, 0, 0, 0, 0, 1, 2, 3, 5, 7, 8, 8, 7, 7, 7, 7, 7, 7, 7, 6, 5, 4, 2];

/** A weekday's share of the traffic, 1 on average; days count from the epoch. */
export function weekdayLevel(day: number): number {
  return WEEKDAYS[utcWeekdayOf(day * DAY)] ?? 1;
}

/** The share of each hour of the day, in order. */
export function hoursOf(day: number): { readonly start: number; readonly share: number }[] {
  const midnight = day * DAY - centralEuropeanOffset(day * DAY + DAY / 2);
  return weightsOf(day).map((weight, hour) => ({ start: midnight + hour * HOUR, share: weight / 100 }));
}

/** A random instant of the day. */
export function drawStart(day: number, random: Random): number {
  let left = wholeNumber(random, 100);
  const hour = weightsOf(day).findIndex((weight) => {
    left -= weight;
    return left < 0;
  });
  const midnight = day * DAY - centralEuropeanOffset(day * DAY + DAY / 2);
  return midnight + hour * HOUR + wholeNumber(random, HOUR);
}

const weightsOf = (day: number) => (utcWeekdayOf(day * DAY) < 5 ? WORKING_DAY : WEEKEND);
