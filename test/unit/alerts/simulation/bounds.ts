import { expect } from 'vitest';
import type { Campaign } from './campaign.js';
import { together } from './tables.js';

/** False alarms a year, of a budget of one. */
const STEADY = 1.5;
const GROWING = 2;

/** Median days until a dead bot is noticed, by its conversations a day; with more than by chance differing days it takes longer. */
const DEAD: Readonly<Record<number, Readonly<Record<number, number>>>> = {
  2: { 1: 5, 2: 8, 4: 13 },
  5: { 1: 3, 2: 3, 4: 6 },
  10: { 1: 2, 2: 2, 4: 3 },
  30: { 1: 1, 2: 1, 4: 1 },
  100: { 1: 1, 2: 1, 4: 1 },
  300: { 1: 1, 2: 1, 4: 1 },
};

/** What alerts promise, within so many standard errors of the simulation. */
export function expectPromises({ years, counts, rates, changes }: Campaign, errors: number): void {
  const atMost = (aYear: number, most: number, what: string) =>
    expect(aYear, what).toBeLessThanOrEqual(most + errors * Math.sqrt(most / years));
  for (const { daily, dispersion, steady, growing, holidays, noticed } of counts) {
    const what = `${daily} a day, φ ${dispersion}`;
    atMost(together(steady), STEADY, what);
    atMost(together(holidays), STEADY, `${what}, with holidays`);
    atMost(together(growing), GROWING, `${what}, growing`);
    const most = DEAD[daily]?.[dispersion] ?? Number.POSITIVE_INFINITY;
    // A sample of few changes has a median of its own.
    if (daily >= 2)
      expect(noticed.dead ?? 999, `${what}, dead`).toBeLessThanOrEqual(most + (years < 20 ? 3 : 0));
    if (daily >= 10 && dispersion === 1)
      expect(noticed.halved ?? 999, `${what}, halved`).toBeLessThanOrEqual(14);
    if (daily >= 5) expect(noticed.doubled ?? 999, `${what}, doubled`).toBeLessThanOrEqual(28);
  }
  for (const { uses, dispersion, aboveForThree, up } of rates) {
    const what = `${uses} uses a day, φ ${dispersion}`;
    atMost(aboveForThree, STEADY, what);
    atMost(up, STEADY, `${what}, up`);
  }
  for (const { daily, dispersion, down, up } of changes) {
    atMost(down, STEADY, `${daily} a day, φ ${dispersion}, down`);
    atMost(up, STEADY, `${daily} a day, φ ${dispersion}, up`);
  }
}
