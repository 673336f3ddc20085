import { z } from 'zod';

/** Tags that a card reads; Google names more, and a message needs no others. */
const TAG = /<(?:b|\/b|br|a href="https?:\/\/[^"<>]*"|\/a)>/g;

/** Text that cards read HTML in: known tags, in pairs, and nothing else that could be one. */
const html = z
  .string()
  .min(1)
  .refine((text) => !/[<>]/.test(text.replace(TAG, '')), 'holds a tag that is not ours')
  .refine((text) => !/&(?!(?:amp|lt|gt|quot);)/.test(text), 'holds a bare &')
  .refine((text) => ['b', 'a'].every((tag) => pairs(text, tag)), 'leaves a tag open');

const pairs = (text: string, tag: string) =>
  (text.match(new RegExp(`<${tag}[ >]`, 'g')) ?? []).length ===
  (text.match(new RegExp(`</${tag}>`, 'g')) ?? []).length;

/** Text that is shown as it is; nothing in it may look like a mention or a link. */
const plain = z
  .string()
  .min(1)
  .refine((text) => !/[<>]/.test(text), 'holds an angle bracket');

const decorated = z.strictObject({
  decoratedText: z.strictObject({
    topLabel: z.string().refine((text) => !/[<>]/.test(text)),
    text: html,
    wrapText: z.boolean(),
    bottomLabel: plain.optional(),
  }),
});

const widget = z.union([
  z.strictObject({ textParagraph: z.strictObject({ text: html }) }),
  decorated,
  z.strictObject({
    columns: z.strictObject({
      columnItems: z
        .array(
          z.strictObject({
            horizontalSizeStyle: z.enum(['FILL_AVAILABLE_SPACE', 'FILL_MINIMUM_SPACE']),
            widgets: z.array(decorated).min(1),
          }),
        )
        .min(1)
        .max(2),
    }),
  }),
]);

const message = z.strictObject({
  fallbackText: plain,
  thread: z.strictObject({ threadKey: z.string().min(1).max(4000) }).optional(),
  cardsV2: z.tuple([
    z.strictObject({
      cardId: z.string().min(1),
      card: z.strictObject({
        header: z.strictObject({ title: plain, subtitle: plain.optional() }),
        sections: z
          .array(
            z.strictObject({
              header: html.optional(),
              collapsible: z.boolean().optional(),
              uncollapsibleWidgetsCount: z.int().positive().optional(),
              widgets: z.array(widget).min(1).max(100),
            }),
          )
          .min(1)
          .max(100),
      }),
    }),
  ]),
});

export type GoogleChatMessage = z.infer<typeof message>;

export const GOOGLE_CHAT_LIMIT = 32_000;

/** A message as Google Chat takes it; throws for any other. */
export function readGoogleChatMessage(json: string | Uint8Array): GoogleChatMessage {
  const bytes = Buffer.from(json);
  if (bytes.length > GOOGLE_CHAT_LIMIT) throw new Error(`the message has ${bytes.length} bytes`);
  return message.parse(JSON.parse(bytes.toString()));
}

/** The sections of the card by their header, each as its lines. */
export function googleChatLines({ cardsV2: [{ card }] }: GoogleChatMessage): Map<string, string[]> {
  return new Map(
    card.sections.map(({ header = '', widgets }, place) => [
      header || `section ${place}`,
      widgets.flatMap((one) => ('textParagraph' in one ? one.textParagraph.text.split('<br>') : [])),
    ]),
  );
}

/** The texts of a part of a card in reading order, in its HTML. */
export function googleChatTexts(part: unknown): string[] {
  if (typeof part === 'string') return part.startsWith('FILL_') ? [] : [part];
  return part === null || typeof part !== 'object' ? [] : Object.values(part).flatMap(googleChatTexts);
}
