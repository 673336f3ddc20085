import { z } from 'zod';
import { amount, day, judgedTone, range, utcInstant } from './values.js';

export const shownWindow = z.object({
  zone: z.string().describe('IANA time zone, such as `Europe/Warsaw`.'),
  firstDay: day,
  lastDay: day.describe('The last local day, inclusive.'),
  from: utcInstant,
  to: utcInstant.describe('Exclusive.'),
  days: z.int().min(1),
  text: z.string().describe('`16 – 22 November 2026`.'),
  name: z.string().describe('What charts call it: `this week`, `week before`.'),
});

export const change = z
  .object({
    direction: z.enum(['up', 'down', 'same']).describe('`same` when both values are shown alike.'),
    amount: z
      .number()
      .describe('In `unit`: 0.113 is 11.3%, 0.016 is 1.6 percentage points, or a plain difference.'),
    unit: z.enum(['fraction', 'points', 'difference']),
    tone: judgedTone,
    text: z.string().describe('Without the arrow: `11.3%`, `6.7% per day`, `1.6 points`, `about as usual`.'),
  })
  .describe(
    'The difference from the comparison window, at equal weekdays, of the values as shown; both windows are complete and cover the same bots. `same` and 0 where it is usual.',
  );

export const known = z
  .object({
    steps: z.int().min(0).describe('Steps of the window for which all bots have data.'),
    of: z.int().min(0).describe('Steps of the window.'),
    bots: z.int().min(0).describe('Bots with any data.'),
    ofBots: z.int().min(0).describe('Bots of the digest.'),
  })
  .describe('How much of the data of the figure is known.');

export const tile = z.object({
  id: z.enum(['conversations', 'paid', 'messages', 'messagesPerConversation', 'fallbackRate']),
  label: z.string(),
  value: amount,
  unit: z.enum(['count', 'ratio', 'percent']).describe('`percent` values are fractions.'),
  text: z
    .string()
    .describe(
      'The value as shown, `1,032 · 4 of 7 days` when it is incomplete; what is missing when there is no value.',
    ),
  known,
  previous: amount,
  previousText: z.string().nullable().describe('`from 1,558`.'),
  previousOf: z
    .string()
    .nullable()
    .describe('`1 of 2 bots` when `previous` covers fewer than all bots of the digest.'),
  change: change.nullable(),
  usual: range
    .extend({ text: z.string().describe('`usual 2,290 – 2,480`.') })
    .nullable()
    .describe('In the unit of `value`; null where the weeks before do not tell.'),
  goal: z
    .exactOptional(
      z.object({
        side: z.enum(['below', 'above']),
        limit: z.number(),
        met: z.boolean().nullable().describe('null without a value, and while the window runs.'),
        text: z.string().describe('`goal below 6.0%: missed`.'),
      }),
    )
    .describe('Present for a figure with a goal.'),
  spark: z.array(amount).describe('One value for each whole step of the window; empty without a series.'),
});
