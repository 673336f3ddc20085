import { z } from 'zod';
import { daysThrough } from '../../lib/time/day.js';
import type { Day } from '../../lib/time/zone.js';
import type { Holiday } from '../config.js';
import { DAY_RANGE, dayRange } from '../values/day.js';
import { addFault, lineValue, measured, textValue } from '../values/leaf.js';

/** What a file says of holidays, with its ranges as single days. */
export interface HolidaysInput {
  /** ISO 3166-1, in capitals; null without public holidays. */
  readonly country: string | null;
  /** A region of the country, such as `BY`, or a part of one, such as `BY-A`. */
  readonly region: string | null;
  readonly extra: readonly Holiday[];
  readonly except: readonly Day[];
}

const NONE: HolidaysInput = { country: null, region: null, extra: [], except: [] };

/** Longer ones are typing errors: every digest compares by what is left of a year. */
const MAX_DAYS = 92;

/** A day, or days such as `2026-12-24..2026-12-31`. */
const days = () =>
  textValue((value) => {
    const range = dayRange(value);
    if (range === null)
      return { message: '{value} is neither a day nor days such as 2026-12-24..2026-12-31' };
    if (range.from > range.to) return { message: '{value} ends before it begins' };
    return daysThrough(range.from, range.to, MAX_DAYS + 1).length <= MAX_DAYS
      ? null
      : { message: `{value} has more than ${MAX_DAYS} days` };
  })
    .transform(listed)
    .meta({ pattern: DAY_RANGE.source });

function listed(value: string): Day[] {
  const { from, to } = dayRange(value) ?? { from: value, to: value };
  return daysThrough(from, to, MAX_DAYS);
}

const named = (days: readonly Day[], name: string): Holiday[] => days.map((day) => ({ day, name }));

const extra = z.union([
  days().transform((all) => named(all, '')),
  z
    .strictObject({
      on: days().describe('A day, or days such as 2026-12-24..2026-12-31.'),
      text: lineValue(120).describe('What it is called in digests.'),
    })
    .transform(({ on, text }) => named(on, text)),
]);

const extras = () =>
  z
    .array(extra)
    .max(200)
    .transform((all) => all.flat());

const rules = z
  .strictObject({
    country: measured(() => null)
      .transform((value) => value.trim().toUpperCase())
      .optional()
      .describe('Whose public holidays, as a code of two letters such as PL.'),
    region: measured(() => null)
      .transform((value) => value.trim())
      .optional()
      .describe('A region of the country, such as BY in DE.'),
    extra: extras().prefault([]).describe('More days: 2026-12-24, or { on, text }.'),
    except: z
      .array(days())
      .max(200)
      .transform((all) => all.flat())
      .prefault([])
      .describe('Days that are none here.'),
  })
  .superRefine(({ country, region }, context) => {
    if (region !== undefined && country === undefined)
      addFault(context, { message: 'needs a country beside it' }, ['region']);
  })
  .transform(({ country = null, region = null, ...own }): HolidaysInput => ({ ...own, country, region }));

/** Of the file, of a digest or of an alert. */
export const holidays = z
  .union(
    [z.literal('off').transform(() => NONE), extras().transform((all) => ({ ...NONE, extra: all })), rules],
    {
      error: ({ input }) =>
        input === null ? undefined : 'must be { country: PL }, a list of days such as [2026-12-24], or off',
    },
  )
  .describe('Days on which little is usual: a country’s public holidays, days of your own, or off.');
