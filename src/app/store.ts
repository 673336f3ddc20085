import { resolve as resolvePath } from 'node:path';
import type { Config } from '../config/config.js';
import type { Backup, Restored } from '../ledger/backup.js';
import type { Moved } from '../ledger/move.js';
import { UserError } from '../lib/errors.js';
import type { Secret } from '../lib/secret.js';
import type { AppCore } from './core.js';

/** Copies of the store. */
export interface StoreCommands {
  /** Copies the SQLite ledger into a file, whole, also beside a running service. */
  backup(file: string, force: boolean): Promise<Backup>;
  /** Puts a copy in the place of the SQLite ledger; schedules count from now on. */
  restore(file: string, force: boolean): Promise<Restored>;
  /** Copies the SQLite ledger into an empty PostgreSQL database. */
  migrate(url: Secret): Promise<Moved>;
}

export function storeCommands({ config, self: { clock } }: AppCore): StoreCommands {
  return {
    async backup(file, force) {
      const path = sqlitePath(config, 'pg_dump --schema=botdigest');
      return (await import('../ledger/backup.js')).backupLedger(path, resolvePath(file), { force });
    },
    async restore(file, force) {
      const path = sqlitePath(config, 'pg_restore');
      const { restoreLedger } = await import('../ledger/backup.js');
      return restoreLedger(path, resolvePath(file), { force, at: clock.now() });
    },
    async migrate(url) {
      const { store, ca } = config;
      if (store.kind === 'postgres')
        throw new UserError('nothing-to-move', 'The store is PostgreSQL already: nothing to move.');
      return (await import('../ledger/move.js')).moveLedger(store.path, { url, ca }, clock.now());
    },
  };
}

/** The file of an SQLite store; PostgreSQL has programs of its own for it. */
function sqlitePath({ store }: Config, instead: string): string {
  if (store.kind === 'sqlite') return store.path;
  const message = `The store is PostgreSQL: use ${instead}, or your provider's own backups.`;
  throw new UserError('not-sqlite', message, { exitCode: 2 });
}
