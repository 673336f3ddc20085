import type { Issue } from '../problem.js';
import { mapping } from '../read/untyped.js';
import type { Plugins } from '../schema/plugins.js';
import * as access from './access.js';
import * as alerts from './alerts.js';
import * as bots from './bots.js';
import * as conditions from './conditions.js';
import * as digests from './digests.js';
import { distinctReaders } from './readers.js';
import type { Rule } from './rule.js';
import * as schedules from './schedules.js';

const RULES: readonly Rule[] = [
  access.oneSourcePerSecret,
  access.secretsOfEntries,
  access.tokenForEveryBot,
  access.channelBlocks,
  access.entriesWithBlocks,
  access.settingsForEveryTarget,
  bots.distinctSources,
  bots.distinctBots,
  digests.knownBots,
  digests.knownAlerts,
  digests.distinctEntries,
  distinctReaders,
  schedules.firingSchedules,
  schedules.oneSchedule,
  schedules.forwardDays,
  schedules.holidaysToSkip,
  digests.forwardPeriods,
  digests.forwardHours,
  alerts.distinctWatched,
  alerts.openHours,
  alerts.patientReminders,
  alerts.separateSources,
  conditions.named,
  conditions.parts,
  conditions.modifiers,
  conditions.possibleLimits,
];

/** Issues across keys; `input` is the unvalidated file. */
export function crossIssues(input: unknown, plugins: Plugins): Issue[] {
  const root = mapping(input);
  return RULES.flatMap((rule) => rule(root, plugins));
}
