import { parseWorkingDay } from '../../lib/cron/working-day.js';
import type { Weekday } from '../../lib/time/zone.js';
import type { Language } from './change.js';

const NUMBER = /^\d{1,2}$/;
const NAMES = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** `every Monday at 08:00` in the reader's words; null for schedules that are no time of day on weekdays, on one day of the month or on a working day of it. */
export function scheduleWords(schedule: string, { words, format }: Language): string | null {
  const workingDay = parseWorkingDay(schedule);
  if (workingDay !== null)
    return words.say(`schedule.${workingDay.end}WorkingDay`, { time: schedule.slice(-5) });
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = schedule.trim().split(/\s+/);
  if (!NUMBER.test(minute) || !NUMBER.test(hour) || month !== '*') return null;
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  if (day === '*' && weekday === '*') return words.say('schedule.daily', { time });
  if (weekday === '*')
    return NUMBER.test(day) ? words.say('schedule.monthly', { day: String(Number(day)), time }) : null;
  const days = day === '*' ? weekdaysOf(weekday) : null;
  if (days === null) return null;
  const names = isRun(days)
    ? words.say('label.range', {
        low: format.weekday(days[0] ?? 1),
        high: format.weekday(days.at(-1) ?? 1),
      })
    : words.list(days.map((one) => format.weekday(one)));
  return words.say('schedule.weekly', { weekdays: names, time });
}

const isRun = (days: readonly Weekday[]) =>
  days.length > 2 && days.every((day, index) => day === (days[0] ?? 1) + index);

/** The weekdays of a cron field such as `MON-FRI` or `1,3`, Monday first; null for steps and other forms. */
function weekdaysOf(field: string): readonly Weekday[] | null {
  const days = field.split(',').map((part) => {
    const [from, to] = part.split('-').map(weekdayOf);
    if (from === undefined || from === null || to === null) return null;
    return Array.from(
      { length: (((to ?? from) - from + 7) % 7) + 1 },
      (_, index) => ((from + index - 1) % 7) + 1,
    );
  });
  if (days.includes(null)) return null;
  return [...new Set(days.flatMap((one) => one ?? []))].toSorted((a, b) => a - b) as Weekday[];
}

/** Monday is 1; cron's Sunday is 0 or 7. */
function weekdayOf(text: string): number | null {
  const number = NUMBER.test(text) ? Number(text) : NAMES.indexOf(text.toLowerCase());
  if (number < 0 || number > 7) return null;
  return number === 0 ? 7 : number;
}
