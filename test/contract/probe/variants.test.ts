import { describe, expect, test } from 'vitest';
import { BUDGET } from '../../../src/probe/probe.js';
import type { ProbeReport } from '../../../src/probing.js';
import type { SandboxVariant } from '../../../src/sandbox/reports/variant.js';
import { probeAt, sandboxOf } from '../../support/probe-rig.js';
import { tickingClock } from '../../support/ticking-clock.js';

/** What a probe of the default sandbox says. */
const DEFAULTS = {
  dayZero: 'sunday',
  offsetSign: 1,
  arrayFormat: 'repeat',
  toInclusive: 'inclusive',
  useGroup: true,
  average: 'perHour',
  limits: { rate: null, atATime: null, range: { answered: 366, refused: null } },
};

const valuesOf = ({ findings }: ProbeReport) =>
  Object.fromEntries(
    findings.map(({ question, answer, value }) => [question, answer === 'settled' ? value : answer]),
  );

interface Case {
  readonly variant: Partial<SandboxVariant>;
  /** What differs from DEFAULTS. */
  readonly says: Readonly<Record<string, unknown>>;
  /** A part of the evidence. */
  readonly because?: readonly [question: string, text: string];
}

const range = (answered: number, refused: number) => ({ ...DEFAULTS.limits, range: { answered, refused } });

const CASES: readonly Case[] = [
  { variant: {}, says: {} },
  { variant: { dayZero: 'monday' }, says: { dayZero: 'monday' } },
  { variant: { offsetSign: -1 }, says: { offsetSign: -1 } },
  { variant: { groupShape: 'series-array' }, says: {}, because: ['useGroup', 'an array of series'] },
  { variant: { groupShape: 'series-map' }, says: {}, because: ['useGroup', 'a map of series'] },
  { variant: { groupShape: 'rows' }, says: {}, because: ['useGroup', 'rows with an extra key'] },
  { variant: { groupShape: 'maps' }, says: {}, because: ['useGroup', 'rows with a map'] },
  {
    variant: { groupShape: 'ignored' },
    says: { useGroup: false },
    because: ['useGroup', 'the same as without it'],
  },
  { variant: { groupShape: 'refused' }, says: { useGroup: false }, because: ['useGroup', 'refused'] },
  { variant: { arrays: 'repeat' }, says: {}, because: ['arrayFormat', 'comma was refused'] },
  {
    variant: { arrays: 'brackets' },
    says: { arrayFormat: 'brackets' },
    because: ['arrayFormat', 'the last one'],
  },
  {
    variant: { arrays: 'comma' },
    says: { arrayFormat: 'comma' },
    because: ['arrayFormat', 'as if not sent'],
  },
  { variant: { arrays: 'none' }, says: { arrayFormat: 'single' } },
  { variant: { to: 'exclusive' }, says: { toInclusive: 'exclusive' } },
  { variant: { to: 'day' }, says: { toInclusive: 'wholeDay' } },
  { variant: { average: 'activeHour' }, says: { average: 'perActiveHour' } },
  { variant: { average: 'day' }, says: { average: 'perDay' } },
  { variant: { average: 'activeDay' }, says: { average: 'perActiveDay' } },
  { variant: { average: 'messages' }, says: { average: 'messagesPerConversation' } },
  {
    variant: { zeros: 'dropped' },
    says: { toInclusive: 'notEnoughData' },
    because: ['toInclusive', 'Nothing after “to” counts'],
  },
  { variant: { zeros: 'dropped', to: 'day' }, says: { toInclusive: 'wholeDay' } },
  { variant: { maxDays: 365 }, says: { limits: range(184, 366) } },
  { variant: { maxDays: 93 }, says: { limits: range(92, 184) } },
  { variant: { maxDays: 60 }, says: { limits: range(31, 92) } },
  { variant: { maxDays: 7 }, says: { limits: range(7, 31) } },
];

