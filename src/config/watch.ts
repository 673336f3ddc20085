import { watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { sha256 } from '../lib/hash.js';

/** Editors write a file in several steps. */
const SETTLED = 300;

/**
 * Calls `changed` when the file says something else than before, at first than `known`, a `fingerprint` of it.
 * Its folder is watched, since a file is often replaced as a whole.
 */
export function watchFile(path: string, known: string | null, changed: () => void): { stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let last = Promise.resolve(known);
  const look = async () => {
    const now = await fingerprint(path);
    const before = await last;
    last = Promise.resolve(now);
    if (now !== null && now !== before) changed();
  };
  const watcher = watch(dirname(path), (_event, name) => {
    // A mounted configuration is a link, and what changes is another name in the folder.
    if (name !== null && name !== basename(path) && !name.startsWith('..')) return;
    clearTimeout(timer);
    timer = setTimeout(() => void look(), SETTLED);
  });
  watcher.on('error', () => {});
  void look();
  return {
    stop() {
      clearTimeout(timer);
      watcher.close();
    },
  };
}

/** What a file says, as a hash; null when it cannot be read. */
export const fingerprint = (path: string): Promise<string | null> => readFile(path).then(sha256, () => null);
