import { expect, test } from 'vitest';
import { digestJsonSchema, digestSchema } from '../../../../src/digest/schema/digest.js';
import { sampleDigest } from '../../../support/sample-digest.js';

test('the schema reads a digest back as it is', () => {
  const digest = sampleDigest();
  expect(digestSchema.parse(digest)).toEqual(digest);
});

test('the schema is draft 2020-12 and requires every member of a digest', () => {
  expect(digestJsonSchema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
  expect(new Set(digestJsonSchema.required)).toEqual(new Set(Object.keys(sampleDigest())));
});

test.each([
  ['another version', { schema: 'botdigest.digest/1' }],
  ['the names of version 1', { callouts: { items: [], quiet: 'Nothing stood out.' } }],
  ['a chapter of version 1', { sections: [{ ...sampleDigest().sections[0], chapter: 'shape' }] }],
  ['a day that is none', { window: { ...sampleDigest().window, firstDay: '2026-02-30' } }],
  ['a fingerprint that is none', { fingerprint: 'abc' }],
])('the schema refuses %s', (_name, overrides) => {
  expect(digestSchema.safeParse({ ...sampleDigest(), ...overrides }).success).toBe(false);
});
