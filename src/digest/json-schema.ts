import { z } from 'zod';
import { REPORTS } from '../vocabulary/chatbot.js';

const weekday = z.literal([1, 2, 3, 4, 5, 6, 7]);
const report = z.enum(REPORTS);
const tone = z.enum(['neutral', 'attention']).describe('`attention` is drawn in the warning colour.');
const day = z.iso.date().describe('A local day, `YYYY-MM-DD`.');
const instant = z.iso.datetime().describe('An instant in UTC.');
const amount = z.number().nullable().describe('null where missing, never 0.');

const windowView = z.object({
  zone: z.string().describe('IANA time zone.'),
  firstDay: day,
  lastDay: day.describe('The last local day, inclusive.'),
  from: instant,
  to: instant.describe('Exclusive.'),
  days: z.int().min(1),
  text: z.string().describe('`16 – 22 November 2026`.'),
  name: z.string().describe('What charts call it: `this week`, `week before`.'),
});

const change = z
  .object({
    direction: z.enum(['up', 'down', 'same']).describe('`same` is less than can be seen of it.'),
    amount: z.number().describe('As `unit` says: 0.113 for 11.3%, 0.016 for 1.6 points, or a difference.'),
    unit: z.enum(['fraction', 'points', 'difference']),
    tone: z
      .enum(['neutral', 'attention', 'slight'])
      .describe('`attention` is drawn in the warning colour, `slight` in grey: no change, or small counts.'),
    text: z.string().describe('Without the arrow: `11.3%`.'),
  })
  .describe('Between the values as shown of two windows that cover the same bots in full.');

const known = z
  .object({
    steps: z.int().min(0).describe('Steps of the window that all of its bots know.'),
    of: z.int().min(0),
    bots: z.int().min(0).describe('Bots of which anything is known.'),
    ofBots: z.int().min(0),
  })
  .describe('How much of what the figure counts is known.');

const tile = z.object({
  id: z.enum(['conversations', 'paid', 'messages', 'messagesPerConversation', 'fallbackRate']),
  label: z.string(),
  value: amount,
  unit: z.enum(['count', 'ratio', 'percent']).describe('`percent` values are fractions.'),
  text: z
    .string()
    .describe('The value as shown, `1,032 · 4 of 7 days` where it is not whole; or what is missing.'),
  known,
  previous: amount,
  previousText: z.string().nullable(),
  previousOf: z.string().nullable(),
  change: change.nullable(),
  spark: z.array(amount).describe('One value a step of the window; empty without a series.'),
});

const callout = z.object({
  rule: z.string().describe('The rule that spoke.'),
  section: z.string().describe('The id of the section it speaks of, which may not be there, or `about`.'),
  tone,
  lead: z.string(),
  rest: z.string(),
});

const sectionBase = {
  id: z.string().describe('Stable and unique in the digest.'),
  report,
  chapter: z.enum(['shape', 'who', 'when', 'what']),
  title: z.string(),
  hint: z.string().describe('How to read it; may be empty.'),
  alt: z.string().describe('What the picture shows, for those who cannot see it.'),
  missing: z.array(z.string()).describe('Sentences about what is missing here and why.'),
  instead: z.string().nullable().describe('A sentence instead of the picture when there is nothing to draw.'),
};

const timeSeries = z.object({
  kind: z.literal('timeSeries'),
  ...sectionBase,
  bucket: z.enum(['hour', 'day', 'week', 'month', 'year']),
  unit: z.enum(['count', 'ratio']),
  axis: z.array(
    z.object({
      key: z.string().describe('`2026-11-16`, or `2026-11-16T09:00+01:00` for hours.'),
      label: z.string(),
      short: z.string(),
      comparison: z.string().nullable().describe('The step of the comparison window shown with it.'),
    }),
  ),
  series: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      role: z.enum(['current', 'comparison', 'part']),
      values: z.array(amount).describe('In the order of `axis`.'),
      texts: z.array(z.string()),
      share: z
        .exactOptional(z.number())
        .describe('Of all parts over the window, as a fraction; of parts only.'),
      shareText: z.exactOptional(z.string()),
    }),
  ),
  peak: z
    .int()
    .nullable()
    .describe('Index of the highest value of the first series, the earliest of equals.'),
});

