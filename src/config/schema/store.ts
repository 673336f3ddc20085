import { secretCharacterFault } from '../read/characters.js';
import { percentEncode, rawCharacter } from '../values/address.js';
import { pathFault } from '../values/file-path.js';
import { hidden, type ValueFault } from '../values/leaf.js';
import { postgresFault } from '../values/postgres-url.js';

const KINDS =
  'must start with sqlite: (sqlite:./data/botdigest.db) or postgres:// (postgres://user@host/database)';

export const store = hidden(storeUrlFault)
  .prefault('sqlite:./data/botdigest.db')
  .describe(
    'Where runs, deliveries and snapshots are kept: sqlite:<file>, a path that starts at the configuration’s folder, or postgres://user@host/database, which several machines may share.',
  );

/** The file of a `sqlite:` store as written, or null for PostgreSQL. */
export function sqliteFile(value: string): string | null {
  return value.startsWith('sqlite:') ? value.slice('sqlite:'.length).replace(/^\/\/(?=\/|\.)/, '') : null;
}

/** What is wrong with a store URL as written, or null. */
export function storeUrlFault(value: string): ValueFault | null {
  const file = sqliteFile(value);
  if (file !== null) return fileFault(file);
  const odd = secretCharacterFault(value, 'line');
  if (odd !== null) return { message: odd };
  if (!/^postgres(ql)?:\/\//.test(value)) return { message: KINDS };
  const raw = rawCharacter(value);
  return raw === null ? postgresFault(value) : { message: percentEncode(raw) };
}

function fileFault(file: string): ValueFault | null {
  if (file.startsWith('//')) return { message: 'names a host; a file is written sqlite:./data/botdigest.db' };
  if (file === '' || file.endsWith('/')) return { message: 'names no file: sqlite:./data/botdigest.db' };
  if (file === ':memory:')
    return { message: 'must be a file: receipts in memory would not survive a restart' };
  const message = pathFault(file);
  return message === null ? null : { message };
}
