import { stat } from 'node:fs/promises';

const OTHERS_WRITE = 0o002;
const OTHERS_READ = 0o004;

/** Docker mounts secrets here, world-readable; a container has no other users. */
const MOUNTED_SECRETS = /^(\/var)?\/run\/secrets\//;

/** The problem when other users of the machine can change the file, or read a secret; else null. */
export async function exposure(file: string, kind: 'configuration' | 'secret'): Promise<string | null> {
  const found = await stat(file).catch(() => null);
  // Windows has no such bits; devices and pipes store nothing.
  if (found === null || !found.isFile() || process.platform === 'win32') return null;
  if (found.mode & OTHERS_WRITE) return 'can be changed by every user of this machine: chmod o-w';
  const isRead = kind === 'secret' && (found.mode & OTHERS_READ) !== 0 && !MOUNTED_SECRETS.test(file);
  return isRead ? 'can be read by every user of this machine: chmod o-r' : null;
}
