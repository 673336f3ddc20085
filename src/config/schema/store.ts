import { type Fault, secret } from './leaf.js';
import { postgresFault } from './postgres-url.js';

const KINDS =
  'must start with sqlite: (sqlite:./data/botdigest.db) or postgres:// (postgres://user@host/database)';

export const store = secret(storeFault)
  .prefault('sqlite:./data/botdigest.db')
  .describe(
    'Where runs, deliveries and snapshots are kept: sqlite:<file>, or postgres://user@host/database, which several machines may share.',
  );

/** The file of a `sqlite:` store as written, or null for PostgreSQL. */
export function sqliteFile(value: string): string | null {
  return value.startsWith('sqlite:') ? value.slice('sqlite:'.length).replace(/^\/\/(?=\/|\.)/, '') : null;
}

/** What is wrong with a store as it is written, or null. */
export function storeFault(value: string): Fault | null {
  const file = sqliteFile(value);
  if (file !== null) return fileFault(file);
  return /^postgres(ql)?:\/\//.test(value) ? postgresFault(value) : { message: KINDS };
}

function fileFault(file: string): Fault | null {
  if (file.startsWith('//')) return { message: 'names a host; a file is written sqlite:./data/botdigest.db' };
  if (file === '' || file.endsWith('/')) return { message: 'names no file: sqlite:./data/botdigest.db' };
  return file === ':memory:'
    ? { message: 'must be a file: receipts in memory would not survive a restart' }
    : null;
}
