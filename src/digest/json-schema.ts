import { z } from 'zod';
import { REPORTS } from '../vocabulary/chatbot.js';

const weekday = z.literal([1, 2, 3, 4, 5, 6, 7]);
const report = z.enum(REPORTS);
const tone = z
  .enum(['neutral', 'attention'])
  .describe('`attention` is drawn in the warning colour, `neutral` in the accent.');
const judgedTone = z
  .enum(['attention', 'good', 'neutral', 'muted'])
  .describe(
    '`attention` is drawn in the warning colour, `good` and `neutral` in the accent, `muted` in grey: it claims no change.',
  );
const range = z
  .object({ low: z.number(), high: z.number() })
  .describe('What is usual: 95 of 100 unchanged windows lie in it, both ends included.');
const day = z.iso.date().describe('A local day, `YYYY-MM-DD`.');
const instant = z.iso.datetime().describe('An instant in UTC.');
const amount = z.number().nullable().describe('null where missing, never 0.');

const windowView = z.object({
  zone: z.string().describe('IANA time zone, such as `Europe/Warsaw`.'),
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

const known = z
  .object({
    steps: z.int().min(0).describe('Steps of the window for which all bots have data.'),
    of: z.int().min(0).describe('Steps of the window.'),
    bots: z.int().min(0).describe('Bots with any data.'),
    ofBots: z.int().min(0).describe('Bots of the digest.'),
  })
  .describe('How much of the data of the figure is known.');

const tile = z.object({
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

/** The rules of what to notice, the most severe first. */
export const RULES = [
  'silent',
  'missing',
  'understood',
  'level',
  'mover',
  'figure',
  'goals',
  'busiest',
  'stopped',
  'new',
] as const;

const callout = z.object({
  rule: z.enum(RULES).describe('The rule that produced it.'),
  section: z.string().describe('The id of the section it is about, which the digest may lack, or `about`.'),
  tone: judgedTone,
  about: z.object({
    bots: z.array(z.string()).describe('Ids of the bots that it is about; empty for all of the digest.'),
    sources: z.array(z.string()).describe('Sources that it is about, in the API’s words.'),
    steps: z.array(z.string()).describe('Names of the steps and interactions that it is about.'),
  }),
  values: z
    .record(z.string(), z.union([z.number(), z.string(), z.null()]))
    .describe('The numbers and days that the sentence states, by name; rates are fractions.'),
  heading: z.string().describe('Printed in bold.'),
  body: z.string().describe('Follows the heading directly: begins with its own space or punctuation.'),
});

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

const reportTable = z.object({
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

const step = z
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

const scorecardRow = z.object({
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

const botTotals = z.object({
  conversations: amount,
  paid: amount,
  messages: amount,
  fallbackRate: amount,
});

const about = z.object({
  title: z.string(),
  paragraphs: z
    .array(z.string())
    .describe('Sentences: window, zone, comparison, definitions, filters, the slot.'),
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

/** `digest.json`, field by field: the type `Digest` is inferred from it. */
export const digestSchema = z
  .object({
    schema: z.literal('botdigest.digest/2'),
    id: z.string(),
    title: z.string(),
    locale: z.string().describe('BCP 47, such as `en-GB`.'),
    direction: z.enum(['ltr', 'rtl']),
    slot: z.object({
      scheduledFor: instant,
      trigger: z.enum(['cron', 'catch-up', 'manual', 'resend', 'correction']),
      text: z.string(),
    }),
    bots: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        link: z.exactOptional(z.url()).describe('Where the name leads.'),
      }),
    ),
    window: windowView,
    comparison: windowView.nullable(),
    subtitle: z
      .array(z.string())
      .describe('`16 – 22 November 2026`, `Support bot, Sales bot`, `compared with 9 – 15 November`.'),
    subject: z.string().describe('Of the mail: one line.'),
    correction: z
      .string()
      .optional()
      .describe('Present when the digest corrects an earlier one: the prefix of title and subject.'),
    headline: z
      .string()
      .describe('One line for previews and notifications: window and main figures with their changes.'),
    verdict: z
      .object({
        rule: z.enum([...RULES, 'usual']).describe('`usual`: nothing is to be looked at.'),
        tone: judgedTone,
        text: z.string(),
      })
      .describe('The most severe finding, then the volume, in one sentence or two.'),
    tiles: z.array(tile),
    callouts: z.object({
      items: z.array(callout),
      emptyText: z.string().describe('Shown when there are no items.'),
    }),
    sections: z.array(z.discriminatedUnion('kind', [timeSeries, heatmap, ranking, table])),
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
    totals: z.record(z.string(), botTotals).describe('By bot id; null for a report that was not chosen.'),
    about,
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
