import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { webhookHeaders } from '../../../src/channels/webhook/signature.js';
import { Secret } from '../../../src/lib/secret.js';
import { repositoryFile } from '../../support/markdown.js';
import { OLD_SECRET, SIGNING_SECRET } from '../../support/signed-hooks.js';

const section = repositoryFile('docs/webhook.md');
const codeOf = (language: string) =>
  new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(section)?.[1] ?? '';

type Headers = Readonly<Record<string, string>>;
type Check = (headers: Headers, payload: string, secret: string) => boolean | Promise<boolean>;

const byNode: Check = async (...message) => {
  const { isGenuine } = await import(`data:text/javascript,${encodeURIComponent(codeOf('js'))}`);
  return isGenuine(...message);
};

const PYTHON = `${codeOf('python')}
import json, sys
headers, payload, secret = json.loads(sys.argv[1])
print(is_genuine(headers, payload.encode(), secret))`;

const byPython: Check = (...message) => {
  const { stdout, stderr } = spawnSync('python3', ['-c', PYTHON, JSON.stringify(message)], {
    encoding: 'utf8',
  });
  if (!/^(True|False)\n$/.test(stdout)) throw new Error(stderr);
  return stdout === 'True\n';
};

const PAYLOAD = '{"text":"zażółć"}';
const sent = (secrets: readonly string[], at = Date.now()) =>
  webhookHeaders(
    { id: 'msg_1', at, payload: Buffer.from(PAYLOAD) },
    secrets.map((secret) => new Secret(secret)),
  );

const hasPython = spawnSync('python3', ['--version']).status === 0;
if (!hasPython) console.log('not at hand here: python3; the check of a signature in Python was not tried');
const checks: readonly (readonly [string, Check])[] = [
  ['Node', byNode],
  ...(hasPython ? [['Python', byPython] as const] : []),
];

describe.each(checks)('the check of a signature that the page shows in %s', (_language, check) => {
  test('accepts what botdigest signs, also while secrets change', async () => {
    expect(await check(sent([SIGNING_SECRET]), PAYLOAD, SIGNING_SECRET)).toBe(true);
    expect(await check(sent([SIGNING_SECRET, OLD_SECRET]), PAYLOAD, OLD_SECRET)).toBe(true);
  });

  test.each<[string, Headers, string]>([
    ['another secret', sent([OLD_SECRET]), PAYLOAD],
    ['another payload', sent([SIGNING_SECRET]), `${PAYLOAD} `],
    ['another id', { ...sent([SIGNING_SECRET]), 'webhook-id': 'msg_2' }, PAYLOAD],
    ['an old attempt', sent([SIGNING_SECRET], Date.now() - 600_000), PAYLOAD],
    ['no signature', sent([]), PAYLOAD],
    ['no time', { ...sent([SIGNING_SECRET]), 'webhook-timestamp': '' }, PAYLOAD],
  ])('refuses %s', async (_what, headers, payload) => {
    expect(await check(headers, payload, SIGNING_SECRET)).toBe(false);
  });
});

test('the example to try a program with is right', () => {
  const [, secret = '', id = '', time = '', payload = '', signature = ''] =
    /the secret `(.+?)`, the id `(.+?)`, the time `(\d+)`\nand the payload `(.+?)`\s+give `(.+?)`/.exec(
      section,
    ) ?? [];
  const attempt = { id, at: Number(time) * 1000, payload: Buffer.from(payload) };
  expect(webhookHeaders(attempt, [new Secret(secret)])['webhook-signature']).toBe(signature);
  expect(signature).toMatch(/^v1,/);
});
