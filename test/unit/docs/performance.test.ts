import { expect, test } from 'vitest';
import { repositoryFile, rowsOf } from '../../support/markdown.js';

test('docs/performance.md has one place for what was measured, with the table in it', () => {
  const [before, place = '', ...after] =
    repositoryFile('docs/performance.md').split(/<!-- \/?measured -->\n/);
  expect(after).toHaveLength(1);
  expect(rowsOf(place).length).toBeGreaterThan(10);
  expect(rowsOf(before ?? '')).toEqual([]);
});
