import { z } from 'zod';
import { change, known } from './figures.js';
import { amount, judgedTone, range, report, weekday } from './values.js';

const sectionBase = {
  id: z
    .string()
    .describe('Stable and unique in the digest: `conversations`, `by-source`. Chart files are named by it.'),
  report,
  chapter: z
    .enum(['trend', 'breakdown', 'hours', 'interactions'])
    .describe(
      'The part of the digest it belongs to: figures over time, by bot or source, by weekday and hour, by interaction.',
    ),
  title: z.string(),
  hint: z.string().describe('How to read it, in one sentence; may be empty.'),
  alt: z.string().describe('What the picture shows, for those who cannot see it.'),
  missing: z.array(z.string()).describe('Sentences about what is missing here and why.'),
  emptyText: z
    .string()
    .nullable()
    .describe('Shown instead of the picture when there is nothing to draw; null when there is.'),
};

const timeSeries = z.object({
  kind: z.literal('timeSeries'),
  ...sectionBase,
  bucket: z.enum(['hour', 'day', 'week', 'month', 'year']),
  unit: z.enum(['count', 'ratio', 'percent']),
  axis: z.array(
    z.object({
      key: z.string().describe('`2026-11-16`, or `2026-11-16T09:00+01:00` for hours.'),
      label: z.string().describe('In full: `Mon 16 Nov`.'),
      short: z.string().describe('The shortest clear label for a crowded axis: `16`.'),
      comparison: z.string().nullable().describe('The step of the comparison window shown with it.'),
      flag: z.exactOptional(z.int()).describe('Number of the note of this day, in `notes`.'),
      beyond: z.exactOptional(z.literal(true)).describe('Present on a day beyond the limit of an alert.'),
      partial: z
        .exactOptional(z.literal(true))
        .describe('Present on a step that the window cuts, or that was not over when the digest was due.'),
    }),
  ),
  series: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      role: z
        .enum(['current', 'comparison', 'part'])
        .describe('`part` series stack up to a whole; `comparison` is the comparison window.'),
      values: z.array(amount).describe('In the order of `axis`.'),
      texts: z.array(z.string()).describe('The values as shown: `1,903`; empty where missing.'),
      usual: z
        .exactOptional(z.array(range.nullable()))
        .describe('What each step usually is, in the order of `axis`; on the series of the window.'),
      share: z
        .exactOptional(z.number())
        .describe('The part of the whole over the window, as a fraction; in `part` series only.'),
      shareText: z.exactOptional(z.string()),
    }),
  ),
  goal: z.exactOptional(z.number()).describe('A limit to draw as a line, in `unit`.'),
  peak: z
    .int()
    .nullable()
    .describe(
      'Index of the highest value of the first current series, the earliest of equals; null when all are missing.',
    ),
});

const heatmap = z.object({
  kind: z.literal('heatmap'),
  ...sectionBase,
  rows: z.array(z.object({ weekday: weekday.describe('Monday is 1.'), label: z.string() })),
  hours: z.array(z.string()).describe('24 labels: `00:00`.'),
  cells: z
    .array(
      z.array(
        z.object({
          value: amount.describe('The count.'),
          mean: amount.describe(
            '`value` by occurrence; null also where there are none. It is drawn and compared.',
          ),
          occurrences: z.int().min(0).describe('The number of days of the window that had the hour.'),
        }),
      ),
    )
    .describe('In the order of `rows`, 24 each.'),
  texts: z.array(z.array(z.string())).describe('The means as shown.'),
  total: z.number(),
  max: z.number().describe('The highest of `cells`.'),
  busiest: z
    .object({ row: z.int(), hour: z.int(), ties: z.int().min(1) })
    .nullable()
    .describe(
      'Indexes into `rows` and `hours`: the earliest of the `ties` hours with the highest mean; null when all is zero.',
    ),
  workingHours: z
    .object({
      rows: z.array(z.int()).describe('Indexes into `rows`.'),
      from: z.int().min(0).max(24),
      to: z.int().min(0).max(24).describe('Exclusive.'),
      share: z.number().nullable().describe('Of the conversations, as a fraction.'),
    })
    .nullable()
    .describe('Outlined; null where the window has none of the working days.'),
});

const ranking = z.object({
  kind: z.literal('ranking'),
  ...sectionBase,
  rows: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      value: z.number().describe('Rows stand in descending order of it.'),
      text: z.string(),
      previous: amount,
      change: change.nullable(),
      share: z.number().nullable().describe('Of the whole, as a fraction.'),
      shareText: z.string(),
      mark: z
        .exactOptional(z.enum(['handover', 'goal', 'problem']))
        .describe('Present on an interaction that the configuration names so.'),
    }),
  ),
  more: z.string().nullable().describe('What is not shown: `26 more, 112 uses`; null when all is.'),
});

const cell = z.object({
  value: z.union([z.string(), z.number(), z.null()]),
  text: z.string(),
  link: z.exactOptional(z.url()).describe('Where the name leads.'),
  known: z.exactOptional(known).describe('Present when the figure is incomplete; its text says so too.'),
  change: z.exactOptional(change.nullable()).describe('In `change` columns only.'),
  tone: z.exactOptional(judgedTone).describe('Present when the figure itself is to be looked at.'),
  line: z
    .exactOptional(z.array(amount))
    .describe('In `line` columns only: one value a week, the last one this window.'),
  usual: z.exactOptional(range.nullable()).describe('In `line` columns only.'),
});

const table = z.object({
  kind: z.literal('table'),
  ...sectionBase,
  columns: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      type: z
        .enum(['text', 'count', 'ratio', 'percent', 'share', 'change', 'line'])
        .describe(
          '`share` cells are also drawn as bars, `line` cells as small lines from zero on one scale.',
        ),
    }),
  ),
  rows: z.array(z.array(cell)),
  total: z.array(cell).nullable(),
  more: z.string().nullable(),
});

export const section = z.discriminatedUnion('kind', [timeSeries, heatmap, ranking, table]);
