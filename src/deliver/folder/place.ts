import { lstat, mkdir, readFile, realpath, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeWhole } from '../../lib/files.js';

/** A folder of ours below a folder of the user's. */
export interface Place {
  /** Made if need be; the user's own part of it may hold links. */
  readonly root: string;
  /** Folder names below it, none of which may be a link: nothing is written elsewhere through one. */
  readonly below: readonly string[];
}

/** Makes the folders and returns the path of the last. A file or a link in the way is an `ENOTDIR`. */
export async function makePlace({ root, below }: Place): Promise<string> {
  await mkdir(root, { recursive: true });
  let path = await realpath(root);
  for (const name of below) {
    path = join(path, name);
    await mkdir(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    if (!(await lstat(path)).isDirectory()) throw notAFolder(path);
  }
  return path;
}

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
  const made = await mkdir(root, { recursive: true });
  const probe = join(root, '.botdigest-probe');
  await writeWhole(probe, '');
  await rm(probe, { force: true });
  if (made !== undefined) await removeEmpty(root, made);
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

function notAFolder(path: string): Error {
  return Object.assign(new Error(`${path} is not a folder`), { code: 'ENOTDIR' });
}
