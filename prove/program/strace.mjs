import { spawnSync } from 'node:child_process';

/** System calls by which the program changes a file or tells somebody something, and those that lock. */
export const CALLS = [
  'pwrite64',
  'write',
  'writev',
  'fsync',
  'fdatasync',
  'ftruncate',
  'unlink',
  'rename',
  'mkdir',
  'connect',
  'sendto',
  'sendmsg',
  'fcntl',
];
/** Those that a replay of a disk needs. */
const DISK = ['openat', 'close', 'dup', 'pwritev', 'link', 'linkat', 'renameat2', 'rmdir', ...CALLS];

/** Why system calls cannot be stopped at here, or null. @returns {string | null} */
export function whyNoStrace() {
  if (process.platform !== 'linux') return 'strace is a program of Linux';
  const tried = spawnSync('strace', ['-o', '/dev/null', '-e', 'trace=write', process.execPath, '-e', '0'], {
    encoding: 'utf8',
  });
  if (tried.error) return 'strace is not installed';
  return tried.status === 0 ? null : `strace may not trace here: ${tried.stderr.split('\n', 1)[0]}`;
}

/**
 * The words that run a program under strace, as a daemon beside it, so that its pid is the program's.
 *
 * @param {{ file: string, kill?: { call: string, nth: number }, data?: boolean }} how `data`: keep what is written, for a replay
 */
export const traced = ({ file, kill, data = false }) => [
  'strace',
  '-D',
  '-f',
  '-qq',
  '-o',
  file,
  ...(data ? ['-y', '-xx', '-s', '2000000'] : []),
  '-e',
  `trace=${(data ? DISK : CALLS).join(',')}`,
  '-e',
  'signal=none',
  ...(kill ? ['-e', `inject=${kill.call}:signal=KILL:when=${kill.nth}`] : []),
];

/** The calls of the main thread, each with its number among those of its name. @param {string} text @returns {{ call: string, nth: number }[]} */
export function callsOf(text) {
  const lines = text.split('\n');
  const main = lines[0]?.split(' ', 1)[0] ?? '';
  /** @type {Map<string, number>} */
  const counts = new Map();
  return lines.flatMap((line) => {
    const [, pid, call = ''] = /^(\d+) +([a-z0-9_]+)\(/.exec(line) ?? [];
    if (pid !== main || !CALLS.includes(call)) return [];
    const nth = (counts.get(call) ?? 0) + 1;
    counts.set(call, nth);
    return [{ call, nth }];
  });
}
