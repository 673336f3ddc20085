import { z } from 'zod';
import { SOURCES } from '../../../vocabulary/chatbot.js';
import { duration, filePath, flag, lineValue, locale, measured, textValue, zone } from '../../values/leaf.js';
import { timeOfDay } from '../../values/time-of-day.js';
import { id } from '../bots.js';
import { weekStart } from '../digests.js';
import { links } from '../goals.js';
import { holidays } from '../holidays.js';
import { alertEntry, type Plugins } from '../plugins.js';
import { theme } from '../theme.js';
import { condition } from './conditions.js';

const BUDGET = /^(\d{1,3}(?:\.\d{1,2})?)(?:\s*\/\s*(year|month|week))?$/;
const A_YEAR = { year: 1, month: 12, week: 52 } as const;
/** What is not too few and not too many, false alarms a year. */
const [MIN_BUDGET, MAX_BUDGET] = [0.1, 52];

/** False alarms a year of `1/year`, `2/month`, `1/week` or a plain number; null for anything else. */
function parseBudget(text: string): number | null {
  const [, digits, unit = 'year'] = BUDGET.exec(text.trim()) ?? [];
  return digits === undefined ? null : Number(digits) * A_YEAR[unit as keyof typeof A_YEAR];
}

const budget = measured((text) => {
  const parsed = parseBudget(text);
  if (parsed === null)
    return { message: '{value} is not a number of false alarms such as 1/year, 2/month or 1/week' };
  if (parsed < MIN_BUDGET) return { message: '{value} is too few: at least 0.1/year' };
  return parsed > MAX_BUDGET ? { message: '{value} is too many: at most 1/week' } : null;
})
  .transform((text) => parseBudget(text) ?? 1)
  .meta({ type: ['string', 'number'], pattern: BUDGET.source });

const quiet = z.strictObject({
  from: timeOfDay().describe('When they begin, local time.'),
  to: timeOfDay().describe('When they end; on the next day when that is earlier.'),
});

/** After the night, so that the day before is whole. */
export const DEFAULT_CHECK = '0 7 * * *';

const NO_BOTS = 'must be a list of bots, or all';

const what = {
  title: lineValue().optional().describe('Heading and mail subject; the id when left out.'),
  bots: z
    .union([z.literal('all'), z.array(textValue()).min(1)], {
      error: ({ input }) => (input === null ? undefined : NO_BOTS),
    })
    .prefault('all')
    .describe('Ids of the bots it watches, each by itself; or all.'),
  sources: z
    .array(z.enum(SOURCES).meta({ title: 'source' }))
    .min(1)
    .optional()
    .describe('Watch these channels of each bot, each by itself; the bot as it is when left out.'),
  when: condition.describe('What it watches for.'),
  check: textValue()
    .prefault(DEFAULT_CHECK)
    .describe('When it is checked: five-field cron in the time zone; H or H(0-9) for any minute.'),
};

const how = {
  timezone: zone().optional().describe('IANA time zone of this alert; its days are judged.'),
  locale: locale().optional().describe('Language, numbers and dates of this alert, such as en-GB.'),
  weekStart: weekStart().optional().describe('First day of the week in this alert.'),
  remind: z
    .union([z.literal('off').transform(() => null), duration({ min: '1h', max: '365d' })])
    .prefault('7d')
    .describe('How often it is said again while it lasts; off: once.'),
  recovered: flag().prefault(true).describe('Whether it is said when all is well again.'),
  budget: budget
    .prefault('1/year')
    .describe(
      'False alarms to expect of this alert, such as 1/year, 2/month or 1/week; the limits follow from it.',
    ),
  quiet: quiet
    .optional()
    .describe(
      'Hours in which nothing is said, such as { from: "22:00", to: "07:00" }; it is said when they end.',
    ),
  holidays: holidays.optional(),
  links: links.optional(),
  theme: theme.prefault({}).describe('Changes to the theme for this alert.'),
  templates: filePath()
    .optional()
    .describe('A folder that takes precedence over the common one for this alert.'),
};

export function alerts(plugins: Plugins) {
  const alert = z.strictObject({
    ...what,
    ...how,
    deliver: z.array(alertEntry(plugins)).prefault([]).describe('Who is told, and how.'),
  });
  return z
    .record(id(), alert)
    .prefault({})
    .describe('What is told between two digests, by an id of your choice.');
}
