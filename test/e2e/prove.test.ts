import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { emptyFolder } from '../support/folder.js';

const PROVE = fileURLToPath(new URL('../../prove/prove.mjs', import.meta.url));

const prove = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROVE, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
};

test('a campaign judges the built program from outside, and says how many trials were whole', () => {
  const output = emptyFolder();
  const { status, stdout, stderr } = prove(
    '--only',
    'faults',
    '--minutes',
    '0.01',
    '--seed',
    '7',
    '--lanes',
    '1',
    '--output',
    output,
  );
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^Seed 7, 0.01 minutes, 1 at a time/);
  expect(stdout).toMatch(/refusals: 1\/1 of \d+ cases/);
  expect(status).toBe(0);
});

test.each([
  ['--help', 0, /Usage: npm run prove/],
  ['--only=nothing', 2, /There is no campaign nothing\./],
  ['--minutes=soon', 2, /--minutes takes a number, not soon/],
  ['--everything', 2, /Unknown option '--everything'/],
])('%s ends with %i', (option, code, said) => {
  const { status, stdout, stderr } = prove(option);
  expect(stdout + stderr).toMatch(said);
  expect(status).toBe(code);
});
