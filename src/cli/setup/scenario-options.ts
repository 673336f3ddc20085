import type { Command } from 'commander';
import { SCENARIOS } from '../../sandbox/scenarios/scenario.js';

/** The options of a command that tells a scenario, as commander reads them. */
export interface ScenarioOptions {
  readonly scenario?: string;
  readonly scenarioFrom?: string;
}

/** Adds `--scenario` and `--scenario-from`. */
export function scenarioOptions(command: Command): Command {
  return command
    .option('--scenario <names>', 'what happens to the bots: outage, or support=outage,sales=growing')
    .option(
      '--scenario-from <day>',
      'the first day of it, in Central Europe (default: in the last whole week)',
    );
}

/** For the help: each scenario on a line. */
export const scenarioHelp = `Scenarios (a bot with one is steady apart from it):
${Object.entries(SCENARIOS)
  .map(([name, does]) => `  ${name.padEnd(15)}${does}`)
  .join('\n')}`;
