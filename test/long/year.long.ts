import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { emptyFolderInMemory } from '../support/folder.js';
import { simulate } from './year.js';

const MB = 1_000_000;
/** Of `npm run prove -- --year`: the seed, fewer days, and the file that takes the result. */
const { YEAR_SEED = '4', YEAR_DAYS = '365', YEAR_RESULT } = process.env;

test('a year of two hundred schedules and twenty alerts, a tenth of all sends failing: each slot has its run, every reader got it once or it is flagged, each episode is told, and nothing grows', async () => {
  const seed = Number(YEAR_SEED);
  const days = Number(YEAR_DAYS);
  const folder = emptyFolderInMemory();
  const year = await simulate({ seed, schedules: 200, alerts: 20, days, faults: 0.1, folder });
  console.log({ seed, ...year, wrong: year.wrong.slice(0, 20) });
  if (YEAR_RESULT) writeFileSync(YEAR_RESULT, JSON.stringify(year));
  expect(year.wrong).toEqual([]);
  if (days < 365) return;
  expect(year.slots).toBeGreaterThan(50_000);
  expect(year.kills).toBeGreaterThan(200);
  // Two months go before the first runs are forgotten.
  const [, , third, ...later] = year.months;
  expect(later.length).toBeGreaterThan(6);
  expect(Math.max(...later.map(({ heap }) => heap))).toBeLessThan((third?.heap ?? 0) + 25 * MB);
  expect(Math.max(...later.map(({ store }) => store))).toBeLessThan((third?.store ?? 0) * 1.5);
});
