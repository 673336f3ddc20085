import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { suggest } from '../../../../src/lib/text/suggest.js';
import { formatDuration, parseDuration, parseSize } from '../../../../src/lib/text/units.js';

test.each([
  ['250ms', 250],
  ['30s', 30_000],
  ['15m', 900_000],
  ['24h', 86_400_000],
  ['90d', 7_776_000_000],
  ['0s', 0],
])('The duration %s is %d milliseconds', (text, milliseconds) => {
  expect(parseDuration(text)).toBe(milliseconds);
});

test.each([
  ['10MB', 10_000_000],
  ['512KB', 512_000],
  ['1GB', 1_000_000_000],
  ['7B', 7],
])('The size %s is %d bytes', (text, bytes) => {
  expect(parseSize(text)).toBe(bytes);
});

test.each([
  '',
  '30',
  's',
  '-1s',
  '1.5h',
  '1 h',
  '1h30m',
  '1w',
  '1M',
  'toString',
  '9999999999s',
  '999999999d',
])('“%s” is no duration', (text) => {
  expect(parseDuration(text)).toBeNull();
});

test.each(['10mb', '10 MB', '10', 'MB', '1.5MB', '10MiB', '999999999GB'])('“%s” is no size', (text) => {
  expect(parseSize(text)).toBeNull();
});

test('Any text is a duration of whole milliseconds or none', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{1,12}(ms|s|m|h|d)?$/)), (text) => {
      const length = parseDuration(text);
      expect(length === null || Number.isSafeInteger(length)).toBe(true);
    }),
  );
});

describe('The word that was probably meant', () => {
  test.each([
    ['shedule', ['title', 'schedule'], 'schedule'],
    ['emial', ['email', 'slack'], 'email'],
    ['pfd', ['png', 'pdf'], 'pdf'],
    ['Warsaw', ['Europe/Paris', 'Europe/Warsaw'], 'Europe/Warsaw'],
    ['lastweek', ['lastYear', 'lastWeek'], 'lastWeek'],
    ['monday', ['sun', 'mon'], 'mon'],
    ['colour', ['theme', 'store'], null],
    ['', ['pdf'], null],
    ['x', [], null],
  ])('for “%s” among %j is %s', (word, known, meant) => {
    expect(suggest(word, known)).toBe(meant);
  });
});

test.each([
  [0, '0d'],
  [250, '250ms'],
  [90_000, '90s'],
  [900_000, '15m'],
  [129_600_000, '36h'],
  [604_800_000, '7d'],
])('%d milliseconds are written %s', (length, text) => {
  expect(formatDuration(length)).toBe(text);
});

test('A length of time is read as it is written', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 365 }),
      fc.constantFrom('ms', 's', 'm', 'h', 'd'),
      (amount, unit) => {
        const length = parseDuration(`${amount}${unit}`);
        expect(parseDuration(formatDuration(length ?? -1))).toBe(length);
      },
    ),
  );
});
