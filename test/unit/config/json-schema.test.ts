import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { COUNTS, PERIODS } from '../../../src/config/config.js';
import { configJsonSchema } from '../../../src/config/json-schema.js';
import { REPORTS, SOURCES } from '../../../src/vocabulary/chatbot.js';
import { plugins } from './plugins.js';

interface Node {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: Node | boolean;
  readonly propertyNames?: Node;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
}

const schema = configJsonSchema(plugins) as Node;

/** The schema node at a path of keys; `*` is any key of a map, `[]` any entry of a list. */
function at(path: string): Node {
  return path.split(' ').reduce<Node>((node, step) => {
    const below = [node, ...(node.anyOf ?? [])].flatMap((one) =>
      step === '[]'
        ? (one.items ?? [])
        : step === '*'
          ? (one.additionalProperties ?? [])
          : (one.properties?.[step] ?? []),
    )[0];
    if (typeof below !== 'object') throw new Error(`There is no ${step} on the way to ${path}`);
    return below;
  }, schema);
}

const wordsOf = (node: Node): readonly unknown[] => [
  ...(node.enum ?? []),
  ...(node.anyOf ?? []).flatMap(wordsOf),
];

describe('The JSON Schema', () => {
  test('is draft 2020-12 and plain JSON', () => {
    expect(schema).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object' });
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
  });

  test.each([
    ['digests * reports []', REPORTS],
    ['digests * period', PERIODS],
    ['bots * sources []', SOURCES],
    ['alerts * sources []', SOURCES],
    ['alerts * when silence', COUNTS],
    ['alerts * when in', ['thisWeek', 'thisMonth', 'thisQuarter', 'thisYear']],
    ['digests * formats []', Object.keys(plugins.formats)],
    ['chatbot arrayFormat', ['single', 'repeat', 'brackets', 'comma']],
  ])('offers for %s the words that loading accepts', (path, accepted) => {
    expect(wordsOf(at(path))).toEqual(accepted);
  });

  test('offers the channels with what may stand beside them', () => {
    const kinds = plugins.channels.map(({ kind }) => kind);
    expect(Object.keys(at('digests * deliver []').properties ?? {})).toEqual([
      ...kinds,
      'bots',
      'locale',
      'timezone',
      'formats',
      'title',
    ]);
    expect(Object.keys(at('alerts * deliver []').properties ?? {})).toEqual([...kinds, 'locale', 'timezone']);
    expect(Object.keys(at('notify []').properties ?? {})).toEqual(kinds);
  });

  test.each([
    ['timezone', 'UTC'],
    ['chatbot minInterval', '250ms'],
    ['email maxSize', '10MB'],
    ['digests * catchUp', 'latest'],
    ['digests * workingHours from', 9],
    ['alerts * bots', 'all'],
    ['alerts * check', '0 7 * * *'],
    ['alerts * budget', '1/year'],
    ['alerts * when for', '1d'],
  ])('gives for %s the default as it is written in the file', (path, value) => {
    expect(at(path).default).toBe(value);
  });

  test('keeps ids to their alphabet, without a way out through variables', () => {
    expect(at('bots').propertyNames?.pattern).toBe('^[a-z0-9][a-z0-9-]{0,62}$');
  });

  test('describes every key of ours', () => {
    const silent = keysWithoutDescription(schema, '').filter(
      (key) => !/(formats|deliver|notify|reports)\[\]/.test(key),
    );
    expect(silent).toEqual([]);
  });
});

function keysWithoutDescription(node: Node, path: string): string[] {
  const own = Object.entries(node.properties ?? {}).flatMap(([key, child]) => [
    ...(child.description ? [] : [`${path}.${key}`]),
    ...keysWithoutDescription(child, `${path}.${key}`),
  ]);
  const map =
    typeof node.additionalProperties === 'object'
      ? keysWithoutDescription(node.additionalProperties, `${path}.*`)
      : [];
  const items = node.items ? keysWithoutDescription(node.items, `${path}[]`) : [];
  return [
    ...own,
    ...map,
    ...items,
    ...(node.anyOf ?? []).flatMap((one) => keysWithoutDescription(one, path)),
  ];
}

describe('A reader of the JSON Schema', () => {
  const reader = z.fromJSONSchema(schema as z.core.JSONSchema.JSONSchema);
  const fileAt = (name: string) => fileURLToPath(new URL(`../../../${name}`, import.meta.url));
  const quoted = (text: string) => text.replace(/(?<=: )(\$\{[^}]*\})/g, '"$1"');
  const read = (name: string): unknown => parse(quoted(readFileSync(fileAt(name), 'utf8')));

  test.each([
    'config.example.yaml',
    'templates/starter.yaml',
    ...['minimal', 'everything', 'aliases-and-flow'].map((name) => `test/fixtures/config/good/${name}.yaml`),
  ])('accepts %s', (name) => {
    expect(reader.safeParse(read(name)).error?.issues).toBeUndefined();
  });

  test.each([
    'unknown-key',
    'missing-bots',
    'timeout-without-unit',
    'period-unknown',
    'report-unknown',
    'format-unknown',
    'bot-id',
    'deliver-no-recipients',
    'theme-scale-length',
    'digest-bots-missing',
    'alert-id',
    'alert-unknown-key',
    'alert-budget',
    'alert-days',
    'alert-when-unknown',
  ])('refuses what breaks the rule %s', (rule) => {
    expect(reader.safeParse(read(`test/fixtures/config/bad/${rule}.yaml`)).success).toBe(false);
  });
});
