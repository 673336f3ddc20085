import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { systemClock } from '../../src/lib/time/clock.js';
import { startSandbox } from '../../src/sandbox/http/server.js';
import type { SandboxVariant } from '../../src/sandbox/reports/variant.js';
import { runHere, startCli } from '../support/cli.js';
import { emptyFolder } from '../support/folder.js';

const QUESTIONS = ['dayZero', 'offsetSign', 'arrayFormat', 'toInclusive', 'useGroup', 'average', 'limits'];
const VARIANT = {
  dayZero: 'monday',
  offsetSign: -1,
  groupShape: 'rows',
  arrays: 'comma',
  to: 'day',
} as const;

interface Printed {
  readonly question: string;
  readonly answer: string;
  readonly value: unknown;
  readonly evidence: string;
  readonly yaml: string;
}

const configOf = (url: string, more = '') => `timezone: Europe/Warsaw
chatbot: { token: sandbox, baseUrl: ${url}, minInterval: 0ms }
bots:
  support: { storyId: 5b07ff77c2376e30306d9b12 }
digests:
  one: { bots: [support], period: lastWeek, formats: [csv], deliver: [{ folder: { path: ./exports } }] }
${more}`;

function folderFor(url: string, more = ''): string {
  const cwd = emptyFolder();
  writeFileSync(join(cwd, 'config.yaml'), configOf(url, more));
  return cwd;
}

async function sandboxUrl(variant: Partial<SandboxVariant> = {}): Promise<string> {
  const sandbox = await startSandbox({ port: 0, seed: 1, token: 'sandbox', clock: systemClock, variant });
  onTestFinished(() => sandbox.close());
  return sandbox.url;
}

const conclusions = (json: string) =>
  (JSON.parse(json) as Printed[]).map(({ question, answer, value }) => [question, answer, value]);

