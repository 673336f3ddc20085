import { z } from 'zod';
import { isDay } from '../../lib/time/day.js';
import type { Weekday } from '../../lib/time/zone.js';
import { type Pause, PERIODS } from '../config.js';
import { DAY_RANGE, dayRange, dayValue } from '../values/day.js';
import {
  duration,
  filePath,
  lineValue,
  locale,
  measured,
  textValue,
  type ValueFault,
  zone,
} from '../values/leaf.js';
import { id } from './bots.js';
import { goals, links } from './goals.js';
import { heartbeat } from './heartbeat.js';
import { holidays } from './holidays.js';
import { deliverEntry, formatEntry, type Plugins } from './plugins.js';
import { reports } from './reports.js';
import { theme } from './theme.js';

function pauseFault(value: string): ValueFault | null {
  if (value === 'true' || value === 'false') return null;
  const days = dayRange(value);
  if (days === null) return { message: '{value} is neither true nor days such as 2026-12-24..2027-01-03' };
  return days.from > days.to ? { message: '{value} ends before it begins' } : null;
}

/** `true`, or days. No pause: `false` or an empty string, as from an empty variable. */
const pause = z
  .preprocess(
    (value) => (typeof value === 'boolean' ? String(value) : value === '' ? 'false' : value),
    measured(pauseFault),
  )
  .transform((value): Pause | null => (value === 'true' ? 'always' : dayRange(value)))
  .meta({ type: ['boolean', 'string'], pattern: `^(true|false|)$|${DAY_RANGE.source}` });

const period = z.union([
  z.enum(PERIODS),
  z.strictObject({
    from: dayValue().describe('First day.'),
    to: dayValue().describe('Last day, inclusive.'),
  }),
]);

const LOCAL_TIME = /^(\d{4}-\d{2}-\d{2})[T ]([01]\d|2[0-3]):([0-5]\d)$/;

function localTimeFault(value: string): ValueFault | null {
  const [, date = ''] = LOCAL_TIME.exec(value.trim()) ?? [];
  return isDay(date) ? null : { message: '{value} is not a local time such as 2026-12-31T17:00' };
}

/** `2026-12-31T17:00`, also with a space. */
const localTime = () =>
  textValue(localTimeFault)
    .transform((value) => value.trim().replace(' ', 'T'))
    .meta({ pattern: LOCAL_TIME.source });

const localTimes = () => localTime().transform((value) => [value]);

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Monday 1 … Sunday 7. */
export const weekdayNumber = (name: (typeof WEEKDAYS)[number]): Weekday =>
  (WEEKDAYS.indexOf(name) + 1) as Weekday;

const HOUR = /^(\d{1,2})(?::00)?$/;

/** `9` or `"09:00"`; hourly reports have no minutes. */
const hour = () =>
  z
    .preprocess(
      (value) => {
        const [, digits] = typeof value === 'string' ? (HOUR.exec(value) ?? []) : [];
        return digits === undefined ? value : Number(digits);
      },
      z.int({ error: '{value} is not a full hour such as 9 or "09:00"' }).min(0).max(24),
    )
    .meta({ type: ['integer', 'string'], pattern: HOUR.source });

const workingHours = z.strictObject({
  days: z
    .array(z.enum(WEEKDAYS))
    .min(1)
    .prefault(['mon', 'tue', 'wed', 'thu', 'fri'])
    .describe('Working days.'),
  from: hour().prefault(9).describe('First working hour, local time.'),
  to: hour().prefault(17).describe('End of work, local time.'),
});

export const weekStart = () => z.enum(['monday', 'sunday']);

