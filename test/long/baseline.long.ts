import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { expectGolden } from '../support/golden.js';
import { repositoryFile } from '../support/markdown.js';
import { expectPromises } from '../unit/baseline/simulation/bounds.js';
import { runCampaign, TRIALS, WHOLE } from '../unit/baseline/simulation/campaign.js';
import { tablesOf } from '../unit/baseline/simulation/tables.js';

const folder = fileURLToPath(new URL('../../docs', import.meta.url));

test('the tables of docs/figures.md are what the simulation gives, and keep what the page promises', () => {
  const campaign = runCampaign(TRIALS.page, WHOLE);
  const tables = tablesOf(campaign);
  console.log(tables);
  const parts = repositoryFile('docs/figures.md').split(
    /(?<=<!-- measured -->\n\n)|(?=\n\n<!-- \/measured -->)/,
  );
  expect(parts).toHaveLength(3);
  const accept = process.env.UPDATE_GOLDEN === '1';
  expectGolden([parts[0], tables, parts[2]].join(''), 'figures.md', { folder, accept });
  expectPromises(campaign, 3);
});
