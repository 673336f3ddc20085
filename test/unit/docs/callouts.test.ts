import { expect, test } from 'vitest';
import { RULES } from '../../../src/digest/schema/callouts.js';
import { repositoryFile, rowsOf, sectionOf } from '../../support/markdown.js';

test('the table of rules names every rule that may speak, in their order, and no other', () => {
  const named = rowsOf(sectionOf(repositoryFile('docs/digest.md'), 'what-to-notice')).map(([rule]) => rule);
  expect(named).toEqual([...RULES]);
});
