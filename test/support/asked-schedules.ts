import fc from 'fast-check';
import type { Holiday } from '../../src/config/config.js';
import { addDays, type Day } from '../../src/lib/time/zone.js';
import type { Asked } from './slots-by-day.js';

export const daysOffOn = (...days: Day[]): Holiday[] => days.map((day) => ({ day, name: `Day off ${day}` }));

const hours = fc.constantFrom('0', '2', '8', '8,17', '23', '0-3,23', '*');
const minutes = fc.constantFrom('0', '15', '30,45', '59');
const days = fc.constantFrom(
  '* * *',
  '* * *',
  '* * *',
  '* * MON',
  '* * MON-FRI',
  '1 * *',
  '28-31 * *',
  '13 * FRI',
  '* 3,10 SUN',
);
const cron = fc.tuple(minutes, hours, days).map((fields) => fields.join(' '));
const clock = fc.constantFrom('00:00', '00:30', '02:30', '08:00', '17:00');
const word = fc
  .tuple(fc.constantFrom('firstWorkingDay', 'lastWorkingDay'), clock)
  .map((two) => two.join(' '));

/** A zone, and a day to look from, counted from 1970. */
interface Place {
  readonly zone: string;
  readonly start: number;
}

/** Schedules of every kind there, with holidays, first and last days from 20 days before that day to some days after it. */
export const anyAsked = (places: fc.Arbitrary<Place>, max = 80) =>
  places.chain(({ zone, start }) => {
    const date = fc
      .integer({ min: -Math.min(20, max), max })
      .map((ahead) => addDays('1970-01-01', start + ahead));
    const runOfDays = fc
      .tuple(date, fc.constantFrom(1, 1, 2, 4, 11))
      .map(([day, length]) => Array.from({ length }, (_, at) => addDays(day, at)));
    const times = fc.uniqueArray(
      fc.tuple(date, clock).map((two) => two.join('T')),
      { minLength: 1, maxLength: 5 },
    );
    const mostlyNone = fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: date });
    return fc.record<Asked & Place>({
      start: fc.constant(start),
      schedule: fc.oneof(
        cron,
        cron,
        word,
        times.map((all) => all.toSorted().join(' ')),
      ),
      zone: fc.constant(zone),
      skipHolidays: fc.constantFrom('before', 'after', 'drop', null),
      holidays: fc
        .array(runOfDays, { minLength: 2, maxLength: 10 })
        .map((all) => daysOffOn(...[...new Set(all.flat())].toSorted())),
      from: mostlyNone,
      until: mostlyNone,
    });
  });
