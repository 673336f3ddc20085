import { z } from 'zod';
import { report, tone } from './values.js';

export const about = z.object({
  title: z.string(),
  paragraphs: z
    .array(z.string())
    .describe('Sentences: window, zone, comparison, definitions, filters, the slot.'),
  link: z
    .exactOptional(z.object({ url: z.string(), text: z.string() }))
    .describe('Present in the message of an alert where the service has a page: where to snooze it.'),
  notices: z
    .array(
      z.object({
        code: z.string().describe('Why: `timeout`, `not-found`, `bad-values`, …'),
        tone,
        report: report.nullable(),
        bot: z.string().nullable(),
        text: z.string(),
      }),
    )
    .describe('What is missing or was repaired; empty when nothing.'),
});

export const labels = z.object({
  callouts: z.string(),
  about: z.string(),
  noData: z.string(),
  page: z.string(),
  attached: z.string(),
  unsubscribe: z.string(),
  figure: z.string(),
  value: z.string(),
  change: z.string(),
  previous: z.string(),
});
