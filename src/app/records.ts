import { resolve as resolvePath } from 'node:path';
import type { History, RunStory } from '../ledger/ledger.js';
import type { Audit } from '../ledger/model/audit.js';
import { findDelivery, findRun } from '../run/commands/find-run.js';
import { storyOf } from '../run/commands/request.js';
import type { Verified } from '../run/verify/verify.js';
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
  /** Whether the receipts are as they were written; with a head that was printed before, whether it is in the chain. Throws a UserError for what is no head. */
  audit(head: string | null): Promise<Audit>;
  /** What a file is that somebody got, or the parts of a mail; throws a UserError when it is not there. */
  verify(file: string): Promise<Verified>;
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
    async audit(head) {
      const { headNamed } = await import('../run/verify/head.js');
      return (await ledger()).receipts.audit(head === null ? undefined : headNamed(head));
    },
    async verify(file) {
      const { verifyFile } = await import('../run/verify/verify.js');
      return verifyFile((await ledger()).receipts, resolvePath(file));
    },
  };
}
