import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { expectGolden } from '../support/golden.js';
import { repositoryFile } from '../support/markdown.js';
import { expectPromises } from '../unit/alerts/simulation/bounds.js';
import { runCampaign, WHOLE, YEARS } from '../unit/alerts/simulation/campaign.js';
import { tablesOf } from '../unit/alerts/simulation/tables.js';

const folder = fileURLToPath(new URL('../../docs', import.meta.url));

test('the tables of docs/alerts.md are what the simulation gives, and keep what the page promises', () => {
  const campaign = runCampaign(YEARS.page, WHOLE);
  const tables = tablesOf(campaign);
  console.log(tables);
  const parts = repositoryFile('docs/alerts.md').split(
    /(?<=<!-- measured -->\n\n)|(?=\n\n<!-- \/measured -->)/,
  );
  expect(parts).toHaveLength(3);
  const accept = process.env.UPDATE_GOLDEN === '1';
  expectGolden([parts[0], tables, parts[2]].join(''), 'alerts.md', { folder, accept });
  expectPromises(campaign, 3);
});
