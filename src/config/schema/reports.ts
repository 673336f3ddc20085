import { z } from 'zod';
import { REPORTS } from '../../vocabulary/chatbot.js';
import { flag, integer, lineValue } from '../values/leaf.js';

const none = z.strictObject({});

const names = (which: string) => z.array(lineValue()).optional().describe(`Names of interactions ${which}.`);

const options = {
  conversations: z.strictObject({
    bySource: flag()
      .optional()
      .describe('Also request each source, for the table by source; true when left out.'),
  }),
  paid: none,
  messages: none,
  average: none,
  heatmap: none,
  interactions: z.strictObject({
    top: integer({ min: 1, max: 100 })
      .optional()
      .describe('Number of interactions shown in the digest; 10 when left out.'),
    handover: names('that hand over to a person'),
    goals: names('that are what the bot is for'),
    problems: names('that are used when something went wrong'),
  }),
} as const satisfies Record<(typeof REPORTS)[number], z.ZodType>;

const withOptions = z
  .strictObject(options)
  .partial()
  .meta({ title: 'report', minProperties: 1, maxProperties: 1 })
  .refine((entry) => Object.keys(entry).length === 1, {
    error: 'must be one report with its options, such as interactions: { top: 20 }',
  });

export const reports = z
  .array(z.union([z.enum(REPORTS), withOptions]))
  .min(1)
  .prefault([...REPORTS])
  .describe('Reports, in this order; a name, or one key with options.');

export type ReportEntry = z.output<typeof reports>[number];
