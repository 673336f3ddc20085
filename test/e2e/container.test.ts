import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { emptyFolder } from '../support/folder.js';

const run = promisify(execFile);
const ROOT = new URL('../..', import.meta.url).pathname;

/** The container without an engine: everything read-only but a data folder, and a user who owns nothing else. */
const SCRIPT = `
set -eu
mount --bind "$ROOT" "$WORK/app"
mount -t tmpfs -o mode=0777 tmpfs "$WORK/data"
mount -o remount,bind,ro "$WORK/app"
mount -o remount,bind,ro /
cd "$WORK/data"
if touch "$WORK/app/probe" 2>/dev/null; then echo "the file system is not read-only" >&2; exit 9; fi
exec setpriv --reuid 65534 --regid 65534 --clear-groups "$NODE" "$WORK/app/dist/main.js" "$@"
`;

async function inContainer(args: readonly string[]) {
  const work = emptyFolder();
  chmodSync(work, 0o755);
  for (const name of ['app', 'data']) mkdirSync(join(work, name));
  const env = {
    PATH: process.env.PATH ?? '',
    ROOT,
    WORK: work,
    NODE: process.execPath,
    HOME: '/nonexistent',
  };
  return run('unshare', ['--mount', '--fork', 'sh', '-c', SCRIPT, 'sh', ...args], { env });
}

async function canUnshare(): Promise<boolean> {
  try {
    await run('unshare', ['--mount', 'setpriv', '--version']);
    return true;
  } catch {
    console.log('not at hand here: unshare as root; the read-only file system was not tried');
    return false;
  }
}

const able = await canUnshare();

test('the built tree works for an unprivileged user on a read-only file system', async () => {
  if (!able) return expect(able).toBe(false);
  const { stdout } = await inContainer(['demo', '--out', 'demo']);
  expect(stdout).toContain('demo/weekly-support/digest.pdf');
  expect(stdout).toContain('demo/weekly-support/charts/heatmap.png');
});
