import { expect, test } from 'vitest';
import { jsonRenderer } from '../../../src/render/json.js';
import { sampleContext } from '../../support/render-context.js';
import { sampleDigest } from '../../support/sample-digest.js';

test('the file is the digest itself, readable, with a final newline', async () => {
  const digest = sampleDigest();
  const [file] = await jsonRenderer.render(digest, {}, sampleContext());
  const text = Buffer.from(file?.bytes ?? []).toString();
  expect(JSON.parse(text)).toEqual(digest);
  expect(text).toMatch(/^\{\n {2}"about": \{/);
  expect(text.endsWith('}\n')).toBe(true);
  expect(file?.name).toBe('weekly-support-2026-W47.json');
});

test('the order in which a digest was put together does not show', async () => {
  const digest = sampleDigest();
  const shuffled = { ...digest, ...Object.fromEntries(Object.entries(digest).reverse()) };
  const reversed = Object.fromEntries(Object.entries(shuffled).reverse()) as unknown as typeof digest;
  const [first] = await jsonRenderer.render(digest, {}, sampleContext());
  const [second] = await jsonRenderer.render(reversed, {}, sampleContext());
  expect(second?.sha256).toBe(first?.sha256);
});
