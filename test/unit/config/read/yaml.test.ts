// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts hold variables of the configuration.
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parseConfig } from '../../../../src/config/load.js';
import { ConfigError } from '../../../../src/config/problem.js';
import { untypedValue } from '../../../../src/config/read/tree.js';
import { parseYaml } from '../../../../src/config/read/yaml.js';
import { samples, someOf } from '../../../support/samples.js';
import { context } from '../plugins.js';

/** Characters of a long file, of which it may have a million. */
const LONG = samples(800_000);
/** `text` repeated up to so many characters. */
const fill = (text: string, size = LONG) => text.repeat(Math.floor(size / text.length));
const many = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('');

const KEYS = 'holds too many keys and values: at most 20000 are taken';
const DEEP = 'is nested too deeply';
const LINES = 'holds too many lines, blanks or comments';
const ALIASES = 'holds more than 1000 aliases';

/** Seconds that the processor worked for this process. */
async function secondsOf(work: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  await work();
  return process.cpuUsage(start).user / 1e6;
}

/** Keys of which a fourth is more than is taken. */
const TOO_MANY = samples(84_000);

/** The largest file that is taken. */
const largest = many(19_000, (index) => `k${index}: 1\n`);
/** Soon is at most so many times as long as the largest file takes; without limits the library takes fifty times as long and more. */
const SOON = 15;

/** On a busy machine all takes longer, so that more than a second is held against the largest file, now. */
async function expectSoon(seconds: number) {
  if (seconds > 1) expect(seconds / (await secondsOf(() => parseYaml(largest)))).toBeLessThan(SOON);
}

/** Each of them takes as long as the limit lets it. */
const LONG_FILES: readonly (readonly [name: string, text: string, message: string])[] = [
  ['80,000 keys', many(80_000, (index) => `k${index}: 1\n`), KEYS],
  ['80,000 keys in braces', `{${many(80_000, (index) => `k${index}: 1,`)}}`, KEYS],
  ['one key again and again', fill('a: 1\n'), KEYS],
  ['a list of dashes', fill('-\n'), KEYS],
  ['a list in brackets', `[${fill('a,')}]`, KEYS],
  ['pairs in brackets', `[${fill('a: b,')}]`, KEYS],
  ['empty mappings', fill('{}'), KEYS],
  ['commas', `[${fill(',')}]`, KEYS],
  ['brackets that only close', fill(']'), KEYS],
  ['braces that only close', fill('}'), KEYS],
  ['colons', fill(':\n'), KEYS],
  ['question marks', fill('?\n'), KEYS],
  ['keys that are lists', fill('? [a]\n: b\n'), KEYS],
  ['anchors', `[${many(60_000, (index) => `&a${index} 1,`)}]`, KEYS],
  ['tags', `[${fill('!!str a,')}]`, KEYS],
  ['directives', `${fill('%FOO bar\n', 990_000)}---\na: 1\n`, KEYS],
  ['quotes', fill('"'), KEYS],
  ['aliases', `a: &x 1\nb: [${'*x,'.repeat(19_000)}]\n`, ALIASES],
  ['merge keys', `a: &x {b: 1}\nc:\n${fill('  <<: *x\n')}`, ALIASES],
  ['brackets', fill('['), DEEP],
  ['braces', fill('{a: '), DEEP],
  ['dashes', fill('- '), DEEP],
  ['questions and dashes', fill('- ? '), DEEP],
  ['ever deeper lines', many(1_200, (index) => `${' '.repeat(index)}a:\n`), DEEP],
  ['comments', fill('# x\n', 990_000), LINES],
  ['empty lines', fill('\n', 990_000), LINES],
  ['lines of tabs', fill('\t\n', 990_000), LINES],
  ['documents', fill('---\na\n'), 'the file must hold one document: remove this “---” and what follows'],
  ['a long key', `${fill('x')}: 1\n`, 'a key cannot have more than 1024 characters'],
];

describe('A file that is made to take long is refused soon, for', () => {
  test.each(someOf(9, LONG_FILES))('%s', async (_name, text, message) => {
    let parsed = parseYaml('');
    await expectSoon(
      await secondsOf(() => {
        parsed = parseYaml(text);
      }),
    );
    const { tree, issues } = parsed;
    expect({ tree, messages: issues.map((issue) => issue.message) }).toEqual({
      tree: null,
      messages: [message],
    });
  });
});

