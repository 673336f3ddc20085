import { describe, expect, test } from 'vitest';
import { falseClaims, JUDGING, mostFalse, toldChanges } from '../../long/rules.js';

/** `npm run test:long` has all worlds. */
describe('of unchanged weeks, each rule speaks in few', () => {
  test.each([
    { perWeek: 30, dispersion: 1, parts: 1 },
    { perWeek: 300, dispersion: 2, parts: 5 },
    { perWeek: 1_000, dispersion: 2, parts: 1 },
    { perWeek: 3_000, dispersion: 1, parts: 1 },
  ])('$perWeek a week in $parts parts with dispersion $dispersion', (world) => {
    const weeks = 40;
    const spoken = falseClaims(world, weeks);
    for (const rule of JUDGING)
      expect(spoken[rule], rule).toBeLessThanOrEqual(mostFalse(weeks, world.dispersion));
  });
});

describe('of changed weeks, nearly all are told', () => {
  test.each([
    ['a dead bot of five', { perWeek: 300, dispersion: 2, parts: 5 }, { bot: 0, factor: 0 }],
    ['a doubled bot', { perWeek: 300, dispersion: 1, parts: 1 }, { bot: 0, factor: 2 }],
    ['a halved bot of five', { perWeek: 3_000, dispersion: 2, parts: 5 }, { bot: 0, factor: 0.5 }],
    ['a dead channel', { perWeek: 300, dispersion: 1, parts: 1 }, { source: 'messenger', factor: 0 }],
  ] as const)('%s', (_name, world, change) => {
    expect(toldChanges(world, change, 20)).toBeGreaterThanOrEqual(18);
  });
});
