import { existsSync } from 'node:fs';
import type { KeptWeeks } from './chatbot/kept-weeks.js';
import type { StoreConfig } from './config/config.js';
import type { Ledger } from './ledger/ledger.js';
import type { Lazy } from './lib/async/lazy.js';

/**
 * Past weeks in the ledger. A command that only looks makes no SQLite store for them. A store that cannot be used is told of, and weeks are
 * requested as if none were kept.
 */
export function weeksIn(
  store: StoreConfig,
  ledger: Lazy<Ledger>,
  trouble: (error: unknown) => void,
): KeptWeeks {
  const use = async <T>(work: (ledger: Ledger) => Promise<T>, otherwise: T): Promise<T> => {
    try {
      const isThere = store.kind === 'postgres' || existsSync(store.path);
      const opened = isThere ? await ledger.get() : await ledger.opened();
      return opened === null ? otherwise : await work(opened);
    } catch (error) {
      trouble(error);
      return otherwise;
    }
  };
  return {
    of: (keys) => use(({ weeks }) => weeks.of(keys), new Map()),
    keep: (weeks) => use((opened) => opened.weeks.keep(weeks), undefined),
  };
}
