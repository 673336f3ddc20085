import { z } from 'zod';
import { about, labels } from './about.js';
import { alert } from './alert.js';
import { callout, RULES } from './callouts.js';
import { shownWindow, tile } from './figures.js';
import { section } from './sections.js';
import { reportTable, scorecardRow, step, totalsOfBot } from './tables.js';
import { day, judgedTone, utcInstant } from './values.js';

/** `digest.json`, field by field: the type `Digest` is inferred from it. */
export const digestSchema = z
  .object({
    schema: z.literal('botdigest.digest/2'),
    id: z.string(),
    title: z.string(),
    locale: z.string().describe('BCP 47, such as `en-GB`.'),
    direction: z.enum(['ltr', 'rtl']),
    slot: z.object({
      scheduledFor: utcInstant,
      trigger: z.enum(['cron', 'catch-up', 'manual', 'console', 'resend', 'correction', 'test']),
      text: z.string(),
    }),
    bots: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        link: z.exactOptional(z.url()).describe('Where the name leads.'),
      }),
    ),
    window: shownWindow,
    comparison: shownWindow.nullable(),
    subtitle: z
      .array(z.string())
      .describe('`16 – 22 November 2026`, `Support bot, Sales bot`, `compared with 9 – 15 November`.'),
    subject: z.string().describe('Of the mail: one line.'),
    correction: z
      .string()
      .optional()
      .describe('Present when the digest corrects an earlier one: the prefix of title and subject.'),
    test: z
      .string()
      .optional()
      .describe('Present when the digest was asked for as a test: the prefix of title and subject.'),
    headline: z
      .string()
      .describe('One line for previews and notifications: window and main figures with their changes.'),
    verdict: z
      .object({
        rule: z.enum([...RULES, 'usual', 'alert']).describe('`usual`: nothing is to be looked at.'),
        tone: judgedTone,
        text: z.string(),
      })
      .describe('The most severe finding, then the volume, in one sentence or two.'),
    tiles: z.array(tile),
    callouts: z.object({
      items: z.array(callout),
      emptyText: z.string().describe('Shown when there are no items.'),
    }),
    sections: z.array(section),
    tables: z
      .array(reportTable)
      .describe('All figures, one table for each report: what CSV and XLSX files hold too.'),
    notes: z
      .array(z.object({ flag: z.int(), day, text: z.string() }))
      .describe('What happened on days of the window.'),
    scorecard: z
      .array(scorecardRow)
      .describe('A row for each bot, those that need a look first; empty without conversations.'),
    steps: z.array(step).describe('Most fallbacks first.'),
    totals: z.record(z.string(), totalsOfBot).describe('By bot id; null for a report that was not chosen.'),
    about,
    alert: z.exactOptional(alert),
    empty: z.boolean().describe('True when every figure of the window is zero or missing.'),
    incomplete: z.boolean().describe('True when any report of any bot is missing or incomplete.'),
    labels,
    fingerprint: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe('SHA-256 of all other members, keys sorted.'),
  })
  .meta({ title: 'botdigest digest', description: 'What one digest shows, numbers beside words.' });

/** JSON Schema (draft 2020-12) of `digest.json`. */
export const digestJsonSchema = z.toJSONSchema(digestSchema, { target: 'draft-2020-12' });
