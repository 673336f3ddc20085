import { z } from 'zod';
import type { ChannelRules } from '../channel-rules.js';
import type { DigestConfig, Messages, MessagesByLanguage } from '../config.js';
import type { Issue } from '../problem.js';
import { addFault, lineValue, locale, textValue, zone } from '../values/leaf.js';

/** Dependencies injected by the composition root: formats, channels, templates, messages and cron. */
export interface Plugins {
  /** Epoch ms, for what may have expired. */
  readonly now: number;
  /** The options schema of each renderer, by its name in `formats:`; `{}` must be valid for each. */
  readonly formats: Readonly<Record<string, z.ZodType>>;
  /** The channels for `deliver:` and `notify:`. */
  readonly channels: readonly ChannelRules[];
  /** What is wrong with a cron expression, as a fragment of a message, or null. */
  scheduleProblem(expression: string): string | null;
  /** The shortest time between two of its next slots, ms of local time; null if there is only one. The expression must have no problem. */
  shortestInterval(expression: string): number | null;
  /**
   * The next slot at which the last day of the window is over in the digest's time zone but not in `zone`: its local time in both,
   * `2026-11-30 08:00`; null if there is none.
   */
  unfinishedSlot(
    digest: DueDays,
    zone: string,
  ): Promise<{ readonly own: string; readonly there: string } | null>;
  /** The templates that a `templates:` folder may replace, by file name. */
  readonly templates: Readonly<Record<string, TemplateKind>>;
  readonly messages: MessageRules;
}

/** The keys that determine when a digest is due and which days it covers. */
export type DueDays = Pick<DigestConfig, 'schedule' | 'timezone' | 'period' | 'weekStart'> &
  Partial<Pick<DigestConfig, 'skipHolidays' | 'holidays' | 'from' | 'until'>>;

export interface TemplateKind {
  /** The path of the built-in template in the package. */
  readonly file: string;
  /** What is wrong with a source, or null. */
  fault(source: string): Promise<TemplateFault | null>;
}

/** Line and column, from 1; both are 0 for the template as a whole. */
export interface TemplateFault {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly suggestion?: string;
}

/** Checks of message files. */
export interface MessageRules {
  /** The problems of a language's messages. */
  issues(language: string, messages: unknown): Promise<Issue[]>;
  /** What is valid and no longer has an effect, or lacks what its message now states. */
  warnings(messages: Messages): Promise<Issue[]>;
  /** The messages that fall back to English, after `own` is applied. */
  missing(language: string, own: MessagesByLanguage): Promise<readonly string[]>;
  /** Whether there are messages in the locale's language. */
  speaks(locale: string, own: MessagesByLanguage): boolean;
}

type Kinds = Readonly<Record<string, z.ZodType>>;

export interface Plugin {
  readonly kind: string;
  readonly options: unknown;
}

/** One optional key per kind, with its options schema. */
const shapeOf = (kinds: Kinds) =>
  Object.fromEntries(Object.entries(kinds).map(([kind, schema]) => [kind, strict(schema).optional()]));

/** `- folder: { path: ./exports }`: a single key, the kind, with its options. */
function withOptions(kinds: Kinds, noun: string) {
  const shape = shapeOf(kinds);
  const message = oneOf(kinds, noun);
  return z
    .strictObject(shape, { error: ({ code }) => (code === 'invalid_type' ? message : undefined) })
    .meta({ title: noun, minProperties: 1, maxProperties: 1 })
    .superRefine((entry, context) => {
      const faulty = context.issues.length > 0;
      if (!faulty && Object.keys(entry).length !== 1) addFault(context, { message });
    })
    .transform((entry): Plugin => {
      const [kind = '', options] = Object.entries(entry)[0] ?? [];
      return { kind, options };
    });
}

const oneOf = (kinds: Kinds, noun: string): string =>
  `must be one ${noun} with its options, such as ${Object.keys(kinds).at(-1)}: { … }`;

/** Makes a plug-in's schema refuse unknown keys if it would strip them silently. */
function strict(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodObject && schema.def.catchall === undefined ? schema.strict() : schema;
}

/** `pdf`, or `pdf: { … }`. */
export function formatEntry(formats: Kinds) {
  const word = z
    .enum(Object.keys(formats))
    .transform((kind): Plugin => ({ kind, options: formats[kind]?.parse({}) }));
  return z.union([word, withOptions(formats, 'format')]);
}

/** The keys of its digest that an entry of `deliver:` may override. */
const sliceKeys = (formats: Kinds) => ({
  bots: z.array(textValue()).min(1).optional().describe('These readers get these bots only.'),
  locale: locale().optional().describe('Language and number formats for these readers.'),
  timezone: zone()
    .optional()
    .describe('IANA time zone of these readers: the same dates in their local time.'),
  formats: z.array(formatEntry(formats)).optional().describe('Files for these readers.'),
  title: lineValue().optional().describe('Heading and mail subject for these readers.'),
});

export type SliceInput = z.output<z.ZodObject<ReturnType<typeof sliceKeys>>>;

export interface DeliverEntry extends Plugin {
  readonly slice: SliceInput;
}

/** `- email: { to: […] }`, with optional overrides for these readers beside it. */
export const deliverEntry = ({ channels, formats }: Pick<Plugins, 'channels' | 'formats'>) =>
  entryWith(sliceKeys(formats), channels);

/** An entry of an alert: its message has no files and is about all of its bots, so that readers differ in language and zone only. */
export const alertEntry = ({ channels, formats }: Pick<Plugins, 'channels' | 'formats'>) => {
  const { locale, timezone } = sliceKeys(formats);
  return entryWith(
    { locale, timezone: timezone.describe('IANA time zone of these readers: times in their local time.') },
    channels,
  );
};

function entryWith(beside: z.ZodRawShape, channels: Plugins['channels']) {
  const kinds = optionsOf(channels);
  const message = oneOf(kinds, 'channel');
  return z
    .strictObject(
      { ...shapeOf(kinds), ...beside },
      { error: ({ code }) => (code === 'invalid_type' ? message : undefined) },
    )
    .meta({ title: 'channel or key beside one', minProperties: 1 })
    .superRefine((entry, context) => {
      const faulty = context.issues.length > 0;
      if (!faulty && kindsOf(entry, kinds).length !== 1) addFault(context, { message });
    })
    .transform((entry): DeliverEntry => {
      const [kind = ''] = kindsOf(entry, kinds);
      const { bots, locale, timezone, formats, title } = entry as SliceInput;
      const options = (entry as Readonly<Record<string, unknown>>)[kind];
      return { kind, options, slice: { bots, locale, timezone, formats, title } };
    });
}

const kindsOf = (entry: object, kinds: Kinds): string[] => Object.keys(entry).filter((key) => key in kinds);

/** An entry of `notify:`. */
export const notifyEntry = (channels: Plugins['channels']) => withOptions(optionsOf(channels), 'channel');

const optionsOf = (channels: Plugins['channels']): Kinds =>
  Object.fromEntries(channels.map(({ kind, options }) => [kind, options]));
