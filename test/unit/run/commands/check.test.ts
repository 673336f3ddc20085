import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openApp } from '../../../../src/app.js';
import { systemClock } from '../../../../src/lib/time/clock.js';
import { startSandbox } from '../../../../src/sandbox/http/server.js';
import { emptyFolder } from '../../../support/folder.js';

test('What alerts are delivered to is tried as that of digests is, each place once', async () => {
  const sandbox = await startSandbox({ port: 0, seed: 1, token: 'sandbox', clock: systemClock });
  const cwd = emptyFolder();
  mkdirSync(join(cwd, 'both'));
  writeFileSync(join(cwd, 'taken'), 'a file');
  writeFileSync(
    join(cwd, 'config.yaml'),
    `server: off
chatbot: { token: sandbox, baseUrl: "${sandbox.url}" }
bots: { support: { storyId: 5b07ff77c2376e30306d9b12 } }
digests: { weekly: { bots: [support], deliver: [folder: { path: ./both }] } }
alerts:
  outage: { when: { silence: conversations }, deliver: [{ folder: { path: ./both } }, { folder: { path: ./taken } }] }
`,
  );
  const app = await openApp(join(cwd, 'config.yaml'), { env: {}, clock: systemClock });
  onTestFinished(async () => {
    await app.stop();
    await sandbox.close();
  });
  const checks = await app.check(new AbortController().signal);
  const folders = checks.filter(({ name }) => name.startsWith('folder'));
  expect(folders.map(({ name, result }) => [name, result.ok])).toEqual([
    ['folder ./both', true],
    ['folder ./taken', false],
  ]);
});
