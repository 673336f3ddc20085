import { describe, expect, test } from 'vitest';
import { createFormat } from '../../../src/digest/format.js';
import { en } from '../../../src/digest/messages/en.js';
import { CATALOGUES, createWords } from '../../../src/digest/words.js';

const english = createWords(createFormat('en-GB', 'UTC'));

test.each([
  [0, '0 conversations'],
  [1, '1 conversation'],
  [2, '2 conversations'],
  [1734, '1,734 conversations'],
])('the plural of %d is %s', (count, text) => {
  expect(english.say('count.conversations', { count })).toBe(text);
});

test('what a name holds is not read as a placeholder', () => {
  expect(english.say('label.of', { name: '{of}', of: '$& {name}' })).toBe('{of} ($& {name})');
});

test('a language without a catalogue keeps its numbers and gets English words', () => {
  const polish = createWords(createFormat('pl-PL', 'UTC'));
  expect(polish.say('count.messages', { count: 12_345 })).toBe('12\u00a0345 messages');
  expect(polish.list(['Slack', 'App', 'Custom'])).toBe('Slack, App and Custom');
});

const placeholders = (message: unknown) =>
  new Set([...JSON.stringify(message).matchAll(/\{(\w+)\}/g)].map(([, name]) => name));

describe.each([...CATALOGUES])('the catalogue of %s', (_language, { messages }) => {
  test.each(Object.entries(messages))('fills the same placeholders in %s as English', (key, message) => {
    const same = Object.entries(en).find(([name]) => name === key)?.[1];
    expect(placeholders(message)).toEqual(placeholders(same));
  });
});
