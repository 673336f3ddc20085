import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, statSync } from 'node:fs';
import { lstat, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

type Content = string | Uint8Array;

const DATA_URL = 'data:;base64,';

/** The content of a file, or what a `data:;base64,` URL holds. */
export async function contentAt(place: string): Promise<Buffer> {
  return place.startsWith(DATA_URL) ? Buffer.from(place.slice(DATA_URL.length), 'base64') : readFile(place);
}

/**
 * Writes a file atomically: to a temporary file beside it, synced, then renamed; its name survives a power loss too. A symbolic link is replaced,
 * never followed. Throws `EEXIST` for anything that is neither file, link nor folder, such as a device.
 */
export async function writeAtomic(path: string, bytes: Content): Promise<void> {
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
    syncFolder(dirname(path));
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** Writes to a path given by the user: follows symbolic links, and writes into a device or pipe instead of replacing it. */
export async function writeThrough(path: string, bytes: Content): Promise<void> {
  const there = await stat(path).catch(notThere);
  if (there === null || there.isDirectory()) return writeAtomic(path, bytes);
  if (there.isFile()) return writeAtomic(await realpath(path), bytes);
  const file = await open(path, 'w');
  try {
    await file.writeFile(bytes);
  } finally {
    await file.close();
  }
}

/** A subfolder that we manage below a folder of the user's. */
export interface ManagedFolder {
  /** Created if missing; may contain symbolic links. */
  readonly root: string;
  /** Folder names below it. None may be a symbolic link, so that nothing is written elsewhere. */
  readonly below: readonly string[];
}

/** Creates the folders and returns the path of the last. Throws `ENOTDIR` when a file or a link is in the way. */
export async function makeManagedFolder({ root, below }: ManagedFolder): Promise<string> {
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
 * Creates a folder and its missing parents; returns the topmost one created, or null. Not `mkdir` with `recursive`: where no folder can
 * be created, such as below /proc, Node 20 loops forever.
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
    return;
  }
  syncFolder(dirname(path));
}

/** What a system answers that cannot sync a folder, or may not open it to do so. */
const CANNOT_SYNC: readonly unknown[] = ['EINVAL', 'ENOTSUP', 'EPERM', 'EACCES', 'EISDIR', 'EBADF'];

/** Makes the names in a folder survive a power loss, where the file system can. */
function syncFolder(path: string): void {
  try {
    const folder = openSync(path, 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  } catch (error) {
    if (!CANNOT_SYNC.includes(codeOf(error))) throw error;
  }
}

function notThere(error: unknown): null {
  if (codeOf(error) === 'ENOENT') return null;
  throw error;
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : null);
const coded = (code: string, message: string) => Object.assign(new Error(`${code}: ${message}`), { code });