const heatmap = z.object({
  kind: z.literal('heatmap'),
  ...sectionBase,
  rows: z.array(z.object({ weekday: weekday.describe('Monday is 1.'), label: z.string() })),
  hours: z.array(z.string()),
  cells: z.array(z.array(amount)).describe('Counts in the order of `rows`, 24 each.'),
  means: z
    .array(z.array(amount))
    .describe('Each cell over its occurrences; null also where the hour never came.'),
  occurrences: z.array(z.array(z.int().min(0))).describe('How many days of the window had each hour.'),
  texts: z.array(z.array(z.string())).describe('The means as shown.'),
  total: z.number(),
  max: z.number().describe('The highest of `cells`.'),
  busiest: z
    .object({ row: z.int(), hour: z.int(), ties: z.int().min(1) })
    .nullable()
    .describe('The earliest of the `ties` hours that share the highest mean.'),
});

const ranking = z.object({
  kind: z.literal('ranking'),
  ...sectionBase,
  rows: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      value: z.number(),
      text: z.string(),
      previous: amount,
      change: change.nullable(),
      share: z.number().nullable().describe('Of the whole, as a fraction.'),
      shareText: z.string(),
    }),
  ),
  more: z.string().nullable().describe('What is not shown: `26 more, 112 uses`.'),
});

const cell = z.object({
  value: z.union([z.string(), z.number(), z.null()]),
  text: z.string(),
  known: z.exactOptional(known).describe('Of a figure that is not whole.'),
  change: z.exactOptional(change.nullable()),
});

const table = z.object({
  kind: z.literal('table'),
  ...sectionBase,
  columns: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      type: z.enum(['text', 'count', 'ratio', 'share', 'change']),
    }),
  ),
  rows: z.array(z.array(cell)),
  total: z.array(cell).nullable(),
  more: z.string().nullable(),
});

const reportTable = z.object({
  report,
  title: z.string(),
  columns: z.array(
    z.object({
      id: z.string().describe('Stable: key on this, not on the label.'),
      label: z.string(),
      type: z.enum(['text', 'date', 'dateTime', 'count', 'decimal', 'percent']),
      sum: z.boolean().describe('Whether the column may be added up.'),
    }),
  ),
  rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))).describe('null is missing, never 0.'),
});

const about = z.object({
  title: z.string(),
  paragraphs: z.array(z.string()),
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

const labels = z.object({
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

/** The shape of `digest.json`: the Digest type, field by field. */
export const digestSchema = z
  .object({
    schema: z.literal('botdigest.digest/1'),
    id: z.string(),
    title: z.string(),
    locale: z.string().describe('BCP 47, such as `en-GB`.'),
    direction: z.enum(['ltr', 'rtl']),
    slot: z.object({
      scheduledFor: instant,
      trigger: z.enum(['cron', 'catch-up', 'manual', 'resend', 'correction']),
      text: z.string(),
    }),
    bots: z.array(z.object({ id: z.string(), name: z.string() })),
    window: windowView,
    comparison: windowView.nullable(),
    subtitle: z.array(z.string()),
    subject: z.string(),
    correction: z
      .string()
      .optional()
      .describe('There in a correction of what was sent before: what title and subject begin with.'),
    headline: z.string(),
    tiles: z.array(tile),
    callouts: z.object({ items: z.array(callout), quiet: z.string() }),
    sections: z.array(z.discriminatedUnion('kind', [timeSeries, heatmap, ranking, table])),
    tables: z.array(reportTable).describe('The full figures, one table a report.'),
    about,
    empty: z.boolean().describe('Whether every figure is zero or absent.'),
    incomplete: z.boolean().describe('Whether anything that was asked for is missing in whole or in part.'),
    labels,
    fingerprint: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe('SHA-256 over all other members, keys sorted.'),
  })
  .meta({ title: 'botdigest digest', description: 'What one digest shows, numbers beside words.' });

/** JSON Schema (draft 2020-12) of `digest.json`. */
export const digestJsonSchema = z.toJSONSchema(digestSchema, { target: 'draft-2020-12' });
