import { existsSync } from 'node:fs';
import type { Config } from './config/config.js';
import type { StoredPause } from './ledger/ledger.js';
import type { Clock } from './lib/time/clock.js';

/** What people leave out, as stored; nothing, and no store is made, where there is none yet. Rejects with a `LedgerError`. */
export async function storedPauses(
  { store, ca }: Pick<Config, 'store' | 'ca'>,
  clock: Pick<Clock, 'now'>,
): Promise<readonly StoredPause[]> {
  if (store.kind === 'sqlite' && !existsSync(store.path)) return [];
  const { openLedger } = await import('./ledger/open.js');
  const ledger = await openLedger({ ...store, ca }, () => clock.now());
  try {
    return await ledger.pauses.all();
  } finally {
    await ledger.close();
  }
}
