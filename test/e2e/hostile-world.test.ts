import { expect, test } from 'vitest';
import type { CliResult } from '../support/cli.js';
import { filesBelow } from '../support/folder.js';
import { createHostileWorld, HOSTILE_BOTS, SECRETS } from '../support/hostile-world.js';
import { MONDAY } from '../support/world.js';

const DIGESTS = ['good', 'hostile-api', 'hostile-slack', 'hostile-mail'];
/** Everything together: no server can hold a digest up for longer than its limits. */
const SOON = 60_000;

test('against hostile servers of every kind at once all ends soon, and every other digest is delivered', async () => {
  const world = await createHostileWorld();
  const begun = performance.now();
  const outcomes = await Promise.all([
    ...DIGESTS.map((digest) => world.process(['run', digest, '--at', MONDAY, '--json'])),
    world.process(['run', 'good', '--at', MONDAY, '-c', 'refusing.yaml']),
    world.process(['run', 'good', '--at', MONDAY, '-c', 'silent.yaml']),
    world.process(['validate', '--connect']),
  ]);
  expect(performance.now() - begun).toBeLessThan(SOON);
  const [good, api, slack, mail, refusing, silent] = outcomes;

  const states = (outcome: CliResult | undefined) =>
    JSON.parse(outcome?.stdout ?? '').deliveries.map(
      ({ kind, target, part, state }: Record<string, string>) =>
        `${kind === 'folder' ? kind : `${kind} ${target} ${part}`}: ${state}`,
    );
  expect(states(good)).toEqual(['email ada@example.com message: delivered', 'folder: delivered']);
  expect(good?.code).toBe(0);
  expect(states(api)).toEqual(['email grace@example.com message: delivered', 'folder: delivered']);
  expect(states(slack)).toEqual([
    'slack C0123456789 message: unknown',
    'slack C0123456789 files: pending',
    'folder: delivered',
  ]);
  expect(states(mail)).toEqual([
    'email evil@example.com message: failed',
    'email silent@example.com message: held',
    'email joan@example.com message: delivered',
    'folder: delivered',
  ]);
  expect(refusing).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('refuses to serve: no <secret>'),
  });
  expect(silent).toMatchObject({ code: 1, stderr: expect.stringContaining('cannot be reached') });
  expect(world.mail.messages).toHaveLength(4);

  const files = [...filesBelow(world.folder)];
  const digest = files.find(([name]) => /api\/.*\.json$/.test(name) && !name.endsWith('index.json'))?.[1];
  expect(digest?.toString()).toContain('<secret>');
  const gaps = digest?.toString().match(/"code": "(malformed|timeout|too-large|unreachable)"/g);
  expect(gaps).toHaveLength(HOSTILE_BOTS - 1);

  const notices = world.hook.calls.map(({ body }) => body).join('\n');
  expect(notices).toContain('hostile-mail');
  expect(notices).toContain('‹!channel›');
  const written = files
    .filter(([name]) => !name.endsWith('.yaml'))
    .map(([, bytes]) => bytes.toString('latin1'));
  const printed = outcomes.flatMap(({ stdout, stderr }) => [stdout, stderr]).join('\n');
  const all = [printed, notices, ...world.mail.messages, ...written].join('\n');
  for (const secret of Object.values(SECRETS)) expect(all).not.toContain(secret);
  for (const raw of ['\u001b', '\u202e', '\\u001b', 'all is well\n'])
    expect(printed + notices).not.toContain(raw);
});
