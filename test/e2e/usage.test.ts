import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli, runHere } from '../support/cli.js';
import { emptyFolder } from '../support/folder.js';

const COMMANDS = [
  'demo',
  'init',
  'validate',
  'schema',
  'next',
  'preview',
  'run',
  'export',
  'start',
  'runs',
  'explain',
  'resend',
  'resolve',
  'sandbox',
  'help',
];

test('the help lists every command', async () => {
  const { code, stdout, stderr } = await runHere(['--help']);
  expect(code).toBe(0);
  expect(stderr).toBe('');
  for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
});

test.each(COMMANDS)('the help of %s has examples that name it', async (command) => {
  const { code, stdout } = await runHere([command, '--help']);
  expect(code).toBe(0);
  expect(stdout).toContain('Examples:');
  expect(stdout).toContain(`botdigest ${command}`);
});

test.each([
  [['help'], ['--help']],
  [
    ['help', 'run'],
    ['run', '--help'],
  ],
  [
    ['help', 'help'],
    ['help', '--help'],
  ],
])('%j prints what %j does', async (asked, option) => {
  const help = await runHere(asked);
  expect([help.code, help.stderr]).toEqual([0, '']);
  expect(help.stdout).toBe((await runHere(option)).stdout);
});

test('--version prints the version of the package', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect((await runCli(['--version'])).stdout).toBe(`${version}\n`);
});

const EXAMPLE_ENV = {
  CHATBOT_TOKEN: 'sandbox',
  SMTP_URL: 'smtp://127.0.0.1:2525',
  SLACK_TOKEN: 'xoxb-example',
};
const EXAMPLE = ['-c', 'config.example.yaml'];

test.each([
  ['an unknown command', ['prewiev'], "unknown command 'prewiev'\n(Did you mean preview?)"],
  ['an unknown option', ['demo', '--uot', 'x'], "unknown option '--uot'\n(Did you mean --out?)"],
  ['a missing argument', ['run'], "missing required argument 'digest'"],
  ['a preview of nothing', ['preview'], 'Name a digest, or a run with --run.'],
  ['a preview of two things', ['preview', 'x', '--run', 'last'], 'not both'],
  ['a preview of a run at another time', ['preview', '--run', 'last', '--at', '2026-11-23'], 'has its slot'],
  ['a test for nobody', ['test', 'x'], 'Give a recipient: --to ADDRESS or --slack CHANNEL.'],
  ['an unknown shell', ['completion', 'tcsh'], 'bash, zsh, fish'],
  ['an instant that is none', ['preview', 'x', '--at', '23.11.2026'], '2026-11-23T08:00:00+01:00'],
  [
    'an instant in the future',
    [...EXAMPLE, 'run', 'weekly-support', '--at', '2099-01-01T00:00Z'],
    'in the future',
  ],
  [
    'a preview in the future',
    [...EXAMPLE, 'preview', 'weekly-support', '--at', '2099-01-01'],
    'in the future',
  ],
  [
    'a period in the future',
    [
      ...EXAMPLE,
      'export',
      '--bot',
      'support',
      '--report',
      'paid',
      '-o',
      'x.csv',
      '--period',
      '2099-01-01..2099-01-02',
    ],
    'in the future',
  ],
  ['help for an unknown command', ['help', 'prewiev'], 'did you mean “preview”?'],
  [
    'a form that the file contradicts',
    ['export', '--report', 'paid', '--format', 'csv', '-o', 'x.pdf'],
    'contradicts',
  ],
  [
    'a step of a report without any',
    ['export', '--report', 'interactions', '--dimension', 'hour', '-o', 'x.csv'],
    'does not apply',
  ],
  ['a port that is no number', ['sandbox', '--port', 'http'], 'Give a whole number.'],
  ['an unknown report', ['export', '--report', 'paids', '--format', 'csv'], 'Allowed choices are'],
  [
    'days out of order',
    ['export', '--report', 'paid', '--format', 'csv', '--period', '2026-11-20..2026-11-01'],
    'two days in order',
  ],
  [
    'a misspelt period',
    ['export', '--report', 'paid', '--format', 'csv', '--period', 'lastweek'],
    'lastWeek',
  ],
])('%s ends with 2 and a sentence on stderr', async (_what, args, sentence) => {
  const { code, stdout, stderr } = await runHere(args, { env: EXAMPLE_ENV });
  expect(stderr).toContain(sentence);
  expect(stderr).not.toMatch(/\n\s+at /);
  expect(stdout).toBe('');
  expect(code).toBe(2);
});

