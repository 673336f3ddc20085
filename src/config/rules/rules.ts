import type { Issue } from '../problem.js';
import { mapping } from '../read/untyped.js';
import type { Plugins } from '../schema/plugins.js';
import * as access from './access.js';
import * as bots from './bots.js';
import * as digests from './digests.js';
import { distinctReaders } from './readers.js';
import type { Rule } from './rule.js';

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
  digests.distinctEntries,
  distinctReaders,
  digests.firingSchedules,
  digests.oneSchedule,
  digests.forwardDays,
  digests.holidaysToSkip,
  digests.forwardPeriods,
  digests.forwardHours,
];

/** Issues across keys; `input` is the unvalidated file. */
export function crossIssues(input: unknown, plugins: Plugins): Issue[] {
  const root = mapping(input);
  return RULES.flatMap((rule) => rule(root, plugins));
}
