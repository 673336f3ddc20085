// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts hold variables of the configuration.
import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../../src/config/load.js';
import { expand } from '../../../../src/config/read/variables.js';
import { plugins } from '../plugins.js';

const env = { NAME: 'Ann', EMPTY: '', NESTED: '${NAME}', toString: undefined };

describe('In a text', () => {
  test.each([
    ['no variable stays as it is', 'plain $5 {a}', 'plain $5 {a}'],
    ['a variable takes its value', 'Hi ${NAME}!', 'Hi Ann!'],
    ['several variables take their values', '${NAME}${NAME}', 'AnnAnn'],
    ['a default is not used when there is a value', '${NAME:-Bob}', 'Ann'],
    ['a missing variable takes its default', '${NOBODY:-Bob}', 'Bob'],
    ['an empty variable takes its default', '${EMPTY:-Bob}', 'Bob'],
    ['a default may be empty', '[${NOBODY:-}]', '[]'],
    ['a default may hold a colon and a dash', '${NOBODY:-a:-b}', 'a:-b'],
    ['an empty variable without default is empty', '[${EMPTY}]', '[]'],
    ['a doubled dollar sign escapes', '$${NAME}', '${NAME}'],
    ['a value is not searched for variables again', '${NESTED}', '${NAME}'],
  ])('%s', (_name, text, value) => {
    expect(expand(text, env)).toMatchObject({ value, faults: [] });
  });

  test.each(['${NOBODY}', '${toString}', '${hasOwnProperty}'])('%s is reported as not set', (text) => {
    expect(expand(text, env).faults).toEqual([`the environment variable ${text.slice(2, -1)} is not set`]);
  });

  test.each(['${}', '${1A}', '${A B}', '${A:Bob}', '${', 'x ${A'])(
    '%s is reported as badly written',
    (text) => {
      expect(expand(text, env).faults).toHaveLength(1);
    },
  );
});

test('A value that looks like YAML stays one text', async () => {
  const text =
    'chatbot: { token: t }\nbots: { a: { storyId: s, name: ${NAME} } }\ndigests: { d: { bots: [a] } }\n';
  const hostile = 'x }, b: { storyId: "z" # ';
  const config = await parseConfig(text, 'config.yaml', { env: { NAME: hostile }, plugins });
  expect([...config.bots.keys()]).toEqual(['a']);
  expect(config.bots.get('a')?.name).toBe(hostile.trim());
});
