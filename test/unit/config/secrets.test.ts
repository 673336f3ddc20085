// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts hold variables of the configuration.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { loadConfig, parseConfig } from '../../../src/config/load.js';
import { ConfigError } from '../../../src/config/problem.js';
import { redact } from '../../../src/lib/secret.js';
import { slackOf } from '../../support/channel-settings.js';
import { OLD_SECRET, SIGNING_SECRET } from '../../support/signed-hooks.js';
import { context } from './plugins.js';

const everything = fileURLToPath(new URL('../../fixtures/config/good/everything.yaml', import.meta.url));
const key = readFileSync(
  new URL('../../fixtures/config/good/files/dkim.pem', import.meta.url),
  'utf8',
).trimEnd();
const SECRETS = [
  'file-token-77',
  'file password',
  'xoxb-1111-2222',
  'hidden-value-of-a-variable',
  'postgres://reports:pg%2Fsecret@db.example.com/botdigest',
  'pg/secret',
  'kept in a file, 32 characters ok',
  'https://hooks.example.com/abc-123',
  SIGNING_SECRET,
  OLD_SECRET,
  'https://ping.example.com/def-456',
  key,
];

test('No way of printing a configuration shows a secret', async () => {
  const config = await loadConfig(everything, context);
  const printed = [
    JSON.stringify(config),
    JSON.stringify([...config.bots.values(), ...config.digests.values()]),
    inspect(config, { depth: 12, showHidden: true }),
    `${config.heartbeat} ${slackOf(config)?.token} ${config.bots.get('sales')?.token}`,
    String(config.secrets),
  ].join('\n');
  expect(printed).toContain('<secret>');
  for (const secret of SECRETS) expect(printed).not.toContain(secret);
});

test('The list of secrets holds each of them once, so that anything printed can be redacted', async () => {
  const { secrets } = await loadConfig(everything, context);
  expect(secrets.map((secret) => secret.reveal()).toSorted()).toEqual(SECRETS.toSorted());
  const line = `failed at ${SECRETS[4]} with ${SECRETS[2]}`;
  expect(redact(line, secrets)).toBe('failed at <secret> with <secret>');
});

test('No way of printing a refusal shows what a variable holds', async () => {
  const bad = fileURLToPath(new URL('../../fixtures/config/bad/variable-not-shown.yaml', import.meta.url));
  const error: unknown = await loadConfig(bad, context).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ConfigError);
  const printed = `${error} ${inspect(error, { depth: 9, showHidden: true })} ${JSON.stringify(error)}`;
  expect(printed).toContain('HIDDEN');
  expect(printed).not.toContain(context.env.HIDDEN);
});

test('A plug-in that repeats a value in its message shows the variable’s name or a placeholder instead', async () => {
  const chatty = z.strictObject({
    path: z.string().refine(() => false, { error: ({ input }) => `no ${input} here` }),
  });
  const text =
    'chatbot: { token: t }\nbots: { a: { storyId: s } }\n' +
    'digests: { d: { bots: [a], deliver: [{ folder: { path: "${HIDDEN}" } }] } }\n';
  const channels = context.plugins.channels.map((channel) =>
    channel.kind === 'folder' ? { ...channel, options: chatty } : channel,
  );
  const plugins = { ...context.plugins, channels };
  await expect(parseConfig(text, 'config.yaml', { ...context, plugins })).rejects.toThrow('no <secret> here');
});