describe('A long value is read soon:', () => {
  test.each([
    ['one line', `a: ${fill('x')}`, LONG],
    ['many words', `a: ${fill('x ')}`, LONG - 1],
    ['many lines', `a: x\n${fill('  x\n')}`, LONG / 2 + 1],
    ['double quotes', `a: "${fill('x')}"`, LONG],
    ['escapes', `a: "${fill('\\n')}"`, LONG / 2],
    ['doubled quotes', `a: '${fill("''")}'`, LONG / 2],
    ['a literal block', `a: |-\n${fill('  x\n')}`, LONG / 2 - 1],
    ['a folded block', `a: >-\n${fill('  x\n')}`, LONG / 2 - 1],
  ])('%s', async (_name, text, length) => {
    let parsed = parseYaml('');
    await expectSoon(
      await secondsOf(() => {
        parsed = parseYaml(text);
      }),
    );
    const { tree, issues } = parsed;
    expect(issues).toEqual([]);
    expect(tree && (untypedValue(tree) as { a: string }).a.length).toBe(length);
  });
});

test('19,000 keys that mean nothing are refused soon, the first of them by name and the rest by number', async () => {
  const error = await parseConfig(largest, 'config.yaml', context).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(ConfigError);
  const lines = (error as ConfigError).message.split('\n');
  expect(lines).toHaveLength(201);
  expect(lines.at(-1)).toBe(`config.yaml: and ${(error as ConfigError).problems.length - 200} more problems`);
});

test.each([
  ['a variable again and again', fill('${A}'), 'the environment variable A is not set'],
  ['a variable that never closes', fill('${'), 'must be followed by a variable’s name'],
  ['a time zone', fill('x'), 'is not an IANA time zone'],
  ['a time zone of dashes', fill('a-'), 'is not an IANA time zone'],
])('%s of a megabyte is refused soon, in a short message', async (_name, value, message) => {
  let error = new Error('it was taken');
  const load = () => parseConfig(`timezone: ${value}\n`, 'config.yaml', context);
  await expectSoon(
    await secondsOf(() =>
      load().catch((thrown: Error) => {
        error = thrown;
      }),
    ),
  );
  expect(error.message).toContain(message);
  expect(error.message.length).toBeLessThan(1_000);
});

