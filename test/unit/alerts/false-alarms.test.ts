import { describe, expect, test } from 'vitest';
import { alphaOf } from '../../../src/alerts/judge/budget.js';
import { countAround } from '../../../src/alerts/trial/draws.js';
import { falseAlarmsPerYear } from '../../../src/alerts/trial/false-alarms.js';
import type { AlertConfig, AlertRule } from '../../../src/config/config.js';
import { randomOf } from '../../../src/lib/random.js';
import { changed, historyOf, TUESDAY } from './judge/input.js';

const SILENCE = { kind: 'silence', of: 'conversations' } as const;
const UNUSUAL = { kind: 'unusual', of: 'conversations' } as const;
const GAP = { kind: 'gap', after: 172_800_000 } as const;

const alertOf = (rules: readonly AlertRule[], bots = 1, budget = 1) =>
  ({
    id: 'volume',
    bots: Array.from({ length: bots }, (_, index) => ({ id: `bot${index}` })),
    sources: null,
    rules,
    budget,
    holidays: [],
  }) as unknown as AlertConfig;

/** Eight weeks of chance around a mean. */
const history = (mean: number, dispersion: number) => {
  const random = randomOf('history', mean, dispersion);
  const values = Array.from({ length: 64 }, () => countAround(random, mean, dispersion));
  return () => [historyOf({ conversations: values })];
};

const aYear = (rules: readonly AlertRule[], { bots = 1, budget = 1, years = 40, seed = 1 } = {}) =>
  falseAlarmsPerYear(alertOf(rules, bots, budget), history(30, 2), TUESDAY, { years, seed });

describe('false alarms to expect', () => {
  test('are within the budget, for one bot and for ten', () => {
    for (const bots of [1, 10]) {
      const found = aYear([SILENCE, UNUSUAL], { bots });
      expect(found).toBeGreaterThan(0);
      expect(found).toBeLessThan(1.5);
    }
  });

  test('are more with a larger budget', () => {
    const [strict, lax] = [1, 52].map((budget) => aYear([UNUSUAL], { budget }) ?? 0);
    expect(lax).toBeGreaterThan((strict ?? 0) + 3);
    expect(lax).toBeLessThan(52 * 1.5);
  });

  test('are the same for the same seed', () => {
    expect(aYear([UNUSUAL], { seed: 2 })).toBe(aYear([UNUSUAL], { seed: 2 }));
    expect(aYear([UNUSUAL], { seed: 2, budget: 52 })).not.toBe(aYear([UNUSUAL], { seed: 3, budget: 52 }));
  });

  test('come from silence and from changes too', () => {
    const sparse = (rule: AlertRule, budget: number) =>
      falseAlarmsPerYear(alertOf([rule], 1, budget), history(1, 4), TUESDAY, { years: 100 });
    expect(sparse(SILENCE, 1)).toBeGreaterThan(0);
    expect(sparse(SILENCE, 1)).toBeLessThan(1.5);
    expect(sparse(changed('down', 0.3), 1)).toBeGreaterThan(0);
    expect(sparse(changed('down', 0.3), 1)).toBeLessThan(1.5);
    expect(sparse(changed('up', 0.3, { over: 1 }), 1)).toBeGreaterThan(0);
  });

  test('are not known without a limit that follows from the budget, nor of bots that are not known', () => {
    expect(aYear([GAP])).toBeNull();
    expect(falseAlarmsPerYear(alertOf([UNUSUAL]), () => [], TUESDAY)).toBeNull();
    const young = () => [historyOf({ conversations: [1, 2, 3] })];
    expect(falseAlarmsPerYear(alertOf([UNUSUAL]), young, TUESDAY)).toBeNull();
  });
});

test('the budget is shared by bots and kinds that follow from it', () => {
  expect(alphaOf(alertOf([UNUSUAL]))).toBeCloseTo(1 / 365 / 2, 12);
  expect(alphaOf(alertOf([SILENCE, UNUSUAL, GAP], 10, 2))).toBeCloseTo(2 / 365 / 30, 12);
  expect(alphaOf(alertOf([GAP]))).toBeCloseTo(1 / 365, 12);
  expect(alphaOf(alertOf([SILENCE], 1, 52))).toBe(0.05);
});
