import { lstat, readFile, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder, writeAtomic } from '../../lib/system/files.js';

/** Whether a plain file with exactly these bytes stands there. */
export async function holds(path: string, bytes: Uint8Array): Promise<boolean> {
  try {
    const found = await lstat(path);
    return found.isFile() && found.size === bytes.length && (await readFile(path)).equals(bytes);
  } catch {
    return false;
  }
}

/** Writes and removes a small file, and every folder that had to be made for it. */
export async function tryPlace(root: string): Promise<void> {
  const made = makeFolder(root);
  const probe = join(root, '.botdigest-probe');
  await writeAtomic(probe, '');
  await rm(probe, { force: true });
  if (made !== null) await removeEmpty(root, made);
}

/** Removes `path` and its parents up to `top`, as far as they are empty. */
async function removeEmpty(path: string, top: string): Promise<void> {
  try {
    await rmdir(path);
    if (path !== top) await removeEmpty(dirname(path), top);
  } catch {
    // Somebody put something there meanwhile: it stays.
  }
}
