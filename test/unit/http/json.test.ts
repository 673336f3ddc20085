import { describe, expect, test } from 'vitest';
import { readJson } from '../../../src/http/json.js';
import { Secret } from '../../../src/lib/secret.js';

const deep = (depth: number, open = '[', close = ']') => open.repeat(depth) + close.repeat(depth);

describe('a text that is not read', () => {
  test.each([
    ['5,000 arrays in each other', deep(5_000)],
    ['a million arrays that are never closed', '['.repeat(1_000_000)],
    ['5,000 objects in each other', '{"a":'.repeat(5_000) + 1 + '}'.repeat(5_000)],
    ['depth behind a string with brackets and quotes', `["]]\\"[",${deep(65)}]`],
    ['three million numbers', `[${'1,'.repeat(3_000_000)}1]`],
    ['three million empty objects', `[${'{},'.repeat(3_000_000)}1]`],
    ['no JSON', '{"ok":tr'],
    ['nothing', ''],
  ])('%s', (_what, text) => {
    expect(readJson(text, [])).toBeUndefined();
  });
});

describe('a text that is read as it is', () => {
  test.each([
    ['brackets within a string', JSON.stringify({ name: '['.repeat(5_000) })],
    ['an escaped quote before brackets', JSON.stringify({ name: `"${'{'.repeat(500)}` })],
    ['a backslash at the end of a string', JSON.stringify(['a\\', '['.repeat(500), '\\\\"['])],
    ['sixty levels', deep(60)],
    ['a number beyond all numbers', '{"value":1e999}'],
    ['a key twice', '{"value":1,"value":2}'],
    ['half a surrogate pair', '{"name":"\\ud800"}'],
    ['NUL', '{"name":"\\u0000"}'],
  ])('%s', (_what, text) => {
    expect(readJson(text, [])).toEqual(JSON.parse(text));
  });

  test('__proto__ is a key like any other', () => {
    const value = readJson('{"__proto__":{"polluted":"\\u0041"}}', [new Secret('other')]);
    expect(Object.keys(value as object)).toEqual(['__proto__']);
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });
});

test.each([
  ['{"name":"t\\u006fken-1/2"}', { name: '<secret>' }],
  ['{"name":"token-1\\/2"}', { name: '<secret>' }],
  ['[{"token-1\\u002f2":[" token-1\\u002F2 "]}]', [{ '<secret>': [' <secret> '] }]],
])('a secret behind escapes is found: %s', (text, value) => {
  expect(readJson(text, [new Secret('token-1/2')])).toEqual(value);
});
