import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { DigestConfig } from '../../../../src/config/config.js';
import { openConfig } from '../../../../src/configuration.js';
import type { Secret } from '../../../../src/lib/secret.js';
import { contentAt } from '../../../../src/lib/system/files.js';
import { systemClock } from '../../../../src/lib/time/clock.js';
import { readSettings, storeSettings } from '../../../../src/run/journal/settings.js';
import { emptyFolder } from '../../../support/folder.js';
import { logoFile } from '../../../support/logo.js';

async function loaded(): Promise<{ digest: DigestConfig; channels: ReadonlyMap<string, unknown> }> {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'logo.png'), logoFile('first'));
  writeFileSync(
    join(folder, 'config.yaml'),
    `chatbot: { token: token-of-the-api }
server: off
theme: { logo: ./logo.png }
email: { host: mail.example.com, user: reports, password: word-of-mail, from: a@example.com }
slack: { token: xoxb-0123456789-abcdef }
bots: { support: { storyId: s } }
digests:
  daily:
    bots: [support]
    goals: { conversations: "> 10" }
    deliver:
      - email: { to: [ada@example.com] }
      - webhook: { url: "https://hooks.example.com/very-secret" }
`,
  );
  const config = await openConfig(join(folder, 'config.yaml'), { env: {}, clock: systemClock });
  const digest = config.digests.get('daily');
  if (!digest) throw new Error('there is no digest');
  return { digest, channels: config.channels };
}

const SECRETS = ['token-of-the-api', 'word-of-mail', 'xoxb-0123456789', 'very-secret'];

test('settings come back as they were, but for secrets, which are those of today or empty', async () => {
  const { digest, channels } = await loaded();
  const stored = await storeSettings({ digest, channels });
  for (const secret of SECRETS) expect(stored.json).not.toContain(secret);
  expect(stored.files.get('logo')).toEqual(logoFile('first'));
  const read = readSettings(stored, channels);
  const { theme, bots, deliver, heartbeat, ...rest } = digest;
  expect(read.digest).toMatchObject(JSON.parse(JSON.stringify({ ...rest, templates: {} })));
  expect(read.digest.templates).toEqual(digest.templates);
  expect(read.digest.bots[0]?.token.reveal()).toBe('');
  expect(read.digest.deliver.map(({ kind, path }) => [kind, path])).toEqual(
    deliver.map(({ kind, path }) => [kind, path]),
  );
  expect(await contentAt(read.digest.theme.logo ?? '')).toEqual(logoFile('first'));
  expect({ ...read.digest.theme, logo: null }).toEqual({ ...theme, logo: null });
  expect(bots).toHaveLength(1);
  expect(heartbeat).toBeNull();
  const { password } = read.channels.get('email') as { password: Secret };
  expect(password.reveal()).toBe('word-of-mail');
  expect(read.channels.get('slack')).toMatchObject({ charts: 'native' });
});

test('the same configuration is the same text, whatever folder the files stand in', async () => {
  const [one, other] = [await loaded(), await loaded()];
  const [first, second] = [await storeSettings(one), await storeSettings(other)];
  expect(first.json).toBe(second.json);
});

test('a channel without one of its secrets has the settings of today, and one that is gone empty secrets', async () => {
  const { digest, channels } = await loaded();
  const stored = await storeSettings({ digest, channels });
  const today = new Map<string, unknown>([['email', { host: 'other.example.com', password: null }]]);
  const read = readSettings(stored, today);
  expect(read.channels.get('email')).toEqual({ host: 'other.example.com', password: null });
  const { token, charts } = read.channels.get('slack') as { token: Secret; charts: string };
  expect([token.reveal(), charts]).toEqual(['', 'native']);
});

test('a logo that cannot be read is no logo of an empty file', async () => {
  const { digest, channels } = await loaded();
  const theme = { ...digest.theme, logo: '/nowhere/logo.png' };
  await expect(storeSettings({ digest: { ...digest, theme }, channels })).rejects.toThrow('ENOENT');
});
