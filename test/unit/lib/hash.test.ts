import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson, sha256 } from '../../../src/lib/hash.js';

it.each([
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
])('sha256 of %j is the published one', (text, expected) => {
  expect(sha256(text)).toBe(expected);
  expect(sha256(new TextEncoder().encode(text))).toBe(expected);
});

it('canonical JSON does not depend on the order of keys at any depth', () => {
  expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1}]}');
});

it('canonical JSON keeps the order of lists', () => {
  expect(canonicalJson([2, 1])).toBe('[2,1]');
});

it('canonical JSON is the same for the same value and reads back as it', () => {
  const reversed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(reversed);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, inner]) => [key, reversed(inner)]),
    );
  };
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