describe('a probe finds out each variant, and nothing else is touched by it', () => {
  test.each(CASES)('$variant', async ({ variant, says, because }) => {
    const { sandbox, clock } = await sandboxOf(variant);
    const report = await probeAt({ url: sandbox.url, clock });
    expect(valuesOf(report)).toEqual({ ...DEFAULTS, ...says });
    expect(report.failures).toEqual([]);
    expect(sandbox.requests().length).toBeGreaterThanOrEqual(22);
    expect(sandbox.requests().length).toBeLessThanOrEqual(27);
    expect(sandbox.requests().every(({ method }) => method === 'GET')).toBe(true);
    if (because === undefined) return;
    const evidence = report.findings.find(({ question }) => question === because[0])?.evidence;
    expect(evidence).toContain(because[1]);
  });

  test('several at once', async () => {
    const { sandbox, clock } = await sandboxOf({
      dayZero: 'monday',
      offsetSign: -1,
      groupShape: 'maps',
      arrays: 'comma',
      to: 'exclusive',
      average: 'activeDay',
      maxDays: 100,
    });
    expect(valuesOf(await probeAt({ url: sandbox.url, clock }))).toEqual({
      dayZero: 'monday',
      offsetSign: -1,
      arrayFormat: 'comma',
      toInclusive: 'exclusive',
      useGroup: true,
      average: 'perActiveDay',
      limits: range(92, 184),
    });
  });

  test.each([1, 2, 3, 5])(
    '%d requests a second are found by the refusals, and nothing is lost to these',
    async (rate) => {
      const { sandbox, clock } = await sandboxOf({ rate }, { clock: tickingClock() });
      const report = await probeAt({ url: sandbox.url, clock });
      const limits = { ...DEFAULTS.limits, rate: { requests: rate, seconds: 1 } };
      expect(valuesOf(report)).toEqual({ ...DEFAULTS, limits });
      expect(sandbox.requests().length).toBeLessThanOrEqual(BUDGET);
    },
  );

  // Answers are held for 60 ms of real time, and two requests begin at once.
  test('one request at a time is found by the refusals, and nothing is lost to these', async () => {
    const { sandbox, clock } = await sandboxOf({ concurrent: 1 });
    const report = await probeAt({ url: sandbox.url, clock });
    expect(valuesOf(report)).toEqual({ ...DEFAULTS, limits: { ...DEFAULTS.limits, atATime: 1 } });
    expect(sandbox.requests().length).toBeLessThanOrEqual(BUDGET);
  });
});

describe('an account with too little to compare', () => {
  test.each([
    ['a quiet bot', { scenario: 'quiet' }, 84],
    ['a bot without a conversation', { scenario: 'outage', scenarioFrom: '2024-01-01' }, 0],
  ] as const)('%s: nothing is settled, after a few requests', async (_, options, count) => {
    const { sandbox, clock } = await sandboxOf({}, options);
    const report = await probeAt({ url: sandbox.url, clock });
    expect(new Set(Object.values(valuesOf(report)))).toEqual(new Set(['notEnoughData']));
    expect(report.findings[0]?.evidence).toContain(`had ${count} conversations in 84 days`);
    expect([report.yaml, report.failures]).toEqual(['', []]);
    expect(sandbox.requests()).toHaveLength(2);
  });

  test('the next bot is asked about, up to three, and the one that is named alone', async () => {
    const { sandbox, clock } = await sandboxOf({}, { scenario: 'steady,support=quiet' });
    const storyIds = ['5b07ff77c2376e30306d9b12', '5b07ffafc2376e30306d9b16'];
    const report = await probeAt({ url: sandbox.url, clock, storyIds });
    expect([report.bot, valuesOf(report).dayZero]).toEqual(['bot2', 'sunday']);
    const named = await probeAt({ url: sandbox.url, clock, storyIds, bot: 'bot1' });
    expect([named.bot, valuesOf(named).dayZero]).toEqual(['bot1', 'notEnoughData']);
  });

  test('a bot that uses one source cannot tell arrays, and the rest is settled', async () => {
    const story = { id: 'only-widget', name: 'One', perDay: 40, integrations: ['widget'] as const };
    const { sandbox, clock } = await sandboxOf({}, { stories: [story] });
    const report = await probeAt({ url: sandbox.url, clock, storyIds: ['only-widget'] });
    expect(valuesOf(report)).toEqual({ ...DEFAULTS, arrayFormat: 'notEnoughData' });
  });
});

test('what the days and hours are is taken from the API’s own clock', async () => {
  const { sandbox, clock } = await sandboxOf({ dayZero: 'monday' });
  const report = await probeAt({
    url: sandbox.url,
    clock: { now: () => clock.now() + 400 * 86_400_000, sleep: clock.sleep },
  });
  expect(valuesOf(report).dayZero).toBe('monday');
});
