import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ADDED, RETIRED } from '../../../../src/digest/language/earlier-messages.js';
import { createFormat } from '../../../../src/digest/language/format.js';
import { placeholdersOf } from '../../../../src/digest/language/message-file-rules.js';
import { CATALOGUES } from '../../../../src/digest/language/messages/catalogues.js';
import { en } from '../../../../src/digest/language/messages/en.js';
import { createLanguage, createWords } from '../../../../src/digest/language/words.js';

const english = createWords(createFormat('en-GB', 'UTC'));

test.each([
  [0, '0 conversations'],
  [1, '1 conversation'],
  [2, '2 conversations'],
  [1734, '1,734 conversations'],
])('the plural of %d is %s', (count, text) => {
  expect(english.say('count.conversations', { count })).toBe(text);
});

test.each([
  ['pl-PL', 1, '1 rozmowa'],
  ['pl-PL', 3, '3 rozmowy'],
  ['pl-PL', 12, '12 rozmów'],
  ['pl-PL', 22, '22 rozmowy'],
  ['uk-UA', 21, '21 розмова'],
  ['uk-UA', 11, '11 розмов'],
  ['uk-UA', 103, '103 розмови'],
  ['fr-FR', 0, '0 conversation'],
  ['fr-FR', 2_000_000, '2\u00a0000\u00a0000 de conversations'],
  ['es-ES', 1_000_000, '1.000.000 de conversaciones'],
  ['de-DE', 1_734, '1.734 Gespräche'],
])('in %s %d of them are %s', (locale, count, text) => {
  expect(createLanguage(locale, 'UTC').words.say('count.conversations', { count })).toBe(text);
});

test('what a name holds is not read as a placeholder', () => {
  expect(english.say('label.of', { name: '{of}', of: '$& {name}' })).toBe('{of} ($& {name})');
});

describe('a locale that nobody has words for', () => {
  const { words, format } = createLanguage('it-IT', 'UTC');

  test('keeps its numbers and gets words and dates in English', () => {
    expect(words.say('count.messages', { count: 12_345 })).toBe('12.345 messages');
    expect(words.list(['Slack', 'App', 'Custom'])).toBe('Slack, App and Custom');
    expect(format.day('2026-11-16')).toBe('16 November 2026');
    expect(words.locale).toBe('en-GB');
  });
});

test('what earlier versions said is not among the messages, and what they lacked is in them', () => {
  expect([...RETIRED].filter((key) => key in en)).toEqual([]);
  for (const [key, names] of ADDED)
    expect([...placeholdersOf(en[key as keyof typeof en])]).toEqual(expect.arrayContaining([...names]));
});

describe('messages of the user’s own', () => {
  const own = new Map([
    ['pt', { 'tile.paid': 'Pagas', 'tile.messages': 'Mensagens', 'count.messages': '{count} msg' }],
    ['pt-BR', { 'tile.paid': 'Tarifadas' }],
    ['pl', { 'tile.paid': 'Rozliczane' }],
    ['en', { 'tile.bot': 'x', 'label.bot': 'Assistant' }],
    ['zh-Hant', { 'tile.paid': '付費' }],
    ['ja', { 'tile.paid': '有料' }],
    ['ar', { 'tile.paid': 'مدفوعة' }],
  ]);
  const said = (locale: string) => createLanguage(locale, 'UTC', own).words;

  test.each([
    ['pt-BR', ['Tarifadas', 'Mensagens', 'Assistant']],
    ['pt-PT', ['Pagas', 'Mensagens', 'Assistant']],
    ['pl-PL', ['Rozliczane', 'Wiadomości', 'Bot']],
    ['en-GB', ['Paid', 'Messages', 'Assistant']],
    ['zh-TW', ['付費', 'Messages', 'Assistant']],
    ['it', ['Paid', 'Messages', 'Assistant']],
  ])('speak %s where they can, before the built-in ones and before English', (locale, texts) => {
    const words = said(locale);
    expect([words.say('tile.paid'), words.say('tile.messages'), words.say('label.bot')]).toEqual(texts);
  });

  test('leave what falls back to English to the plural rules of English', () => {
    expect(said('ja').say('count.conversations', { count: 1 })).toBe('1 conversation');
  });

  test('may have one form for every number', () => {
    expect(said('pt-PT').say('count.messages', { count: 1 })).toBe('1 msg');
  });

  test.each([
    ['ar', 'rtl'],
    ['pl-PL', 'ltr'],
    ['he', 'ltr'],
  ])(
    'run in the direction of the script of %s, or of the English that is said instead',
    (locale, direction) => {
      expect(said(locale).direction).toBe(direction);
    },
  );
});

describe.each([...CATALOGUES])('the catalogue of %s', (language, messages) => {
  const rules = new Intl.PluralRules(language);
  const texts = Object.entries(en).map(([key, same]) => {
    const message = messages[key as keyof typeof en];
    return [key, same, message] as const;
  });

  test('has every message of English and no other', () => {
    expect(Object.keys(messages).toSorted()).toEqual(Object.keys(en).toSorted());
  });

  test.each(texts)('fills the same placeholders in %s as English', (_key, same, message) => {
    expect(placeholdersOf(message)).toEqual(placeholdersOf(same));
  });

  test.each(texts)('has a form of %s for every plural category of the language', (_key, same, message) => {
    if (typeof same === 'string') return expect(message).toBeTypeOf('string');
    expect(Object.keys(message).toSorted()).toEqual(rules.resolvedOptions().pluralCategories.toSorted());
    return expect(Object.values(message).filter((text) => text === '')).toEqual([]);
  });

  test('chooses the form that the plural rules name for any count', () => {
    const { words, format } = createLanguage(language, 'UTC');
    const forms = messages['count.conversations'];
    fc.assert(
      fc.property(
        fc.oneof(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 10_000_000 })),
        (count) => {
          const form = forms[rules.select(count)] ?? 'no such form';
          expect(words.say('count.conversations', { count })).toBe(
            form.replace('{count}', format.count(count)),
          );
        },
      ),
      { seed: 7 },
    );
  });

  test('has no space or quotation mark that the language does not use', () => {
    const wrong: Readonly<Record<string, RegExp>> = {
      en: /["„«]| %/,
      pl: /["“«]|„[^”]*[“"]/,
      de: /["”«]/,
      fr: /["„“”]|[^\u00a0\d][:;!?»]|«[^\u00a0]/,
      es: /["„“”]| %/,
      uk: /["„“”]/,
    };
    const all = texts.flatMap(([, , message]) =>
      typeof message === 'string' ? [message] : Object.values(message),
    );
    expect(all.filter((text) => wrong[language]?.test(text))).toEqual([]);
  });
});
