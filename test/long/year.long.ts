import { expect, test } from 'vitest';
import { emptyFolder } from '../support/folder.js';
import { simulate } from './year.js';

const MB = 1_000_000;

test('a year of two hundred schedules with every fault: each slot has its run, every reader got it once or it is flagged, and nothing grows', async () => {
  const year = await simulate({ seed: 4, schedules: 200, days: 365, folder: emptyFolder() });
  console.log({ ...year, wrong: year.wrong.slice(0, 20) });
  expect(year.wrong).toEqual([]);
  expect(year.slots).toBeGreaterThan(50_000);
  expect(year.kills).toBeGreaterThan(200);
  // Two months go before the first runs are forgotten.
  const [, , third, ...later] = year.months;
  expect(later.length).toBeGreaterThan(6);
  expect(Math.max(...later.map(({ heap }) => heap))).toBeLessThan((third?.heap ?? 0) + 25 * MB);
  expect(Math.max(...later.map(({ store }) => store))).toBeLessThan((third?.store ?? 0) * 1.5);
});
