import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openLedger } from '../../src/ledger/open.js';
import { systemClock } from '../../src/lib/time/clock.js';
import { startSandbox } from '../../src/sandbox/http/server.js';
import { fingerprint } from '../../src/schedule/due.js';
import { MAIN } from '../support/cli.js';
import { deskConfig } from '../support/desk.js';
import { startMailServer } from '../support/smtp-server.js';

const DIGESTS = Array.from({ length: 10 }, (_, index) => `digest-${index}`);
const SLOTS = 100;
const MINUTE = 60_000;

test('two processes with a thousand slots between them, one of them killed: a thousand runs, each once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'botdigest-race-'));
  const api = await startSandbox({ port: 0, seed: 7, token: 'sandbox', clock: systemClock });
  const mail = await startMailServer();
  const ledger = await openLedger({ kind: 'sqlite', path: join(folder, 'botdigest.db') });
  const schedule = '*/10 * * * *';
  const lines = [`schedule: "${schedule}"`, 'timezone: UTC', 'catchUp: all', 'maxLateness: 31d'];
  const text = deskConfig(api.url, {
    mailPort: mail.port,
    deliver: ['email: { to: [ada@example.com] }'],
    lines,
  });
  const [head = '', digest = ''] = text.replace('./data/', './').split('  daily:\n');
  writeFileSync(join(folder, 'config.yaml'), head + DIGESTS.map((name) => `  ${name}:\n${digest}`).join(''));
  // Half a slot before the first, so that exactly so many have become due, none of them in this very minute.
  const latest = Math.floor(Date.now() / (10 * MINUTE)) * 10 * MINUTE;
  const at = latest - SLOTS * 10 * MINUTE + 5 * MINUTE;
  const looked = fingerprint({ schedule, zone: 'UTC' });
  for (const name of DIGESTS)
    await ledger.slots.advance({ from: null, to: { digest: name, schedule: looked, at }, due: [] }, at);
  const counts = async () => (await ledger.history.counts()).runs;
  const completed = async (count: number) => ((await counts()).completed ?? 0) >= count;
  // Others become due meanwhile.
  const done = async () => {
    const { queued = 0, running = 0, retrying = 0 } = await counts();
    return queued + running + retrying === 0 && (await completed(DIGESTS.length * SLOTS));
  };
  const [doomed, living] = [start(folder), start(folder)];
  while (!(await completed(300))) await wait(100);
  doomed.kill('SIGKILL');
  while (!(await done())) await wait(250);
  living.kill('SIGTERM');
  await new Promise((resolve) => living.once('close', resolve));

  const runs = await ledger.history.runs({ limit: 5_000 });
  const due = runs.filter(({ run }) => run.scheduledFor <= latest);
  expect(due).toHaveLength(DIGESTS.length * SLOTS);
  const sent = new Map<string, number>();
  for (const { raw } of mail.mails) {
    const id = /^Message-ID: (.*)$/im.exec(raw)?.[1] ?? '';
    sent.set(id, (sent.get(id) ?? 0) + 1);
  }
  expect(sent.size).toBe(runs.length);
  const flagged = runs.flatMap(({ deliveries }) =>
    deliveries.filter(({ reason }) => reason === 'possible-duplicate'),
  );
  expect([...sent.values()].filter((count) => count > 1).length).toBeLessThanOrEqual(flagged.length);
  expect(Math.max(...sent.values())).toBeLessThanOrEqual(2);

  await ledger.close();
  await Promise.all([api.close(), mail.stop()]);
  rmSync(folder, { recursive: true, force: true });
}, 1_200_000);

function start(cwd: string): ChildProcess {
  const env = { PATH: process.env.PATH ?? '' };
  return spawn(process.execPath, [MAIN, 'start'], { cwd, env, stdio: 'ignore' });
}
