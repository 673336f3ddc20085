import { statSync } from 'node:fs';
import { storeFault } from '../model/errors.js';

/**
 * Returns a guard that throws once the path no longer leads to the same file: SQLite would go on writing to a file that was deleted or moved.
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
