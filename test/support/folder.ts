import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** An empty folder that goes with the test. */
export function emptyFolder(parent = tmpdir()): string {
  const folder = mkdtempSync(join(parent, 'botdigest-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Linux keeps what is in it in memory. */
const MEMORY = '/dev/shm';
const ROOM = 1_000_000_000;

/** The same in memory, where syncing costs nothing, when there is a gigabyte of room; for work whose processes end without a power loss. */
export const emptyFolderInMemory = (): string => emptyFolder(hasRoom(MEMORY) ? MEMORY : tmpdir());

function hasRoom(folder: string): boolean {
  if (!existsSync(folder)) return false;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize > ROOM;
}

/** Every file below a folder, by its path with forward slashes, in order. */
export function filesBelow(folder: string): ReadonlyMap<string, Buffer> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(names.sort().map((path) => [path.slice(folder.length + 1), readFileSync(path)]));
}
