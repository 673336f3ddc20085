import { randomBytes } from 'node:crypto';
import { mkdirSync, statSync } from 'node:fs';
import { lstat, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

type Content = string | Uint8Array;

/**
 * Writes the whole file under another name, syncs it and renames it into place: readers see all of it or none. A link of that name is
 * replaced, never followed; what is no file at all stays, with an `EEXIST`.
 */
export async function writeWhole(path: string, bytes: Content): Promise<void> {
  makeFolder(dirname(path));
  const there = await lstat(path).catch(notThere);
  if (there && !there.isFile() && !there.isSymbolicLink() && !there.isDirectory())
    throw coded('EEXIST', `${path} is no regular file`);
  const draft = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}.part`);
  try {
    const file = await open(draft, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** Writes to where somebody pointed: through a link to its file, and into a device or a pipe as it stands. */
export async function writeTo(path: string, bytes: Content): Promise<void> {
  const there = await stat(path).catch(notThere);
  if (there === null || there.isDirectory()) return writeWhole(path, bytes);
  if (there.isFile()) return writeWhole(await realpath(path), bytes);
  const file = await open(path, 'w');
  try {
    await file.writeFile(bytes);
  } finally {
    await file.close();
  }
}

/** A folder of ours below a folder of the user's. */
export interface Place {
  /** Made if need be; the user's own part of it may hold links. */
  readonly root: string;
  /** Folder names below it, none of which may be a link: nothing is written elsewhere through one. */
  readonly below: readonly string[];
}

/** Makes the folders and returns the path of the last. A file or a link in the way is an `ENOTDIR`. */
export async function makePlace({ root, below }: Place): Promise<string> {
  makeFolder(root);
  let path = await realpath(root);
  for (const name of below) {
    path = join(path, name);
    makeOne(path, 0o777);
    if (!(await lstat(path)).isDirectory()) throw coded('ENOTDIR', `${path} is not a folder`);
  }
  return path;
}

/**
 * Makes a folder with those above it, and returns the highest that was not there. One step after the other: where no folder can be made,
 * below /proc for one, Node's own way tries for ever.
 */
export function makeFolder(path: string, mode = 0o777): string | null {
  const missing: string[] = [];
  for (let at = resolve(path); statSync(at, { throwIfNoEntry: false }) === undefined; at = dirname(at))
    missing.unshift(at);
  for (const folder of missing) makeOne(folder, mode);
  return missing[0] ?? null;
}

function makeOne(path: string, mode: number): void {
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

function notThere(error: unknown): null {
  if (codeOf(error) === 'ENOENT') return null;
  throw error;
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : null);
const coded = (code: string, message: string) => Object.assign(new Error(`${code}: ${message}`), { code });
