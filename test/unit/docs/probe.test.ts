import { expect, test } from 'vitest';
import { QUESTIONS } from '../../../src/probe/finding.js';
import { BUDGET } from '../../../src/probe/probe.js';
import { codeIn, repositoryFile, rowsOf, sectionOf } from '../../support/markdown.js';

const section = sectionOf(repositoryFile('docs/api.md'), 'probe');

test('the page of the API names every question of probe, in order, and its budget', () => {
  expect(rowsOf(section).map(([question = '']) => codeIn(question)[0])).toEqual([...QUESTIONS]);
  expect(section).toContain(`at most ${BUDGET} requests`);
});
