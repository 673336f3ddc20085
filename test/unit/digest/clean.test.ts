import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanText, MAX_NAME_LENGTH } from '../../../src/digest/clean.js';
import { anyCharacter } from '../../support/characters.js';

test.each([
  ['Subject\r\nBcc: all@example.com', 'Subject Bcc: all@example.com'],
  ['a\u0000b\tc', 'a b c'],
  ['\u202egnp.exe\u202c', 'gnp.exe'],
  ['\u2066x\u2069', 'x'],
  ['line\u2028end', 'line end'],
  ['\ud800', '\ufffd'],
  ['=SUM(A1)', '=SUM(A1)'],
  ['<b>&amp;</b>', '<b>&amp;</b>'],
  ['👩‍💻 שלום', '👩‍💻 שלום'],
  ['   ', ''],
])('%j becomes %j', (dirty, clean) => {
  expect(cleanText(dirty)).toBe(clean);
});

test('a long name is cut between characters', () => {
  const cut = cleanText('😀'.repeat(MAX_NAME_LENGTH + 1));
  expect([...cut]).toHaveLength(MAX_NAME_LENGTH);
  expect(cut.endsWith('😀…')).toBe(true);
});

test('a name of the longest length stays whole', () => {
  expect(cleanText('x'.repeat(MAX_NAME_LENGTH))).toBe('x'.repeat(MAX_NAME_LENGTH));
});

test('cleaning once is enough, and leaves one printable line', () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter, maxLength: 400 }), (dirty) => {
      const clean = cleanText(dirty);
      expect(clean).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
      expect(cleanText(clean)).toBe(clean);
    }),
  );
});