test('probe prints what it found, and YAML that the configuration takes', async () => {
  const cwd = folderFor(await sandboxUrl(VARIANT));
  const { code, stdout, stderr } = await runHere(['probe'], { cwd });
  expect([code, stderr]).toEqual([0, 'Asking the API\n']);
  for (const question of QUESTIONS) expect(stdout).toMatch(new RegExp(`^${question}: settled, `, 'm'));
  const [, fragment = ''] = stdout.split('For the configuration:\n\n');
  const settings = parse(fragment).chatbot;
  expect(settings).toEqual({ dayZero: 'monday', offsetSign: -1, arrayFormat: 'comma', useGroup: true });
  expect(fragment).toMatch(/^ {2}# to: its whole UTC day counts/m);
  const keys = Object.entries(settings).map(([key, value]) => `, ${key}: ${value}`);
  const file = join(cwd, 'config.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(', minInterval: 0ms', keys.join('')));
  expect((await runHere(['validate'], { cwd })).code).toBe(0);
  expect(existsSync(join(cwd, 'data'))).toBe(false);
});

test('--json is the documented list, and --record keeps what sandbox --replay serves', async () => {
  const cwd = folderFor(await sandboxUrl(VARIANT));
  const first = await runHere(['probe', '--bot', 'support', '--json', '--record', 'kept'], { cwd });
  expect(first.code).toBe(0);
  const printed = JSON.parse(first.stdout) as Printed[];
  expect(printed.map((one) => Object.keys(one))).toEqual(
    QUESTIONS.map(() => ['question', 'answer', 'value', 'evidence', 'yaml']),
  );
  expect(printed.map(({ question }) => question)).toEqual(QUESTIONS);
  expect(printed[0]).toMatchObject({
    answer: 'settled',
    value: 'monday',
    yaml: 'chatbot: { dayZero: monday }',
  });
  for (const { yaml } of printed) expect(parse(yaml) ?? { chatbot: {} }).toHaveProperty('chatbot');
  expect(first.stderr).toContain('Wrote kept/recording.json: names and ids are replaced');
  expect(readFileSync(join(cwd, 'kept', 'recording.json'), 'utf8')).not.toContain('5b07ff77c2376e30306d9b12');

  const child = startCli(['sandbox', '--port', '0', '--replay', join(cwd, 'kept')]);
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = await once(child.stdout ?? child, 'data');
  const again = await runHere(['probe', '--json'], { cwd: folderFor(String(line).trim()) });
  expect(again.code).toBe(0);
  expect(conclusions(again.stdout)).toEqual(conclusions(first.stdout));
});

test('an account that has nothing is said so with 0', async () => {
  const cwd = folderFor(await sandboxUrl());
  const file = join(cwd, 'config.yaml');
  const sandbox = await startSandbox({
    ...{ port: 0, seed: 1, token: 'sandbox', clock: systemClock, scenario: 'quiet' },
  });
  onTestFinished(() => sandbox.close());
  writeFileSync(file, configOf(sandbox.url));
  const { code, stdout } = await runHere(['probe'], { cwd });
  expect(code).toBe(0);
  for (const question of QUESTIONS) expect(stdout).toContain(`${question}: not enough data. `);
  expect(stdout).not.toContain('For the configuration');
});

test.each([
  [
    'a token that is refused',
    (text: string) => text.replace('token: sandbox', 'token: other-token-9'),
    1,
    'error: Nothing was settled. The API refused the token of chatbot.token (401 unauthorized)',
  ],
  [
    'a server that is not there',
    (text: string) => text.replace(/baseUrl: \S+,/, 'baseUrl: http://127.0.0.1:9, retries: 0,'),
    1,
    'error: Nothing was settled. The API could not be reached',
  ],
  [
    'a configuration that is wrong',
    (text: string) => text.replace('minInterval', 'minIntervall'),
    2,
    'minIntervall',
  ],
])('%s ends with its exit code and one sentence', async (_, edit, code, message) => {
  const cwd = folderFor(await sandboxUrl());
  const file = join(cwd, 'config.yaml');
  writeFileSync(file, edit(readFileSync(file, 'utf8')));
  const result = await runHere(['probe', '--json'], { cwd });
  expect([result.code, result.stdout]).toEqual([code, '']);
  expect(result.stderr).toContain(message);
  expect(result.stderr).not.toContain('other-token-9');
});

test('a bot that is not there is a usage error', async () => {
  const cwd = folderFor(await sandboxUrl());
  const { code, stderr } = await runHere(['probe', '--bot', 'suport'], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain('There is no bot “suport”, did you mean “support”?');
});

test('a report that fails ends with 1, and the rest is said', async () => {
  const sandbox = await startSandbox({
    ...{ port: 0, seed: 1, token: 'sandbox', clock: systemClock },
    faults: [{ match: { report: 'heatmap' }, fault: { kind: 'not-json' } }],
  });
  onTestFinished(() => sandbox.close());
  const cwd = folderFor(sandbox.url);
  const file = join(cwd, 'config.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('minInterval', 'retries: 0, minInterval'));
  const { code, stdout, stderr } = await runHere(['probe'], { cwd });
  expect(code).toBe(1);
  expect(stdout).toContain('dayZero: not enough data. The heatmap did not come.');
  expect(stdout).toContain('arrayFormat: settled, repeat.');
  expect(stderr).toContain('warning: The answer of the API is not JSON');
});

test.each([
  ['sandbox --api-variant dayZero=friday', 'The variant dayZero has no value “friday”'],
  ['sandbox --api-variant dayzero=monday', 'There is no variant “dayzero”, did you mean “dayZero”?'],
  ['sandbox --replay nowhere', 'nowhere/recording.json cannot be read'],
  ['sandbox --replay nowhere --seed 3', '--replay serves a recording as it is: leave out --seed.'],
  ['sandbox --replay nowhere --api-variant to=day', 'leave out --api-variant.'],
])('%s ends with 2 and one sentence', async (line, message) => {
  const { code, stdout, stderr } = await runHere(line.split(' '), { cwd: emptyFolder() });
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(message);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});

test('the help of sandbox lists the variants, that of probe what it asks', async () => {
  const sandbox = (await runHere(['sandbox', '--help'])).stdout;
  for (const name of ['dayZero', 'offsetSign', 'group', 'arrays', 'to', 'average', 'rate', 'maxDays'])
    expect(sandbox).toMatch(new RegExp(`^  ${name} +\\S`, 'm'));
  expect((await runHere(['probe', '--help'])).stdout).toContain('at most 40 requests');
});
