import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseApiInstant } from '../../../../src/sandbox/reports/instant.js';
import { iso } from '../ask.js';

test.each([
  ['2019-03-17', '2019-03-17T00:00:00.000Z'],
  ['1974-1-1', '1974-01-01T00:00:00.000Z'],
  ['2019-03-17T13:45', '2019-03-17T13:45:00.000Z'],
  ['2019-03-17T13:45:30', '2019-03-17T13:45:30.000Z'],
  ['2019-03-17T23:59:59.999Z', '2019-03-17T23:59:59.999Z'],
  ['2019-03-17T23:59:59.999999Z', '2019-03-17T23:59:59.999Z'],
  ['2019-03-17T00:00:00+02:00', '2019-03-16T22:00:00.000Z'],
  ['2019-03-17T00:00:00-0330', '2019-03-17T03:30:00.000Z'],
  ['2024-02-29', '2024-02-29T00:00:00.000Z'],
])('%s is %s', (text, expected) => {
  expect(iso(parseApiInstant(text) ?? Number.NaN)).toBe(expected);
});

test.each([
  '',
  'yesterday',
  '2026',
  '2026-02-29',
  '2026-13-01',
  '2026-00-10',
  '2026-04-31T00:00:00Z',
  '2026-04-30T24:00:00Z',
  '2026-04-30T10:60:00Z',
  '2026-04-30T10:00:00 02:00',
  '2026-04-30T10:00:00+2',
  '2026-04-30T10:00:00+25:00',
  '1774771200000',
])('%j is no instant', (text) => {
  expect(parseApiInstant(text)).toBeNull();
});

test('whatever JavaScript prints as ISO is read back', () => {
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(1800, 0), max: Date.UTC(9999, 0) }), (at) => {
      expect(parseApiInstant(iso(at))).toBe(at);
    }),
  );
});
