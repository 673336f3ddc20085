import { expect } from 'vitest';
import type { PeriodName } from '../../src/config/config.js';
import type { Day } from '../../src/lib/time/zone.js';
import { digestOfScenario } from '../support/scenario.js';

/** Periods as of Monday 23 November 2026, 08:00 in Warsaw, and the day on which something happens in each. */
export const PERIODS = {
  yesterday: '2026-11-22',
  lastWeek: '2026-11-16',
  last30days: '2026-11-09',
  lastMonth: '2026-10-12',
  lastQuarter: '2026-08-17',
  lastYear: '2025-08-04',
  today: '2026-11-23',
  thisMonth: '2026-11-09',
} as const satisfies Partial<Record<PeriodName, Day>>;

export type ScenarioPeriod = keyof typeof PERIODS;
export const PERIOD_NAMES = Object.keys(PERIODS) as readonly ScenarioPeriod[];

const VERDICTS = {
  S: 'silent attention',
  M: 'missing attention',
  F: 'understood attention',
  A: 'level attention',
  N: 'level neutral',
  U: 'usual muted',
} as const;

/** What a verdict may be, a letter each; in the order of `PERIODS`. */
const EXPECTED = {
  steady: 'U U U U U U U U',
  growing: 'U U UN UN N N U U',
  outage: 'S S S S S S AS S',
  'channel-down': 'AUS S S S S S UAS S',
  'fallback-rise': 'F F F F F F UF F',
  halved: 'A A A A A A UA A',
  doubled: 'UN N N N N N UN N',
  spike: 'N N N N N U N N',
  holiday: 'AS A A A UA U AS A',
  millions: 'U U U U U U U U',
  quiet: 'U U U U U U U U',
  'late-data': 'A A A U U U U A',
  gaps: 'M M M M M M M M',
} as const;

export type ScenarioName = keyof typeof EXPECTED;
export const SCENARIOS = Object.keys(EXPECTED) as readonly ScenarioName[];

/** In these nothing changes, so that nothing is claimed. */
const UNCHANGED: ReadonlySet<ScenarioName> = new Set(['steady', 'millions', 'quiet']);

/** What each says of it, wherever the verdict is of that rule. */
const FACTS: Readonly<Record<keyof typeof VERDICTS, RegExp>> = {
  S: /silent/,
  M: /^Some figures are missing: /,
  F: /understood less: [\d.]+%/,
  A: /^Conversations fell|unusually quiet/,
  N: /^Conversations rose|times as many conversations/,
  U: /^A usual|^About as|^No conversations/,
};

/** Composes a scenario's digest and expects its verdict, its facts, and where nothing changed its silence. */
export async function expectVerdict(
  scenario: ScenarioName,
  period: ScenarioPeriod,
  bots: number,
): Promise<void> {
  // By chance seed 1 has an interaction of `quiet` stop that was used in 15 of 59 conversations.
  const seed = scenario === 'quiet' ? 2 : 1;
  const { digest } = await digestOfScenario({ scenario, period, bots, seed, from: PERIODS[period] });
  const { verdict, callouts } = digest;
  const letters = EXPECTED[scenario].split(' ')[PERIOD_NAMES.indexOf(period)] ?? '';
  const wanted = [...letters].map((letter) => VERDICTS[letter as keyof typeof VERDICTS]);
  expect(wanted, verdict.text).toContain(`${verdict.rule} ${verdict.tone}`);
  const [letter] = [...letters].filter((one) =>
    VERDICTS[one as keyof typeof VERDICTS].startsWith(verdict.rule),
  );
  expect(verdict.text).toMatch(FACTS[letter as keyof typeof VERDICTS]);
  const claims = callouts.items.filter(({ tone }) => tone !== 'muted').map(({ rule }) => rule);
  if (UNCHANGED.has(scenario)) expect(claims).toEqual([]);
  if (verdict.rule !== 'usual') expect(claims[0]).toBe(verdict.rule);
}
