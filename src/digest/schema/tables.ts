import { z } from 'zod';
import { change } from './figures.js';
import { amount, range, report } from './values.js';

export const reportTable = z.object({
  report,
  title: z.string(),
  columns: z.array(
    z.object({
      id: z.string().describe('Stable: key on this, not on the label.'),
      label: z.string(),
      type: z
        .enum(['text', 'date', 'dateTime', 'count', 'decimal', 'percent'])
        .describe(
          '`YYYY-MM-DD` for `date`, `YYYY-MM-DDTHH:MM±HH:MM` for `dateTime`, a fraction for `percent`.',
        ),
      sum: z.boolean().describe('True when a total of the column makes sense.'),
    }),
  ),
  rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))).describe('null is missing, never 0.'),
});

export const step = z
  .object({
    name: z.string(),
    bots: z.array(z.string()).describe('Ids of the bots that have it.'),
    uses: amount.describe('Of the step; null for the default fallback, which follows none.'),
    fallbacks: amount.describe('After it.'),
    rate: amount.describe('Fallbacks by use, as a fraction.'),
    before: amount.describe('The rate in the comparison window.'),
    share: amount.describe('Of all fallbacks, as a fraction.'),
  })
  .describe('A step after which the bot did not understand, summed over bots by name.');

export const scorecardRow = z.object({
  bot: z.string().describe('Its id.'),
  name: z.string(),
  state: z
    .enum(['silent', 'missing', 'attention', 'news', 'usual'])
    .describe('Why it stands where it stands: rows are in this order, then by conversations.'),
  conversations: amount,
  usual: range.nullable(),
  change: change.nullable(),
  paidShare: amount,
  messagesPerConversation: amount,
  fallbackRate: amount,
  fallbackChange: change.nullable(),
  worstStep: z.string().nullable(),
  weeks: z
    .array(amount)
    .describe(
      'Conversations of the same days of thirteen weeks, the last one the window; empty where unknown.',
    ),
});

export const totalsOfBot = z.object({
  conversations: amount,
  paid: amount,
  messages: amount,
  fallbackRate: amount,
});
