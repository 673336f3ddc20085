import { UserError } from '../../lib/errors.js';
import { notThere } from '../../lib/text/suggest.js';
import { isDay } from '../../lib/time/day.js';
import { DAY } from '../model/calendar.js';
import type { StorySpec } from '../model/story.js';
import { SCENARIO_NAMES, type Scenario, type ScenarioName } from './scenario.js';
import { defaultStart } from './start-day.js';

export interface ScenarioChoice {
  /** `outage` for every bot; `support=outage,sales=growing` by bot, named by its key or its story id; or both. */
  readonly scenario?: string | undefined;
  /** The first day, in Central Europe: `2026-11-16`. Default: in the last whole week before `scenarioAt`. */
  readonly scenarioFrom?: string | undefined;
  /** Epoch ms; default now. */
  readonly scenarioAt?: number | undefined;
}

/** The scenario of each story, by its id; throws a UserError for unknown scenarios and bots and for a day that does not exist. */
export function assignScenarios(
  { scenario, scenarioFrom, scenarioAt }: ScenarioChoice,
  specs: readonly StorySpec[],
  now: number,
): ReadonlyMap<string, Scenario> {
  if (scenarioFrom !== undefined && !isDay(scenarioFrom))
    throw usage(`The first day “${scenarioFrom}” of a scenario is not a day. Write it as 2026-11-23.`);
  if (scenarioFrom !== undefined && scenario === undefined)
    throw usage('A first day of a scenario was given, but no scenario.');
  const names = scenario === undefined ? NO_NAMES : parseScenarios(scenario, specs);
  return new Map(
    specs.flatMap(({ id }) => {
      const name = names.get(id) ?? names.get(null);
      if (name === undefined) return [];
      const from =
        scenarioFrom === undefined ? defaultStart(name, scenarioAt ?? now) : Date.parse(scenarioFrom) / DAY;
      return [[id, { name, from }]];
    }),
  );
}

/** Scenarios by story id; null stands for every other bot. */
type Names = ReadonlyMap<string | null, ScenarioName>;

const NO_NAMES: Names = new Map();

function parseScenarios(text: string, specs: readonly StorySpec[]): Names {
  const names = new Map<string | null, ScenarioName>();
  for (const part of text.split(',')) {
    const equals = part.indexOf('=');
    const bot = equals < 0 ? null : idOf(part.slice(0, equals).trim(), specs);
    if (names.has(bot))
      throw usage(`There are two scenarios for ${bot === null ? 'every bot' : 'one bot'} in “${text}”.`);
    names.set(bot, nameOf(part.slice(equals + 1).trim()));
  }
  return names;
}

function nameOf(word: string): ScenarioName {
  const name = SCENARIO_NAMES.find((known) => known === word);
  if (name === undefined) throw notThere('scenario', word, SCENARIO_NAMES);
  return name;
}

function idOf(word: string, specs: readonly StorySpec[]): string {
  const spec = specs.find(({ id, key }) => word === id || word === key);
  if (spec === undefined)
    throw notThere(
      'bot',
      word,
      specs.map(({ id, key }) => key ?? id),
    );
  return spec.id;
}

const usage = (message: string) => new UserError('usage', message, { exitCode: 2 });