test('a configuration that is not there is one sentence, and its stack only with --debug', async () => {
  const cwd = emptyFolder();
  const plain = await runCli(['validate'], { cwd });
  expect(plain.code).toBe(2);
  expect(plain.stderr).toMatch(/^config\.yaml: there is no such file/);
  expect(plain.stderr).not.toMatch(/\n\s+at /);
  expect((await runHere(['validate', '--debug'], { cwd })).stderr).toMatch(/\n\s+at /);
});

test('what init writes is valid at once, and is not overwritten unasked', async () => {
  const cwd = emptyFolder();
  expect((await runHere(['init'], { cwd })).code).toBe(0);
  const valid = await runHere(['validate'], { cwd, env: { CHATBOT_TOKEN: 'sandbox' } });
  expect(valid.stderr).toBe('');
  expect(valid.stdout).toContain('config.yaml is valid.');
  expect(valid.code).toBe(0);

  writeFileSync(join(cwd, 'config.yaml'), 'mine');
  const again = await runHere(['init'], { cwd });
  expect(again.code).toBe(2);
  expect(again.stderr).toContain('--force');
  expect(readFileSync(join(cwd, 'config.yaml'), 'utf8')).toBe('mine');
  expect(readdirSync(cwd)).toEqual(['config.yaml']);
});

test('init --with writes what is valid with the variables that it names, and knows its channels', async () => {
  const cwd = emptyFolder();
  const unknown = await runHere(['init', '--with', 'email,webhok'], { cwd });
  expect([unknown.code, unknown.stderr]).toEqual([
    2,
    expect.stringContaining('There is no channel “webhok”, did you mean “webhook”?'),
  ]);
  expect(readdirSync(cwd)).toEqual([]);

  const { code, stdout } = await runHere(['init', '--with', 'email,webhook'], { cwd });
  expect(code).toBe(0);
  const told = [...stdout.matchAll(/^ {2}([A-Z_]+) +.*: (\S+)$/gm)];
  const env = Object.fromEntries(told.map(([, name = '', value = '']) => [name, value]));
  expect(Object.keys(env)).toEqual(['CHATBOT_TOKEN', 'SMTP_URL', 'WEBHOOK_URL', 'WEBHOOK_SECRET']);
  expect(await runHere(['validate'], { cwd, env })).toMatchObject({ code: 0, stderr: '' });
  const text = readFileSync(join(cwd, 'config.yaml'), 'utf8');
  expect(text.match(/^ {6}- \w+/gm)).toEqual(['      - email', '      - webhook']);
});

test('validate names every problem with its place, and as JSON on request', async () => {
  const cwd = emptyFolder();
  const lines = [
    'timezone: Europe/Warsav',
    'chatbot: { token: t0ken }',
    'bots: { support: { storyId: abc } }',
  ];
  lines.push('digests: { weekly: { bots: [suport], period: lastWeek, formats: [pdf], deliver: [] } }', '');
  writeFileSync(join(cwd, 'config.yaml'), lines.join('\n'));
  const { code, stderr } = await runHere(['validate'], { cwd });
  expect(code).toBe(2);
  expect(stderr).toMatch(/config\.yaml:1:11: timezone: .*Europe\/Warsaw/);
  expect(stderr).toMatch(/config\.yaml:4:\d+: digests\.weekly\.bots.*support/);
  expect(stderr).not.toContain('t0ken');

  const json = await runHere(['validate', '--json'], { cwd });
  expect(json.code).toBe(2);
  const { valid, problems } = JSON.parse(json.stdout);
  expect(valid).toBe(false);
  expect(problems.map(({ line }: { line: number }) => line)).toEqual([1, 4]);
});

