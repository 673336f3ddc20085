import { z } from 'zod';
import { secretUrl } from './address.js';
import { addFault } from './leaf.js';

/** What the composition root knows and the configuration does not: the plug-ins' options, and cron. */
export interface Plugins {
  /** Options of each renderer that may stand in `formats:`; `{}` must be valid for each. */
  readonly formats: Readonly<Record<string, z.ZodType>>;
  /** Options of each deliverer that may stand in `deliver:`. */
  readonly deliverers: Readonly<Record<string, z.ZodType>>;
  /** What is wrong with a cron expression in a time zone, as a sentence, or null. */
  scheduleProblem(expression: string, zone: string): string | null;
}

type Kinds = Readonly<Record<string, z.ZodType>>;

export interface Plugin {
  readonly kind: string;
  readonly options: unknown;
}

/** `- folder: { path: ./exports }`: one key, the plug-in's kind, with its options. */
function withOptions(kinds: Kinds, noun: string) {
  const shape = Object.fromEntries(
    Object.entries(kinds).map(([kind, schema]) => [kind, strict(schema).optional()]),
  );
  const message = `must be one ${noun} with its options, such as ${example(kinds)}`;
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

const example = (kinds: Kinds): string => `${Object.keys(kinds).at(-1)}: { … }`;

/** A plug-in's schema that refuses keys it does not know, even when it would drop them silently. */
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

export function deliverEntry(deliverers: Kinds) {
  return withOptions(deliverers, 'deliverer');
}

const webhook = z.strictObject({
  url: secretUrl().describe('Gets a POST with a short JSON message; https, or http on this machine only.'),
});

/** Where failures are told: as in `deliver:`, or to a webhook. */
export function notifyEntry(deliverers: Kinds) {
  return withOptions({ ...deliverers, webhook }, 'deliverer');
}
