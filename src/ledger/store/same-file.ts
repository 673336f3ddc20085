import { statSync } from 'node:fs';
import { storeFault } from '../model/errors.js';

/**
 * Throws from then on whenever the path does not lead to the same file any more: SQLite goes on writing into one that was deleted or
 * moved away, and what stands there nobody would ever read.
 */
export function sameFile(path: string): () => void {
  const opened = identity(path);
  return () => {
    const now = identity(path);
    if (now === null) throw storeFault('store-gone', path);
    if (now !== opened) throw storeFault('store-replaced', path);
  };
}

function identity(path: string): string | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found ? `${found.dev}:${found.ino}` : null;
}
