import fc from 'fast-check';
import { anyCharacter } from '../support/characters.js';

const SCRAPS = [
  ...[
    '${',
    '}',
    '{{',
    '}}',
    '{%',
    '%}',
    '"',
    "'",
    '\\',
    '\t',
    '\r\n',
    '\n',
    '- ',
    ': ',
    '&a ',
    '*a',
    '!!set ',
    '<<: ',
  ],
  ...[
    '---\n',
    '{',
    '[',
    ']',
    '#',
    '%',
    '|',
    '>',
    '<',
    ',',
    ';',
    '@',
    '@@',
    '/',
    '//',
    '://',
    '?',
    '*/',
    '*',
    '..',
    '-',
  ],
  ...[
    'null',
    'true',
    '1e999',
    '-0',
    '.nan',
    '0x10',
    '99999999999999999999',
    '__proto__',
    'constructor',
    'NaN',
  ],
  ...[
    '\u0000',
    '\u2028',
    '\uFDD0',
    '\uFEFF',
    '\u202E',
    '\uD800',
    'é',
    '\u0130',
    '٣',
    '😀',
    '&amp;',
    '%00',
    '%2f',
  ],
  ...['a'.repeat(300), '9'.repeat(400), '['.repeat(400), '*,'.repeat(200), '('.repeat(300), '{{'.repeat(200)],
];

const scrap = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...SCRAPS) },
  fc.string({ maxLength: 12, unit: anyCharacter }),
);

/** A place in a text, as a part of its length. */
const place = fc.double({ min: 0, max: 1, noNaN: true });

type Change = (text: string) => string;

const at = (text: string, part: number) => Math.floor(part * text.length);

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(place, scrap).map(
    ([part, more]): Change =>
      (text) =>
        text.slice(0, at(text, part)) + more + text.slice(at(text, part)),
  ),
  fc.tuple(place, fc.nat({ max: 30 })).map(
    ([part, count]): Change =>
      (text) =>
        text.slice(0, at(text, part)) + text.slice(at(text, part) + count),
  ),
  fc.tuple(place, place, fc.integer({ min: 2, max: 40 })).map(
    ([from, length, times]): Change =>
      (text) => {
        const piece = text.slice(at(text, from), at(text, from) + Math.ceil(length * 20));
        return text.slice(0, at(text, from)) + piece.repeat(times) + text.slice(at(text, from));
      },
  ),
  place.map(
    (part): Change =>
      (text) =>
        text.slice(0, at(text, part)),
  ),
  fc.tuple(place, scrap).map(
    ([part, more]): Change =>
      (text) =>
        text.slice(0, at(text, part)) + more + text.slice(at(text, part) + more.length),
  ),
);

/** Texts of a corpus with up to four changes, and now and then a text of any kind. */
export const damaged = (corpus: readonly [string, ...string[]]): fc.Arbitrary<string> =>
  fc.oneof(
    {
      weight: 9,
      arbitrary: fc
        .tuple(fc.constantFrom(...corpus), fc.array(change, { maxLength: 4 }))
        .map(([text, changes]) => changes.reduce((changed, one) => one(changed), text)),
    },
    fc.string({ maxLength: 200, unit: anyCharacter }),
  );
