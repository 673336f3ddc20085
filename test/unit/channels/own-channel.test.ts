import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openApp } from '../../../src/app.js';
import { CHANNELS } from '../../../src/channels/registry.js';
import { namedChannels, starterConfig } from '../../../src/cli/setup/starter-config.js';
import { configJsonSchema } from '../../../src/config/json-schema.js';
import { pluginsAt } from '../../../src/configuration.js';
import { packageFile } from '../../../src/lib/system/package-file.js';
import { systemClock } from '../../../src/lib/time/clock.js';
import { startSandbox } from '../../../src/sandbox/http/server.js';
import { pager } from '../../fixtures/pager-channel.js';
import { emptyFolder } from '../../support/folder.js';
import { startHooks, status } from '../../support/hook-server.js';
import { scriptedSmtp } from '../../support/smtp-script.js';

const channels = [...CHANNELS, pager];
const watch = { signal: new AbortController().signal };
const SLOT = Date.parse('2025-11-24T07:00:00Z');

const BLOCK = 'pager: { url: "https://pager.example", key: page-key-1 }';
const ENTRY = 'pager: { team: ops }';

const withPager = (block: string, deliver: string, more = '') => `timezone: Europe/Warsaw
store: sqlite:./data/botdigest.db
server: off
chatbot: { token: sandbox, baseUrl: API, minInterval: 0ms, retries: 0 }
${block}
${more}
bots: { support: { name: Support bot, storyId: 5b07ff77c2376e30306d9b12 } }
digests:
  daily:
    bots: [support]
    period: yesterday
    compare: none
    reports: [heatmap]
    formats: [csv]
    deliver:
      - ${deliver}
`;

async function opened(text: string, env: Readonly<Record<string, string>> = {}) {
  const folder = emptyFolder();
  mkdirSync(join(folder, 'data'));
  writeFileSync(join(folder, 'config.yaml'), text.replace('API', env.API ?? 'https://api.chatbot.com'));
  writeFileSync(join(folder, 'key.txt'), 'page-key-2\n');
  writeFileSync(join(folder, 'pin.txt'), 'pin-4711\n');
  writeFileSync(join(folder, 'short.txt'), '1');
  const app = await openApp(join(folder, 'config.yaml'), { env, clock: systemClock, channels });
  onTestFinished(() => app.stop());
  return app;
}

test.each([
  ['without its settings', '', ENTRY, 'needs the block “pager:” at the top level'],
  [
    'with a setting too many',
    'pager: { url: "https://x.example", key: abcde, colour: red }',
    ENTRY,
    'colour',
  ],
  [
    'with a secret in two places',
    'pager: { url: "https://x.example", key: abcde, keyFile: key.txt }',
    ENTRY,
    'stands beside key',
  ],
  ['without a secret', 'pager: { url: "https://x.example" }', ENTRY, 'pager.key: is missing'],
  ['with an option it does not know', BLOCK, 'pager: { team: ops, colour: red }', 'colour'],
  ['with a reader that cannot be', BLOCK, 'pager: { team: OPS 1 }', '“OPS 1” is no team'],
  [
    'with a secret of an entry in two places',
    BLOCK,
    'pager: { team: ops, pin: abcde, pinFile: pin.txt }',
    'pager.pinFile: stands beside pin; keep one of the two',
  ],
  [
    'with an unfit secret file of an entry',
    BLOCK,
    'pager: { team: ops, pinFile: short.txt }',
    'daily.deliver[0].pager.pinFile: the file “short.txt” is too short',
  ],
  ['with a reader named twice', BLOCK, `${ENTRY}\n      - ${ENTRY}`, 'names the same reader'],
])('a channel of one’s own %s is refused', async (_what, block, deliver, sentence) => {
  await expect(opened(withPager(block, deliver))).rejects.toThrow(sentence);
});

test('init begins a configuration for it, valid once its variable is set', async () => {
  const template = readFileSync(packageFile('templates/starter.yaml'), 'utf8');
  const { text, variables } = starterConfig(template, namedChannels('pager', channels));
  expect(variables.map(({ name }) => name)).toEqual(['CHATBOT_TOKEN', 'PAGER_KEY']);
  const app = await opened(text, { CHATBOT_TOKEN: 'sandbox', PAGER_KEY: 'page-key-3' });
  expect(app.config.digests.get('weekly')?.deliver).toMatchObject([
    { kind: 'pager', options: { team: 'ops' } },
  ]);
});

