import { mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { CHANNELS } from '../../../src/channels/registry.js';
import { watchConfiguration } from '../../../src/config/files/watch.js';
import { contentsOf } from '../../../src/config/files/watched.js';
import { emptyFolder } from '../../support/folder.js';
import { until } from '../../support/until.js';

const CONFIG = `chatbot: { tokenFile: secrets/token }
email: { host: h, user: u, passwordFile: "\${SECRETS}/password", from: a@example.com, dkim: { privateKeyFile: secrets/key.pem } }
slack: { tokenFile: secrets/slack }
bots: { support: { storyId: s, tokenFile: secrets/bot } }
ca: secrets/ca.pem
`;
const FILES = ['token', 'password', 'key.pem', 'slack', 'bot', 'ca.pem'];

interface Rig {
  readonly folder: string;
  readonly secret: (name: string) => string;
  /** Changes noticed so far. */
  count(): number;
  /** Waits for so many changes, and a moment for one too many. */
  counted(changes: number, longest?: number): Promise<void>;
}

async function rig(prepare: (folder: string) => void = plainly): Promise<Rig> {
  const folder = emptyFolder();
  const file = join(folder, 'config.yaml');
  writeFileSync(file, CONFIG);
  prepare(folder);
  const env = { SECRETS: join(folder, 'secrets') };
  const known = await contentsOf(file, { env, channels: CHANNELS });
  expect([...known.keys()].length).toBe(FILES.length + 1);
  expect([...known.values()]).not.toContain(null);
  let changes = 0;
  const watched = watchConfiguration({ file, env, channels: CHANNELS, known }, () => {
    changes += 1;
  });
  onTestFinished(() => watched.stop());
  // The watch looks once at its start: a reading that begins later is over later.
  await wait(100);
  await contentsOf(file, { env, channels: CHANNELS });
  expect(changes).toBe(0);
  return {
    folder,
    secret: (name) => join(folder, 'secrets', name),
    count: () => changes,
    async counted(wanted, longest = 30_000) {
      for (const started = Date.now(); changes < wanted && Date.now() - started < longest; ) await wait(30);
      await wait(500);
      expect(changes).toBe(wanted);
    },
  };
}

function plainly(folder: string): void {
  mkdirSync(join(folder, 'secrets'));
  for (const name of FILES) writeFileSync(join(folder, 'secrets', name), `${name}-1`);
}

/** As Kubernetes mounts a secret: the files are links through one link that is turned. */
function mounted(folder: string): void {
  const secrets = join(folder, 'secrets');
  mkdirSync(join(secrets, '..1'), { recursive: true });
  for (const name of FILES) {
    writeFileSync(join(secrets, '..1', name), `${name}-1`);
    symlinkSync(`..data/${name}`, join(secrets, name));
  }
  symlinkSync('..1', join(secrets, '..data'));
}

describe('a change is noticed once', () => {
  test('of each secret file, written in place', async () => {
    await Promise.all(
      FILES.map(async (name) => {
        const at = await rig();
        writeFileSync(at.secret(name), 'other');
        await at.counted(1);
      }),
    );
  });

  test('of a file that is replaced by a rename, and of one in the configuration’s own folder', async () => {
    const at = await rig();
    writeFileSync(at.secret('token.new'), 'other');
    renameSync(at.secret('token.new'), at.secret('token'));
    await at.counted(1);
    writeFileSync(join(at.folder, 'config.yaml'), `${CONFIG}# more\n`);
    await at.counted(2);
  });

  test('of a mount whose link is turned', async () => {
    const at = await rig(mounted);
    const secrets = join(at.folder, 'secrets');
    mkdirSync(join(secrets, '..2'));
    for (const name of FILES) writeFileSync(join(secrets, '..2', name), `${name}-2`);
    symlinkSync('..2', join(secrets, '..data_tmp'));
    renameSync(join(secrets, '..data_tmp'), join(secrets, '..data'));
    rmSync(join(secrets, '..1'), { recursive: true });
    await at.counted(1);
  });

  test('of a link to another folder, written there', async () => {
    const at = await rig((folder) => {
      plainly(folder);
      mkdirSync(join(folder, 'vault'));
      writeFileSync(join(folder, 'vault', 'real'), 'token-1');
      unlinkSync(join(folder, 'secrets', 'token'));
      symlinkSync('../vault/real', join(folder, 'secrets', 'token'));
    });
    writeFileSync(join(at.folder, 'vault', 'real'), 'token-2');
    await at.counted(1);
  });

  test('of a file that is removed and written again, with other words', async () => {
    const at = await rig();
    unlinkSync(at.secret('token'));
    await wait(800);
    writeFileSync(at.secret('token'), 'other');
    await at.counted(1);
  });

  test('of a file that stays away, and again when it is back', async () => {
    const at = await rig();
    unlinkSync(at.secret('token'));
    await at.counted(1);
    writeFileSync(at.secret('token'), 'token-1');
    await at.counted(2);
  });

  test('of the configuration that stays away, and of its secrets after it is back', async () => {
    const at = await rig();
    unlinkSync(join(at.folder, 'config.yaml'));
    await at.counted(1);
    writeFileSync(join(at.folder, 'config.yaml'), CONFIG);
    await at.counted(2);
    writeFileSync(at.secret('slack'), 'other');
    await at.counted(3);
  });

  test('of a secret file that a configuration names which is broken by now', async () => {
    const at = await rig();
    writeFileSync(join(at.folder, 'config.yaml'), 'chatbot: [');
    await at.counted(1);
    writeFileSync(at.secret('bot'), 'other');
    await at.counted(2);
  });

  test('of a secret file that a configuration names anew, and not of one that it names no more', async () => {
    const at = await rig();
    writeFileSync(at.secret('fresh'), 'fresh-1');
    writeFileSync(join(at.folder, 'config.yaml'), CONFIG.replace('secrets/slack', 'secrets/fresh'));
    await at.counted(1);
    writeFileSync(at.secret('slack'), 'other');
    writeFileSync(at.secret('fresh'), 'fresh-2');
    await at.counted(2);
    writeFileSync(at.secret('slack'), 'again');
    await at.counted(2, 0);
  });

  test('of a folder that is replaced as a whole', async () => {
    const at = await rig();
    mkdirSync(join(at.folder, 'next'));
    for (const name of FILES) writeFileSync(join(at.folder, 'next', name), `${name}-2`);
    renameSync(join(at.folder, 'secrets'), join(at.folder, 'before'));
    renameSync(join(at.folder, 'next'), join(at.folder, 'secrets'));
    await at.counted(1);
    writeFileSync(at.secret('token'), 'token-3');
    await at.counted(2);
  });
});

test('what says the same as before, or is no file of the configuration, is no change', async () => {
  const at = await rig();
  writeFileSync(at.secret('token'), 'token-1');
  unlinkSync(at.secret('slack'));
  writeFileSync(at.secret('slack'), 'slack-1');
  writeFileSync(at.secret('another'), 'x');
  writeFileSync(join(at.folder, 'config.yaml'), CONFIG);
  await at.counted(0, 1_500);
});

test('what changed between the first reading and the watch is noticed', async () => {
  const folder = emptyFolder();
  const file = join(folder, 'config.yaml');
  writeFileSync(file, CONFIG);
  plainly(folder);
  const env = { SECRETS: join(folder, 'secrets') };
  const known = await contentsOf(file, { env, channels: CHANNELS });
  writeFileSync(join(folder, 'secrets', 'token'), 'other');
  let changes = 0;
  const watched = watchConfiguration({ file, env, channels: CHANNELS, known }, () => {
    changes += 1;
  });
  onTestFinished(() => watched.stop());
  await until(() => changes > 0);
  expect(changes).toBe(1);
});
