import { z } from 'zod';
import type { Plugins } from './schema/plugins.js';
import { rootSchema } from './schema/root.js';

/**
 * The JSON Schema (draft 2020-12) of a configuration file, generated from the schemas that validate it. Every scalar also
 * accepts a string with `${NAME}`.
 */
export function configJsonSchema(plugins: Plugins): object {
  return {
    title: 'botdigest configuration',
    ...z.toJSONSchema(rootSchema(plugins), {
      io: 'input',
      unrepresentable: 'any',
      override: ({ jsonSchema, path }) => {
        if (path.at(-1) !== 'propertyNames') admitVariables(jsonSchema);
      },
    }),
  };
}

const VARIABLE = { type: 'string', pattern: '\\$\\{[A-Za-z_]' } as const;
const FORM = ['type', 'enum', 'const', 'pattern', 'minimum', 'maximum', 'minLength', 'format'] as const;

/** Turns `{ description, enum }` into `{ description, anyOf: [{ enum }, variable] }`, in place. */
function admitVariables(schema: z.core.JSONSchema.BaseSchema): void {
  const scalar = schema.type === 'integer' || schema.type === 'number' || schema.type === 'boolean';
  const formed = schema.enum !== undefined || schema.pattern !== undefined;
  if (!scalar && !formed) return;
  const form = Object.fromEntries(FORM.filter((key) => key in schema).map((key) => [key, schema[key]]));
  for (const key of FORM) delete schema[key];
  schema.anyOf = [form, VARIABLE];
}