test('its settings come from the file or from a secret file, and its warnings are told', async () => {
  const app = await opened(withPager('pager: { url: "https://x.example/", keyFile: key.txt }', ENTRY));
  expect(app.config.warnings.join()).toContain('pager.url: “https://x.example/” ends in a slash');
  expect(app.config.secrets.map((secret) => secret.reveal())).toContain('page-key-2');
  expect(JSON.stringify([...app.config.channels])).not.toContain('page-key-2');
  const schema = JSON.stringify(configJsonSchema(pluginsAt(0, channels)));
  for (const word of ['keyFile', 'team']) expect(schema).toContain(word);
});

test('it is checked, previewed, delivered to, tried again and told of failures', async () => {
  const api = await startSandbox({ port: 0, seed: 7, token: 'sandbox', clock: systemClock });
  onTestFinished(() => api.close());
  const hooks = await startHooks();
  const block = `pager: { url: "${hooks.url}", key: page-key-1 }`;
  const text = withPager(
    block,
    'pager: { team: ops, pinFile: pin.txt }',
    'notify: [{ pager: { team: night, pin: pin-0815 } }]',
  );
  const app = await opened(text, { API: api.url });
  expect(app.config.secrets.map((secret) => secret.reveal())).toEqual(
    expect.arrayContaining(['pin-4711', 'pin-0815']),
  );
  const digest = app.digest('daily');

  const checks = await app.check(watch.signal);
  expect(checks.map(({ name }) => name)).toEqual(expect.arrayContaining(['pager ops', 'pager night']));

  const slot = { digest: 'daily', scheduledFor: SLOT, trigger: 'manual' as const };
  const { files } = await app.preview(digest, slot, watch);
  const page = files.find(({ name }) => name === 'pager.txt');
  expect(Buffer.from(page?.bytes ?? []).toString()).toContain('daily');

  const calls = (team: string) => hooks.calls.filter(({ path }) => path.startsWith(`/${team}`));
  hooks.answer((response, { path }) => status(path.startsWith('/ops') ? 503 : 200)(response));
  const { story } = await app.run(digest, SLOT, watch);
  expect(story.deliveries).toMatchObject([
    { kind: 'pager', target: 'ops', state: 'pending', reason: 'server-busy' },
  ]);
  expect(calls('ops').map(({ path }) => path)).toEqual(['/ops?key=page-key-1&pin=pin-4711']);
  expect(
    calls('night')
      .map(({ body }) => body)
      .join(),
  ).toContain('botdigest explain');

  hooks.answer(status(200));
  const again = await app.resend(story.run.id, {}, watch);
  expect(again?.story.deliveries).toMatchObject([{ state: 'delivered', providerRef: 'page of ops' }]);
  expect(calls('ops')).toHaveLength(2);
});

test('a mail without room for its files says that they also go there, in the channel’s own words', async () => {
  const api = await startSandbox({ port: 0, seed: 7, token: 'sandbox', clock: systemClock });
  const mail = await scriptedSmtp({});
  onTestFinished(async () => {
    await api.close();
    await mail.stop();
  });
  const email = `email: { host: 127.0.0.1, port: ${mail.port}, from: reports@example.com, maxSize: 100KB }`;
  const text = withPager(BLOCK, `email: { to: [ada@example.com] }\n      - ${ENTRY}`, email).replace(
    'formats: [csv]',
    'formats: [pdf, xlsx, png, csv, json]',
  );
  const app = await opened(
    text.replace('reports: [heatmap]', 'reports: [heatmap, conversations, interactions]'),
    { API: api.url },
  );
  await app.run(app.digest('daily'), SLOT, watch);
  const [raw = ''] = mail.messages;
  expect(raw.replace(/=\r\n/g, '').replace(/\r\n/g, ' ')).toMatch(/also go(?:es)? to the pager of ops/);
});
