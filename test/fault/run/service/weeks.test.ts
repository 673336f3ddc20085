import { expect, test } from 'vitest';
import { simulate } from '../../../long/year.js';
import { emptyFolder } from '../../../support/folder.js';

test('two weeks of ten schedules with every fault: each slot has its run, and every reader got it once or it is flagged', async () => {
  const weeks = await simulate({ seed: 4, schedules: 10, days: 11, trouble: 5, folder: emptyFolder() });
  expect(weeks.wrong).toEqual([]);
  expect(weeks.slots).toBeGreaterThan(80);
  expect(weeks.kills).toBeGreaterThan(5);
  expect(weeks.deliveries['delivered possible-duplicate']).toBeGreaterThan(0);
});