const what = {
  title: lineValue().optional().describe('Heading and mail subject; the id when left out.'),
  schedule: textValue()
    .optional()
    .describe(
      'Five-field cron in the time zone, such as "0 8 * * MON", with H or H(0-9) for any minute; or lastWorkingDay 17:00, firstWorkingDay 08:00; on demand only when left out.',
    ),
  on: z
    .union([localTimes(), z.array(localTime()).min(1)])
    .optional()
    .describe('In place of a schedule: a local time such as 2026-12-31T17:00, once, or a list of them.'),
  bots: z.array(textValue()).min(1).describe('Ids of the bots it covers.'),
  period: period
    .prefault('lastWeek')
    .describe('Whole local days, relative to the scheduled time: a name, or { from, to } with fixed days.'),
  compare: z
    .enum(['previous', 'lastYear', 'none'])
    .prefault('previous')
    .describe('Compared with the period before, the same period a year ago, or nothing.'),
  reports,
  goals: goals.optional(),
  notes: z
    .array(
      z.strictObject({
        on: dayValue().describe('A local day.'),
        text: lineValue(120).describe('What happened on it, such as "Black Friday mail".'),
      }),
    )
    .max(50)
    .prefault([])
    .describe('What happened on a day: a numbered flag in charts of days.'),
  holidays: holidays.optional(),
  links: links.optional(),
};

const when = {
  onEmpty: z.enum(['send', 'skip']).prefault('send').describe('When every figure is zero.'),
  onGap: z
    .enum(['send', 'hold'])
    .prefault('send')
    .describe('When a report is missing: send without it, or hold.'),
  catchUp: z
    .enum(['latest', 'all', 'skip'])
    .prefault('latest')
    .describe('Slots to catch up after downtime: the latest missed one, all of them, or none.'),
  maxLateness: duration({ min: '1m', max: '31d' })
    .prefault('24h')
    .describe('A slot older than this is not caught up.'),
  gapPatience: duration({ min: '0s', max: '31d' })
    .prefault('1h')
    .describe('How long missing figures are fetched again before onGap applies; never beyond maxLateness.'),
  grace: duration({ min: '1m', max: '31d' })
    .prefault('15m')
    .describe('How late a digest may be before the targets under `notify` are notified.'),
  skipHolidays: z
    .enum(['before', 'after', 'drop'])
    .optional()
    .describe(
      'What becomes of a slot on a holiday: due on the working day before or after it, or not at all. As scheduled when left out.',
    ),
  from: dayValue().optional().describe('First local day on which it may be due.'),
  until: dayValue().optional().describe('Last local day on which it may be due.'),
  pause: pause
    .prefault(false)
    .describe('Days without slots, such as 2026-12-24..2027-01-03, both inclusive; or true.'),
  when: z
    .array(textValue())
    .prefault([])
    .describe('Ids of alerts: sent only while one of them fires; always when left out.'),
};

const how = {
  timezone: zone().optional().describe('IANA time zone of this digest.'),
  locale: locale().optional().describe('Language, numbers and dates of this digest, such as en-GB.'),
  weekStart: weekStart().optional().describe('First day of the week in this digest.'),
  theme: theme.prefault({}).describe('Changes to the theme for this digest.'),
  templates: filePath()
    .optional()
    .describe('A folder that takes precedence over the common one for this digest.'),
  workingHours: workingHours
    .prefault({})
    .describe('Hours that count as working time in the heatmap’s sentence.'),
};

export function digests(plugins: Plugins) {
  const digest = z.strictObject({
    ...what,
    formats: z
      .array(formatEntry(plugins.formats))
      .prefault(['pdf'])
      .describe('Files to make; a word, or one key with options.'),
    ...when,
    ...how,
    heartbeat: heartbeat()
      .optional()
      .describe(
        'URL to call after every run of this digest that is whole, with /fail at its end after any other.',
      ),
    deliver: z.array(deliverEntry(plugins)).prefault([]).describe('Who gets it, and how.'),
  });
  return z
    .record(id(), digest)
    .refine((all) => Object.keys(all).length > 0, 'needs at least one digest')
    .meta({ minProperties: 1 })
    .describe('The digests, by an id of your choice.');
}
