import { expect, test } from 'vitest';
import { botSpecs } from '../../../../src/sandbox/model/bots.js';
import { assignScenarios, type ScenarioChoice } from '../../../../src/sandbox/scenarios/assign.js';
import { SCENARIO_NAMES } from '../../../../src/sandbox/scenarios/scenario.js';
import { NOW, SALES, SUPPORT } from '../ask.js';

const assigned = (choice: ScenarioChoice, now = NOW) =>
  Object.fromEntries(
    [...assignScenarios(choice, botSpecs(3), now)].map(([id, { name, from }]) => [
      id,
      `${name} ${new Date(from * 86_400_000).toISOString().slice(0, 10)}`,
    ]),
  );
const RETURNS = botSpecs(3)[2]?.id ?? '';

test('without a scenario no bot has one', () => {
  expect(assigned({})).toEqual({});
});

test('one name is for every bot', () => {
  const outage = 'outage 2026-11-16';
  expect(assigned({ scenario: 'outage' })).toEqual({ [SUPPORT]: outage, [SALES]: outage, [RETURNS]: outage });
});

test('by bot, by its key or its story id; the others have none', () => {
  expect(assigned({ scenario: ` support = outage, ${SALES}=growing` })).toEqual({
    [SUPPORT]: 'outage 2026-11-16',
    [SALES]: 'growing 2026-11-16',
  });
});

test('a name without a bot is for those that are not named', () => {
  expect(assigned({ scenario: 'sales=halved,steady' })).toEqual({
    [SUPPORT]: 'steady 2026-11-16',
    [SALES]: 'halved 2026-11-16',
    [RETURNS]: 'steady 2026-11-16',
  });
});

test.each(SCENARIO_NAMES)('%s starts in the last whole week', (scenario) => {
  const day = scenario === 'spike' || scenario === 'holiday' ? '2026-11-18' : '2026-11-16';
  expect(assigned({ scenario: `sales=${scenario}` })).toEqual({ [SALES]: `${scenario} ${day}` });
});

test.each([
  ['2026-11-22T22:59:59.999Z', '2026-11-09'],
  ['2026-11-22T23:00:00.000Z', '2026-11-16'],
  ['2026-11-29T22:59:59.999Z', '2026-11-16'],
  ['2026-07-05T22:00:00.000Z', '2026-06-29'],
])('at %s, on Central European clocks, the last whole week begins on %s', (now, monday) => {
  expect(assigned({ scenario: 'sales=quiet' }, Date.parse(now))).toEqual({ [SALES]: `quiet ${monday}` });
});

test('the first day may be given, and so may the instant whose last week it is', () => {
  expect(assigned({ scenario: 'sales=spike', scenarioFrom: '2026-11-20' })).toEqual({
    [SALES]: 'spike 2026-11-20',
  });
  const scenarioAt = Date.parse('2026-06-18T10:00Z');
  expect(assigned({ scenario: 'sales=spike', scenarioAt })).toEqual({ [SALES]: 'spike 2026-06-10' });
});

const ALL = SCENARIO_NAMES.join(', ');

test.each([
  ['outagee', `There is no scenario “outagee”, did you mean “outage”? There are: ${ALL}.`],
  ['', `There is no scenario “”. There are: ${ALL}.`],
  ['support=outage,', `There is no scenario “”. There are: ${ALL}.`],
  [
    'support=fallbackrise',
    `There is no scenario “fallbackrise”, did you mean “fallback-rise”? There are: ${ALL}.`,
  ],
  ['support=outage=2', `There is no scenario “outage=2”, did you mean “outage”? There are: ${ALL}.`],
  ['suport=outage', 'There is no bot “suport”, did you mean “support”? There are: support, sales, returns.'],
  ['=outage', 'There is no bot “”. There are: support, sales, returns.'],
  ['outage,growing', 'There are two scenarios for every bot in “outage,growing”.'],
  ['sales=outage,sales=quiet', 'There are two scenarios for one bot in “sales=outage,sales=quiet”.'],
])('%j is refused with a sentence', (scenario, message) => {
  expect(() => assigned({ scenario })).toThrow(expect.objectContaining({ message, exitCode: 2 }));
});

test('a first day that does not exist, or without a scenario, is refused', () => {
  for (const choice of [{ scenario: 'outage', scenarioFrom: '2026-02-30' }, { scenarioFrom: '2026-02-03' }])
    expect(() => assigned(choice)).toThrow(expect.objectContaining({ code: 'usage', exitCode: 2 }));
});
