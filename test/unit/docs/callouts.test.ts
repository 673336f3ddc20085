import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { repositoryFile, rowsOf, sectionOf } from '../../support/markdown.js';

test('the table of rules names every rule that may speak, and no other', () => {
  const rules = readdirSync(new URL('../../../src/digest/callouts/', import.meta.url))
    .map((name) => name.replace(/\.ts$/, ''))
    .filter((name) => name !== 'callouts');
  const named = rowsOf(sectionOf(repositoryFile('docs/digest.md'), 'what-to-notice')).map(([rule]) => rule);
  expect(named.toSorted()).toEqual(rules.toSorted());
});
