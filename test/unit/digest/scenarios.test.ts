import { describe, expect, test } from 'vitest';
import { expectVerdict, SCENARIOS } from '../../long/scenarios.js';
import { someOf } from '../../support/samples.js';
import { digestOfScenario, type ScenarioCase } from '../../support/scenario.js';

/** `npm run test:long` has every period, and up to fifty bots. */
test.each(someOf(4, SCENARIOS))('last week of two bots, %s', (scenario) =>
  expectVerdict(scenario, 'lastWeek', 2),
);

test.each(someOf(1, ['growing', 'channel-down', 'quiet'] as const))('last week of one bot, %s', (scenario) =>
  expectVerdict(scenario, 'lastWeek', 1),
);

test.each(someOf(1, ['spike', 'steady'] as const))('last month of two bots, %s', (scenario) =>
  expectVerdict(scenario, 'lastMonth', 2),
);

/** What is told, and of whom, in worlds in which only something happens. */
const claimsOf = async (of: Omit<ScenarioCase, 'period'> & Partial<ScenarioCase>) => {
  const { digest } = await digestOfScenario({ period: 'lastWeek', ...of });
  return {
    verdict: digest.verdict.text,
    claims: digest.callouts.items
      .filter(({ tone }) => tone !== 'muted')
      .map(({ rule, about }) => [rule, ...about.bots, ...about.sources].join(' ')),
  };
};

const OF_TWELVE = [
  ['outage', 'silent', /^Support bot has been silent since Monday 16 November/],
  ['halved', 'mover', /^Conversations of Support bot fell|^Conversations fell/],
  ['doubled', 'mover', /^Conversations of Support bot rose/],
  ['fallback-rise', 'understood', /^The bots understood less/],
] as const;

describe('one bot of twelve', () => {
  test.each(someOf(1, OF_TWELVE))('that is %s', async (scenario, rule, text) => {
    const { verdict, claims } = await claimsOf({ scenario: `steady,support=${scenario}`, bots: 12 });
    expect(verdict).toMatch(text);
    expect(claims).toContain(scenario === 'fallback-rise' ? rule : `${rule} support`);
  });
});

describe('one of two bots', () => {
  test.each<{
    title: string;
    of: Parameters<typeof claimsOf>[0];
    verdict: RegExp;
    claims: readonly string[];
  }>([
    {
      title: 'dead since Thursday',
      of: { scenario: 'steady,support=outage', from: '2026-11-19' },
      verdict: /^Support bot has been silent since Thursday 19 November \(week before: \d+\)\./,
      claims: ['silent support', 'level'],
    },
    {
      title: 'with a dead channel that the other still has',
      of: { scenario: 'steady,support=channel-down' },
      verdict: /^Conversations fell 16\.0% to 341, usually 367\s–\s477\./,
      claims: ['level', 'mover messenger'],
    },
    {
      title: 'dead, and the other with more fallbacks',
      of: { scenario: 'steady,support=outage,sales=fallback-rise' },
      verdict: /^Support bot has been silent since Monday 16 November/,
      claims: ['silent support', 'understood sales', 'level'],
    },
    {
      title: 'before anything happens',
      of: { scenario: 'outage', from: '2026-11-23' },
      verdict: /^A usual week/,
      claims: [],
    },
  ])('$title', async ({ of, verdict, claims }) => {
    const told = await claimsOf(of);
    expect(told.verdict).toMatch(verdict);
    expect(told.claims).toEqual(claims);
  });
});

test('a holiday in the week before does not make an ordinary week rise', async () => {
  const { verdict, claims } = await claimsOf({ scenario: 'holiday', from: '2026-11-11' });
  expect(verdict).toMatch(/^A usual week: /);
  expect(claims).toEqual([]);
});
