import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { plantedBugs } from '../../../../prove/bugs/planted.mjs';
import { campaigns } from '../../../../prove/campaigns/campaigns.mjs';

const REPOSITORY = fileURLToPath(new URL('../../../../', import.meta.url));
const bugs = plantedBugs();

test('twelve bugs are planted, each its own', () => {
  expect(new Set(bugs.map(({ bug }) => bug)).size).toBe(12);
});

describe.each(bugs)('$bug', ({ file, campaign, cases }) => {
  test('still applies to the sources', () => {
    const { status, stderr } = spawnSync('git', ['apply', '--check', file], {
      cwd: REPOSITORY,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  test('names the campaign and the cases that are to catch it', async () => {
    const known = campaigns.find(({ name }) => name === campaign);
    expect(known).toBeDefined();
    expect(cases.source).not.toBe('(?:)');
    // Those of other campaigns are known when a first trial was made.
    if (campaign !== 'faults' && campaign !== 'clock' && campaign !== 'processes') return;
    const all = await known?.cases({
      whole: async () => Promise.reject(new Error('no trial')),
      some: (list) => list,
    });
    expect(all?.some(({ name }) => cases.test(name))).toBe(true);
  });
});
