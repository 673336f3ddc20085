import type { History, RunStory } from '../ledger/ledger.js';
import { findDelivery, findRun } from '../run/commands/find-run.js';
import { storyOf } from '../run/commands/request.js';
import type { AppCore } from './core.js';

/** What the store tells of runs. */
export interface RecordCommands {
  history(): Promise<History>;
  /** All that is known of a run; throws a UserError when it is not there. */
  story(run: string): Promise<RunStory>;
  /** The id of the run that a person means: an id or its beginning, `last`, or a digest's id. */
  findRun(word: string): Promise<string>;
  /** The same of a delivery: `last.2`. */
  findDelivery(word: string): Promise<string>;
  /** Whether a service works on the store. */
  attended(): Promise<boolean>;
}

export function recordCommands({ config, ledger, attended }: AppCore): RecordCommands {
  const history = async () => (await ledger()).history;
  return {
    ...{ history, attended },
    story: async (run) => storyOf({ ledger: await ledger() }, run),
    findRun: async (word) => findRun(await history(), config.digests.keys(), word),
    findDelivery: async (word) => findDelivery(await history(), config.digests.keys(), word),
  };
}