describe('Message and theme files of a templates folder are limited as well:', () => {
  test.each(['messages/pt.yaml', 'theme.yaml'])('%s', async (name) => {
    const folder = await mkdtemp(join(tmpdir(), 'botdigest-yaml-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await mkdir(join(folder, 'templates/messages'), { recursive: true });
    await writeFile(
      join(folder, 'templates', name),
      many(TOO_MANY, (index) => `k${index}: 1\n`),
    );
    const text = `templates: templates\nchatbot: { token: t }\nbots: { a: { storyId: s } }\ndigests: { d: { bots: [a] } }\n`;
    await expect(parseConfig(text, join(folder, 'config.yaml'), context)).rejects.toThrow(
      `templates/${name}: ${KEYS}`,
    );
  });
});

/** The example's digest with a line of its own; answers the problems as `line:column: message`. */
async function problemsOf(line: string): Promise<string[]> {
  const text = `chatbot: { token: t }\nbots: { a: { storyId: s } }\ndigests:\n  d:\n    bots: [a]\n${line}\n`;
  const error: unknown = await parseConfig(text, 'config.yaml', context).catch((thrown: unknown) => thrown);
  return error instanceof ConfigError
    ? error.problems.map(({ line, column, message }) => `${line}:${column}: ${message}`)
    : [];
}

const quoted = (first: string, column = 15) =>
  `6:${column}: a value cannot start with “${first}” here: put it in quotes`;

describe('What YAML takes for something else is told in its place:', () => {
  test.each([
    ['    schedule: * 9 * * *', quoted('*')],
    ['    schedule: */5 * * * *', quoted('*')],
    ['    schedule: */5 8-17 * * MON-FRI', quoted('*')],
    ['    schedule: *', quoted('*')],
    ['    schedule: @daily', quoted('@')],
    ['    schedule: %5 * * * *', quoted('%')],
    ['    schedule: - 5 * * *', quoted('-')],
    ['    schedule: ? 5 * * *', quoted('?')],
    ['    schedule:    * 9 * * *   # every minute', quoted('*', 18)],
    ['    title: `x`', quoted('`', 12)],
    ['    title: |x', quoted('|', 12)],
    ['    title: > a', quoted('>', 12)],
    [
      '    deliver: [ slack: { channel: #general } ]',
      '6:34: an unquoted # starts a comment: put the value in quotes',
    ],
    [
      '    deliver: [ slack: { channel: @general } ]',
      '6:34: a value cannot start with this character: put it in quotes',
    ],
    [
      '    schedule: “0 8 * * MON”',
      '6:15: typographic quotes are part of the value: write plain ones, as in "0 8 * * MON"',
    ],
    [
      '    schedule: „0 8 * * MON“',
      '6:15: typographic quotes are part of the value: write plain ones, as in "0 8 * * MON"',
    ],
    ['    schedule: "0 8 * * MON', '6:15: this quote is not closed'],
    ["    title: 'a", '6:12: this quote is not closed'],
    ['    title: *bold*', '6:12: *bold* refers to an anchor that is not there; a text needs quotes'],
    ['    title: &amp', '6:16: &amp names an anchor and no value; a text needs quotes'],
    [
      '    title: !important',
      '6:22: the tag !important is not allowed; a text that starts with ! needs quotes',
    ],
    [
      '    title: #general',
      '6:12: has no value: give it one or remove the key (an unquoted # starts a comment)',
    ],
    ['    title: a: b', '6:12: a value that holds “: ” needs quotes, and a nested key a line of its own'],
    [
      "    title: 'it's'",
      '6:16: the quotes end before this; inside single quotes write a quote twice, inside double quotes put a backslash before it',
    ],
    [
      '    title: "a" b',
      '6:16: the quotes end before this; inside single quotes write a quote twice, inside double quotes put a backslash before it',
    ],
    ['    title: 2026', '6:12: must be text: put it in quotes'],
    ['    title: true', '6:12: must be text: put it in quotes'],
    ['\ttitle: x', '6:1: a tab cannot indent; use spaces'],
    [
      '    <<: { title: a }',
      '6:5: merge keys (<<) are not read; write the keys out, or give a whole value by an alias such as *name',
    ],
    ['    title: a\n    title: b', '7:5: this key stands here a second time'],
  ])('%s', async (line, problem) => {
    expect(await problemsOf(line)).toEqual([problem]);
  });

  test.each([
    '0 8 * * MON',
    'no',
    'on',
    'off',
    'y',
    '08:00',
    '1.2.3',
    '2026-11-01',
    '0x',
    '1_000',
    'a#b',
    'a*b',
    '-a',
    '?a',
    'a%',
    "it's",
    'https://x',
    '<<',
  ])('and %s is a text without quotes', async (text) => {
    expect(await problemsOf(`    title: ${text}`)).toEqual([]);
  });
});

test.each(['%YAML 1.1\n---\n', '%YAML 1.2\n---\n', '%YAML 1.1 # old\n--- # x\n', '---\n', ''])(
  'After %j words and times are what they are without it',
  async (head) => {
    const text = `${head}server: off\ntimezone: UTC\nchatbot: { token: on, offsetSign: 1 }\nbots: { a: { storyId: no, name: 08:00 } }\ndigests: { d: { bots: [a], title: yes, period: { from: 2026-01-01, to: 2026-01-31 } } }\n`;
    const config = await parseConfig(text, 'config.yaml', context);
    expect(config.server).toBeNull();
    expect(config.bots.get('a')).toMatchObject({ name: '08:00', storyId: 'no' });
    expect(config.digests.get('d')).toMatchObject({
      title: 'yes',
      period: { from: '2026-01-01', to: '2026-01-31' },
    });
  },
);

test('An alias means the last anchor of its name before it, also where an anchor stands inside another', async () => {
  const text = 'a: &a [&b 1]\nb: &b 2\nc: [*a, *b]\n';
  const { tree } = parseYaml(text);
  expect(tree && untypedValue(tree)).toEqual({ a: [1], b: 2, c: [[1], 2] });
});

test('The example and the starter stay far below every limit', () => {
  for (const file of ['config.example.yaml', 'templates/starter.yaml', 'templates/theme.yaml'])
    expect(parseYaml(readFileSync(file, 'utf8')).issues).toEqual([]);
});