test('both schemas are JSON Schemas', async () => {
  for (const args of [['schema'], ['schema', '--digest']]) {
    const { code, stdout } = await runHere(args);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      $schema: expect.stringContaining('json-schema.org'),
      type: 'object',
    });
  }
});

test('the example configuration is valid and its slots are shown', async () => {
  const valid = await runHere(['validate', '-c', 'config.example.yaml'], { env: EXAMPLE_ENV });
  expect(valid.stderr).toBe('');
  expect(valid.stdout).toContain(
    'Digests: weekly-support, daily-summary, monthly-export. Alerts: outage, fallbacks, plan.',
  );
  expect(valid.code).toBe(0);
  const next = await runHere(['next', '-c', 'config.example.yaml', '-n', '3', '--json'], {
    env: EXAMPLE_ENV,
  });
  const slots: { digest: string; scheduledFor: string }[] = JSON.parse(next.stdout);
  const scheduled = new Set(slots.map(({ digest }) => digest));
  expect(slots).toHaveLength(3 * scheduled.size);
  for (const { scheduledFor } of slots) expect(Date.parse(scheduledFor)).toBeGreaterThan(Date.now());
});

test('an unknown digest is refused with the nearest one', async () => {
  const { code, stderr } = await runHere(['preview', 'weekly-suport', '-c', 'config.example.yaml'], {
    env: EXAMPLE_ENV,
  });
  expect(code).toBe(2);
  expect(stderr).toContain('did you mean');
  expect(existsSync('preview')).toBe(false);
});

test('NO_COLOR and a pipe both keep escape codes out', async () => {
  for (const env of [{}, { NO_COLOR: '1' }, { FORCE_COLOR: '1', NO_COLOR: '1' }]) {
    const { stdout, stderr } = await runCli(['validate', '-c', 'nowhere.yaml'], { env });
    expect(stdout + stderr).not.toContain('\u001b');
  }
});

test('init --templates writes what can be replaced, leaves what is there, and a broken file stops every command', async () => {
  const cwd = emptyFolder();
  const first = await runHere(['init', '--templates', 'templates'], { cwd });
  expect([first.code, first.stderr]).toEqual([0, '']);
  expect(readdirSync(join(cwd, 'templates')).toSorted()).toEqual([
    'email.html',
    'email.txt.liquid',
    'messages',
    'theme.yaml',
  ]);
  expect(existsSync(join(cwd, 'config.yaml'))).toBe(false);

  writeFileSync(join(cwd, 'templates/email.html'), '<p>{{ titel }}</p>');
  const second = await runHere(['init', 'config.yaml', '--templates', 'templates'], { cwd });
  expect(second.stdout).toContain(
    'Kept existing files: email.html, email.txt.liquid, theme.yaml, messages/en.yaml',
  );
  writeFileSync(
    join(cwd, 'config.yaml'),
    `templates: ./templates\n${readFileSync(join(cwd, 'config.yaml'), 'utf8')}`,
  );
  const { code, stderr } = await runHere(['run', 'weekly'], { cwd, env: { CHATBOT_TOKEN: 'x' } });
  expect([code, stderr]).toEqual([
    2,
    'templates/email.html:1:7: there is no “titel” here, did you mean “title”?\n',
  ]);

  expect((await runHere(['init', '--templates', 'templates', '--force'], { cwd })).code).toBe(0);
  expect(readFileSync(join(cwd, 'templates/email.html'), 'utf8')).not.toContain('titel');
});
