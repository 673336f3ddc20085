import type { WorkingHours } from '../../config/config.js';
import type { Language } from '../language/change.js';
import { sumKnown } from './figures.js';

/** `Mon – Fri 09:00 – 17:00`; every working day by itself where they are no run. */
export function hoursText({ words, format }: Language, hours: WorkingHours): string {
  const { days, from, to } = hours;
  const [first = 1] = days;
  const run = days.length > 1 && days.every((day, index) => day === first + index);
  const names = run
    ? words.say('label.range', {
        low: format.shortWeekday(first),
        high: format.shortWeekday(days.at(-1) ?? first),
      })
    : words.list(days.map(format.shortWeekday));
  const times = words.say('label.range', { low: format.hour(from), high: format.hour(to) });
  return words.say('slot.hours', { weekday: names, hours: times });
}

/** The part of the conversations, as a fraction, that began within the hours. `week` starts with Monday. */
export function shareWithin(
  week: readonly (readonly (number | null)[])[],
  total: number,
  { days, from, to }: WorkingHours,
): number {
  const working = days.flatMap((weekday) => (week[weekday - 1] ?? []).slice(from, to));
  return total === 0 ? 0 : (sumKnown(working) ?? 0) / total;
}
