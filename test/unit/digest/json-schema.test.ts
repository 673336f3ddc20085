import { expect, test } from 'vitest';
import type { z } from 'zod';
import type { Digest } from '../../../src/digest/digest.js';
import { digestJsonSchema, digestSchema } from '../../../src/digest/json-schema.js';
import { sampleDigest } from '../../support/sample-digest.js';

type Readonlies<Value> = Value extends object
  ? { readonly [Key in keyof Value]: Readonlies<Value[Key]> }
  : Value;
type Parsed = Readonlies<z.infer<typeof digestSchema>>;

/** Compiles only while the schema and the Digest type agree, field by field, in both directions. */
const asDigest = (parsed: Parsed): Digest => parsed;
const asParsed = (digest: Digest): Parsed => digest;

test('the schema reads a digest back as it is', () => {
  const digest = sampleDigest();
  expect(asDigest(digestSchema.parse(asParsed(digest)))).toEqual(digest);
});

test('the schema is draft 2020-12 and requires every member of a digest', () => {
  expect(digestJsonSchema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
  expect(new Set(digestJsonSchema.required)).toEqual(new Set(Object.keys(sampleDigest())));
});

test.each([
  ['another version', { schema: 'botdigest.digest/2' }],
  ['a day that is none', { window: { ...sampleDigest().window, firstDay: '2026-02-30' } }],
  ['a fingerprint that is none', { fingerprint: 'abc' }],
])('the schema refuses %s', (_name, overrides) => {
  expect(digestSchema.safeParse({ ...sampleDigest(), ...overrides }).success).toBe(false);
});
