import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repositoryFile } from '../../support/markdown.js';

const unit = repositoryFile('docs/botdigest.service');
const settings = new Map(
  [...unit.matchAll(/^([A-Za-z]+)=(.*)$/gm)].map(([, key = '', value = '']) => [key, value] as const),
);

/** What `systemd-analyze verify` finds wrong with a unit; null where it is not installed. */
function problemsOf(text: string): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'botdigest-unit-'));
  try {
    const path = join(folder, 'botdigest.service');
    writeFileSync(path, text);
    const args = ['verify', '--man=no', '--recursive-errors=no', path];
    const { status, stderr, error } = spawnSync('systemd-analyze', args, { encoding: 'utf8' });
    if (error) {
      if ('code' in error && error.code === 'ENOENT') return null;
      throw error;
    }
    return status === 0 ? stderr : stderr || `exit code ${status}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test.each([
  ['as it is', unit, /^$/],
  ['with an unknown setting', unit.replace('ProtectSystem', 'ProtectSystm'), /Unknown key 'ProtectSystm'/],
  [
    'with a program that is not there',
    unit.replace('/usr/bin/env', '/nowhere/env'),
    /not executable|No such file/,
  ],
])('systemd-analyze judges the unit %s', (_name, text, expected) => {
  const problems = problemsOf(text);
  if (problems === null) return console.warn('systemd-analyze is not installed: it read no unit.');
  expect(problems).toMatch(expected);
});

test('the unit stops within its time, reloads by SIGHUP, and writes only into its own folder', () => {
  expect(Number(settings.get('TimeoutStopSec'))).toBeGreaterThan(25);
  expect(settings.get('ExecReload')).toContain('-HUP $MAINPID');
  expect(settings.get('User')).toBe('botdigest');
  expect(settings.get('ProtectSystem')).toBe('strict');
  expect(settings.get('WorkingDirectory')).toBe(`/var/lib/${settings.get('StateDirectory')}`);
});

test('nothing in the unit forbids what Node needs: memory that is compiled into', () => {
  expect(settings.has('MemoryDenyWriteExecute')).toBe(false);
});
