import { expect, test } from 'vitest';
import { repositoryFile, rowsOf } from '../../support/markdown.js';
import { expectPromises } from './simulation/bounds.js';
import { runCampaign, TRIALS, WHOLE } from './simulation/campaign.js';
import { tablesOf } from './simulation/tables.js';

/** What the simulation measured. */
const page = repositoryFile('docs/figures.md').split(/<!-- \/?measured -->/)[1] ?? '';

test('of unchanged weeks at most 5 % are told, and changed ones are: a sample', () => {
  expectPromises(runCampaign(TRIALS.sample, WHOLE), 4);
});

test('a row of each table of docs/figures.md is what the simulation gives now', () => {
  const scope = { weekly: [100], uses: [300], daily: [5], dispersions: [2] };
  const rows = rowsOf(tablesOf(runCampaign(TRIALS.page, scope)));
  expect(rows).toHaveLength(5);
  const measured = rowsOf(page).map((cells) => cells.join(' | '));
  for (const row of rows) expect(measured).toContain(row.join(' | '));
});

test('docs/figures.md has every row of the simulation', () => {
  const rows = (text: string) => rowsOf(text).map(([first, ...cells]) => [first, cells.length]);
  const few = tablesOf(runCampaign(2, WHOLE));
  expect(rows(page)).toEqual(rows(few));
});
