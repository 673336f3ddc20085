import { expect, test } from 'vitest';
import { SCENARIO_NAMES } from '../../../../src/sandbox/scenarios/scenario.js';
import { codeIn, repositoryFile, rowsOf, sectionOf } from '../../../support/markdown.js';

test('the page of the sandbox says when each scenario starts and what it does, in order', () => {
  const rows = rowsOf(sectionOf(repositoryFile('docs/sandbox.md'), 'scenarios'));
  expect(rows.map(([name = '']) => codeIn(name)[0])).toEqual(SCENARIO_NAMES);
  for (const [, starts = '', does = ''] of rows) {
    expect(starts).toMatch(/^(always|on the start day|the start day only)$/);
    expect(does.length).toBeGreaterThan(10);
  }
});
