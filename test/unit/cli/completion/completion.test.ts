import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../../../src/cli/commands.js';
import { MAIN, runCli, runHere } from '../../../support/cli.js';

/** Not valid, and complete enough for ids. */
const CONFIG = `bots: { support: {}, sales: {} }
digests: { weekly: {}, weekend: {}, daily: { unknown: true } }
alerts: { outage: {} }
`;

const folder = mkdtempSync(join(tmpdir(), 'botdigest-test-'));
afterAll(() => rmSync(folder, { recursive: true }));
const script = (shell: string) => join(folder, `botdigest.${shell}`);

beforeAll(async () => {
  writeFileSync(join(folder, 'config.yaml'), CONFIG);
  mkdirSync(join(folder, 'other'));
  writeFileSync(join(folder, 'other', 'o.yaml'), 'digests: { elsewhere: {} }');
  mkdirSync(join(folder, 'bin'));
  const program = join(folder, 'bin', 'botdigest');
  writeFileSync(program, `#!/bin/sh\nexec ${process.execPath} ${MAIN} "$@"\n`);
  chmodSync(program, 0o755);
  for (const shell of ['bash', 'zsh', 'fish'])
    writeFileSync(script(shell), (await runCli(['completion', shell])).stdout);
});

const env = { ...process.env, PATH: `${join(folder, 'bin')}:${process.env.PATH}`, HOME: folder };

function inShell(shell: string, args: readonly string[]): string[] {
  const { stdout, stderr, status } = spawnSync(shell, args, { cwd: folder, env, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout.split('\n').filter(Boolean);
}

/** What bash offers for the last word of a line. */
function byBash(line: string): string[] {
  const words = line.split(' ');
  const quoted = words.map((word) => `'${word}'`).join(' ');
  return inShell('bash', [
    '-c',
    `source '${script('bash')}'; COMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _botdigest; printf '%s\\n' "\${COMPREPLY[@]}"`,
  ]);
}

/** The same of fish, which puts what it says of a word behind a tab. */
const byFish = (line: string): string[] =>
  inShell('fish', ['-c', `source '${script('fish')}'; complete -C '${line}'`]).map(
    (offer) => offer.split('\t')[0] ?? '',
  );

const LINES: readonly (readonly [line: string, offered: readonly string[]])[] = [
  ['botdigest rea', ['readers']],
  ['botdigest run wee', ['weekly', 'weekend']],
  ['botdigest run ', ['weekly', 'weekend', 'daily']],
  ['botdigest -c other/o.yaml run ', ['elsewhere']],
  ['botdigest explain la', ['last']],
  ['botdigest snooze ', ['outage']],
  ['botdigest export --bot s', ['support', 'sales']],
  ['botdigest export --report mess', ['messages']],
  ['botdigest preview --ta', ['--target']],
  ['botdigest runs --digest da', ['daily']],
  ['botdigest alerts te', ['test']],
  ['botdigest completion fi', ['fish']],
  ['botdigest help res', ['resend', 'resolve', 'restore']],
];

const SHELLS = { bash: byBash, fish: byFish } as const;

for (const [shell, offers] of Object.entries(SHELLS)) {
  const there = spawnSync(shell, ['--version']).status === 0;
  if (!there) console.log(`not at hand here: ${shell}; its completion was not tried`);
  describe.runIf(there)(`in ${shell}`, () => {
    test.each(LINES)('%s', (line, offered) => {
      expect(offers(line).toSorted()).toEqual([...offered].sort());
    });
  });
}

test('every command and option stands in every script', async () => {
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { stdout } = await runHere(['completion', shell]);
    for (const { name } of commands) expect(stdout, shell).toContain(name);
    for (const option of ['again', 'slack', 'config']) expect(stdout, shell).toContain(option);
  }
});

test('ids come from the file alone: from one that is broken none, and no word is said', async () => {
  const ask = async (kind: string, file = join(folder, 'config.yaml')) =>
    runHere(['-c', file, 'completion', '--ids', kind]);
  expect((await ask('runs')).stdout).toBe('last\nweekly\nweekend\ndaily\n');
  const none = await ask('digests', join(folder, 'nothing.yaml'));
  expect([none.code, none.stdout, none.stderr]).toEqual([0, '', '']);
  writeFileSync(join(folder, 'broken.yaml'), 'digests: [');
  expect((await ask('digests', join(folder, 'broken.yaml'))).code).toBe(0);
  expect((await ask('pigeons')).code).toBe(2);
  expect((await runHere(['completion'])).code).toBe(2);
});
