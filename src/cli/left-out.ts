import type { Config } from '../config/config.js';
import type { StoredPause } from '../ledger/ledger.js';
import { messageOf } from '../lib/errors.js';
import { storedPauses } from '../pauses.js';
import type { CliContext } from './context.js';

/** What people paused or skipped by hand; nothing, with a warning, where the store cannot be read. */
export async function leftOutByHand(
  config: Pick<Config, 'store' | 'ca'>,
  { clock, terminal }: Pick<CliContext, 'clock' | 'terminal'>,
): Promise<readonly StoredPause[]> {
  try {
    return await storedPauses(config, clock);
  } catch (error) {
    terminal.warn(`What was paused or skipped by hand is not shown: ${messageOf(error)}`);
    return [];
  }
}
