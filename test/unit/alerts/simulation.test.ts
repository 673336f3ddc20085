import { expect, test } from 'vitest';
import { repositoryFile, rowsOf } from '../../support/markdown.js';
import { samples } from '../../support/samples.js';
import { expectPromises } from './simulation/bounds.js';
import { runCampaign, WHOLE, YEARS } from './simulation/campaign.js';
import { tablesOf } from './simulation/tables.js';

/** What the simulation measured. */
const page = repositoryFile('docs/alerts.md').split(/<!-- \/?measured -->/)[1] ?? '';

test('an alert is wrong no more often than its budget allows, and notices a dead bot in time: a sample', () => {
  const scope = { daily: [2, 30], uses: [100], dispersions: [1, 4] };
  expectPromises(runCampaign(samples(4 * YEARS.sample), scope), 4);
});

test('docs/alerts.md has every row of the simulation', () => {
  const labels = (cells: readonly string[]) => [cells[0], cells[1], cells.length];
  const { daily, uses, dispersions } = WHOLE;
  const expected = [daily, uses, daily].flatMap((counts, index) =>
    counts.flatMap((count) =>
      dispersions.map((dispersion) => [String(count), String(dispersion), [11, 5, 4][index]]),
    ),
  );
  expect(rowsOf(page).map(labels)).toEqual(expected);
  const [row] = rowsOf(tablesOf(runCampaign(1, { daily: [300], uses: [], dispersions: [1] })));
  expect(labels(row ?? [])).toEqual(['300', '1', 11]);
});
