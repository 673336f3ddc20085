import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeName, safeNames } from '../../../src/channels/filename.js';
import { anyCharacter } from '../../support/characters.js';

test.each([
  ['weekly-support.pdf', 'weekly-support.pdf'],
  ['charts/by-source.png', 'charts-by-source.png'],
  ['../../etc/passwd', 'etc-passwd'],
  ['..\\windows\\system.ini', 'windows-system.ini'],
  ['.hidden', 'hidden'],
  ['NUL.csv', 'NUL-file.csv'],
  ['com1', 'com1-file'],
  ['a\u202Egpj.exe', 'agpj.exe'],
  ['two\nlines.txt', 'twolines.txt'],
  ['ends in dots...', 'ends in dots'],
  ['Übersicht.pdf', 'Übersicht.pdf'],
  ['', 'file'],
  ['...', 'file'],
  [`${'x'.repeat(300)}.xlsx`, `${'x'.repeat(115)}.xlsx`],
])('makes %j a safe name', (name, safe) => {
  expect(safeName(name)).toBe(safe);
});

test('tells names apart that differ in case alone', () => {
  expect(safeNames(['a.csv', 'A.csv', 'a.csv'])).toEqual(['a.csv', 'A-2.csv', 'a-3.csv']);
});

test('makes every list of names safe and unique', () => {
  const name = fc.oneof(
    fc.string({ unit: anyCharacter }),
    fc.string({ minLength: 100, maxLength: 200 }),
    fc.constantFrom('a/b.png', 'A-B.png', 'CON', 'aux.txt'),
  );
  fc.assert(
    fc.property(fc.array(name), (names) => {
      const safe = safeNames(names);
      expect(new Set(safe.map((one) => one.toLowerCase())).size).toBe(names.length);
      for (const one of safe) {
        expect(Buffer.byteLength(one)).toBeLessThanOrEqual(120);
        expect(one).toMatch(/^[^.\s][^/\\:*?"<>|\p{Cc}\u202E]*$/u);
        expect(one).not.toMatch(/[\s.]$|^(con|aux)(\.|$)/i);
      }
    }),
  );
});
