import { expect, test } from 'vitest';
import { configJsonSchema } from '../../../src/config/json-schema.js';
import { pluginsAt } from '../../../src/configuration.js';
import { codeIn, linksOf, repositoryFile, rowsOf, sectionOf } from '../../support/markdown.js';

interface Node {
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: Node | boolean;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
}

interface Key {
  readonly path: string;
  readonly default: unknown;
}

/** Every key of the configuration: `digests.<id>.workingHours.days`, `notify[].webhook.url`. */
function keysOf(node: Node, path = ''): readonly Key[] {
  const below = Object.entries(node.properties ?? {}).flatMap(([name, value]) => {
    const at = path === '' ? name : `${path}.${name}`;
    return [{ path: at, default: value.default }, ...keysOf(value, at)];
  });
  const map =
    typeof node.additionalProperties === 'object' ? keysOf(node.additionalProperties, `${path}.<id>`) : [];
  const list = node.items === undefined ? [] : keysOf(node.items, `${path}[]`);
  return [...below, ...map, ...list, ...(node.anyOf ?? []).flatMap((one) => keysOf(one, path))];
}

const page = repositoryFile('docs/configuration.md');
const keys = keysOf(configJsonSchema(pluginsAt(0)) as Node);

/** The keys that the first cell of a row names: `a.b.c`, `d`, `.e` are a.b.c, a.b.d and a.b.e. */
function pathsIn(cell: string): readonly string[] {
  const parent = codeIn(cell)[0]?.replace(/\.?[^.]+$/, '') ?? '';
  const before = parent === '' ? '' : `${parent}.`;
  return codeIn(cell).map((code, at) => (at === 0 ? code : `${before}${code.replace(/^\./, '')}`));
}

const rows = rowsOf(sectionOf(page, 'keys')).map(([cell = '', fallback = '', says = '']) => ({
  paths: pathsIn(cell),
  fallback,
  says,
}));
const documented = new Map(rows.flatMap((row) => row.paths.map((path) => [path, row] as const)));

/** What stands about a key: its row, and the sections of this page that the row leads to. */
const aboutRow = ({ says, fallback }: (typeof rows)[number]): string =>
  [
    says,
    fallback,
    ...linksOf(says).map(({ target }) => (target.startsWith('#') ? sectionOf(page, target.slice(1)) : '')),
  ].join('\n');

/** Whether a row names the key, or the row of a key above it says each of its names. */
function isDocumented(path: string): boolean {
  if (documented.has(path)) return true;
  const above = [...documented.keys()].filter((one) =>
    new RegExp(`^${one.replace(/[.[\]<>]/g, '\\$&')}(\\.|\\[)`).test(path),
  );
  const row = documented.get(above.toSorted((a, b) => b.length - a.length)[0] ?? '');
  if (!row)
    return keys.some((key) => key.path !== path && key.path.startsWith(`${path}.`) && isDocumented(key.path));
  const words = new Set(codeIn(aboutRow(row)).flatMap((code) => code.split(/[^A-Za-z]+/)));
  const rest = path.slice(above.toSorted((a, b) => b.length - a.length)[0]?.length);
  return rest.split(/[^A-Za-z]+/).every((word) => word === '' || words.has(word));
}

test('every key of the configuration is documented', () => {
  expect(keys.length).toBeGreaterThan(100);
  expect(keys.map(({ path }) => path).filter((path) => !isDocumented(path))).toEqual([]);
});

test('every key that the table names is one of the configuration', () => {
  const known = new Set(keys.map(({ path }) => path));
  expect([...documented.keys()].filter((path) => !known.has(path))).toEqual([]);
});

const written = (value: unknown): string => (Array.isArray(value) ? `[${value.join(', ')}]` : String(value));

test('the defaults that the table names, one a key, are those of the configuration', () => {
  const defaults = new Map(keys.map((key) => [key.path, key.default]));
  const compared = rows.flatMap(({ paths, fallback }) => {
    const named = codeIn(fallback);
    if (named.length !== paths.length) return [];
    return paths.flatMap((path, at) => {
      const value = defaults.get(path);
      return value === undefined ? [] : [{ path, named: named[at], value: written(value) }];
    });
  });
  expect(compared.length).toBeGreaterThan(15);
  expect(compared.filter(({ named, value }) => named !== value)).toEqual([]);
});

test.each([
  'digests.<id>.nothing',
  'chatbot.nothing',
  'bots.<id>.title',
  'notify[].webhook.nothing',
  'nothing',
])('a key that is not there, %s, does not count as documented', (path) => {
  expect(isDocumented(path)).toBe(false);
});
