import { bucketStart, DAY, HOUR, utcWeekdayOf } from './calendar.js';

/** The day in Central Europe that contains `at` (epoch ms), in days since the epoch. */
export function localDayOf(at: number): number {
  return Math.floor((at + centralEuropeanOffset(at)) / DAY);
}

/** UTC offset of Central Europe in ms, by the EU rule of 1996, independent of the machine's time zone data. */
export function centralEuropeanOffset(at: number): number {
  const month = new Date(at).getUTCMonth();
  const summer =
    (month > 2 && month < 9) ||
    (month === 2 && at >= lastSunday(at) + HOUR) ||
    (month === 9 && at < lastSunday(at) + HOUR);
  return summer ? 2 * HOUR : HOUR;
}

/** UTC midnight of the last Sunday of the month that contains `at`. */
function lastSunday(at: number): number {
  const lastDay = bucketStart('month', at, 1) - DAY;
  return lastDay - ((utcWeekdayOf(lastDay) + 1) % 7) * DAY;
}
