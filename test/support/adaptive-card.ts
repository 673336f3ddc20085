import { z } from 'zod';

/**
 * What Adaptive Cards 1.5 allow of the elements that a digest may use, and Teams' charts; everything else is refused, as are texts that
 * Markdown is read in. A host that does not know a chart shows its fallback, so that every chart needs one of 1.5.
 */
const run = z.union([
  z.string().min(1),
  z.strictObject({
    type: z.literal('TextRun'),
    text: z.string().min(1),
    size: z.enum(['default', 'small', 'medium', 'large', 'extraLarge']).optional(),
    weight: z.enum(['default', 'lighter', 'bolder']).optional(),
    color: z.enum(['default', 'dark', 'light', 'accent', 'good', 'warning', 'attention']).optional(),
    isSubtle: z.boolean().optional(),
    fontType: z.enum(['default', 'monospace']).optional(),
    selectAction: z
      .strictObject({ type: z.literal('Action.OpenUrl'), url: z.url({ protocol: /^https?$/ }) })
      .optional(),
  }),
]);

const layout = {
  spacing: z.enum(['none', 'small', 'default', 'medium', 'large', 'extraLarge', 'padding']).optional(),
  separator: z.boolean().optional(),
};

const richText = z.strictObject({
  type: z.literal('RichTextBlock'),
  inlines: z.array(run).min(1),
  ...layout,
});

const columns = z.strictObject({
  type: z.literal('ColumnSet'),
  columns: z
    .array(
      z.strictObject({
        type: z.literal('Column'),
        width: z.enum(['auto', 'stretch']),
        items: z.array(richText).min(1),
      }),
    )
    .min(1)
    .max(3),
  ...layout,
});

const table = z
  .strictObject({
    type: z.literal('Table'),
    columns: z.array(
      z.strictObject({
        width: z.number().positive(),
        horizontalCellContentAlignment: z.enum(['left', 'center', 'right']).optional(),
      }),
    ),
    rows: z.array(
      z.strictObject({
        type: z.literal('TableRow'),
        cells: z.array(z.strictObject({ type: z.literal('TableCell'), items: z.array(richText) })),
      }),
    ),
    firstRowAsHeader: z.boolean(),
    showGridLines: z.boolean(),
  })
  .refine(({ columns: all, rows }) => rows.every(({ cells }) => cells.length === all.length), {
    message: 'a row has as many cells as there are columns',
  });

const points = z.array(z.strictObject({ x: z.string().min(1), y: z.number() })).min(1);
const dates = z.array(z.strictObject({ x: z.iso.date(), y: z.number() })).min(1);
const color = z.enum(['categoricalBlue', 'neutral']).optional();
const chart = { title: z.string().min(1), yAxisTitle: z.string().optional(), fallback: table };

const element = z.discriminatedUnion('type', [
  richText,
  columns,
  table,
  z.strictObject({ type: z.literal('Chart.VerticalBar'), ...chart, color, data: points }),
  z.strictObject({
    type: z.literal('Chart.VerticalBar.Grouped'),
    ...chart,
    stacked: z.boolean(),
    data: z.array(z.strictObject({ legend: z.string().min(1), color, values: points })).min(2),
  }),
  z.strictObject({
    type: z.literal('Chart.Line'),
    ...chart,
    data: z.array(z.strictObject({ legend: z.string().min(1), color, values: dates })).min(1),
  }),
]);

const envelope = z.strictObject({
  type: z.literal('message'),
  attachments: z.tuple([
    z.strictObject({
      contentType: z.literal('application/vnd.microsoft.card.adaptive'),
      contentUrl: z.null(),
      content: z.strictObject({
        $schema: z.literal('http://adaptivecards.io/schemas/adaptive-card.json'),
        type: z.literal('AdaptiveCard'),
        version: z.literal('1.5'),
        lang: z
          .string()
          .regex(/^[a-z]{2}$/)
          .optional(),
        rtl: z.boolean().optional(),
        msteams: z.strictObject({ width: z.literal('Full') }),
        body: z.array(element).min(1),
      }),
    }),
  ]),
});

export type TeamsMessage = z.infer<typeof envelope>;
export type TeamsElement = TeamsMessage['attachments'][0]['content']['body'][number];

export const TEAMS_LIMIT = 28_000;

/** A message as Teams takes it; throws for any other. */
export function readTeamsMessage(json: string | Uint8Array): TeamsMessage {
  const bytes = Buffer.from(json);
  if (bytes.length > TEAMS_LIMIT) throw new Error(`the message has ${bytes.length} bytes`);
  return envelope.parse(JSON.parse(bytes.toString()));
}

export const cardBody = ({ attachments: [{ content }] }: TeamsMessage): readonly TeamsElement[] =>
  content.body;

/** The texts of a part of a card in reading order, one for each paragraph. */
export function cardTexts(part: unknown): string[] {
  if (part === null || typeof part !== 'object') return [];
  if ('type' in part && part.type === 'RichTextBlock') {
    const { inlines } = richText.parse(part);
    return [inlines.map((one) => (typeof one === 'string' ? one : one.text)).join('')];
  }
  return Object.values(part).flatMap(cardTexts);
}

/** A card as lines to read, an element or a row each; what is styled has its styles before it. */
export const cardOutline = (message: TeamsMessage): string =>
  `${cardBody(message).flatMap(outlined).join('\n')}\n`;

function outlined(part: TeamsElement): string[] {
  switch (part.type) {
    case 'RichTextBlock':
      return [`${part.separator ? '\n' : ''}${part.inlines.map(outlinedRun).join('')}`];
    case 'ColumnSet':
      return ['', ...part.columns.map(({ items }) => items.flatMap(outlined).join(' | '))];
    case 'Table':
      return part.rows.map(({ cells }) => cells.flatMap(({ items }) => items.flatMap(outlined)).join(' | '));
    case 'Chart.VerticalBar':
      return [chartHead(part), pointLine(part.data), ...instead(part)];
    default:
      return [
        chartHead(part),
        ...part.data.map(({ legend, color = '', values }) => `  ${legend} ${color}: ${pointLine(values)}`),
        ...instead(part),
      ];
  }
}

type Chart = Extract<TeamsElement, { fallback: unknown }>;

const chartHead = ({ type, title, yAxisTitle = '' }: Chart) => `\n${type} ${title} ${yAxisTitle}`.trimEnd();

const pointLine = (values: readonly { readonly x: string; readonly y: number }[]) =>
  values.map(({ x, y }) => `${x} ${y}`).join(', ');

const instead = ({ fallback }: Chart) => outlined(fallback).map((row) => `  instead: ${row}`);

function outlinedRun(one: z.infer<typeof run>): string {
  if (typeof one === 'string') return one;
  const { type: _type, text, isSubtle, selectAction, ...styles } = one;
  const said = [...Object.values(styles), isSubtle ? 'subtle' : '', selectAction?.url ?? ''].filter(Boolean);
  return said.length === 0 ? text : `<${said.join(' ')}>${text}</>`;
}
