import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { StoreConfig } from '../../src/config/config.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import type { Run } from '../../src/ledger/model/run.js';
import { openLedger } from '../../src/ledger/open.js';
import type { Secret } from '../../src/lib/secret.js';
import { systemClock } from '../../src/lib/time/clock.js';
import { startSandbox } from '../../src/sandbox/http/server.js';
import { fingerprint } from '../../src/schedule/due.js';
import { deskConfig } from './desk.js';
import { emptyFolder } from './folder.js';
import { type HookServer, startHooks } from './hook-server.js';
import { CHANNEL, type SlackServer, startSlack } from './slack-server.js';
import { type Script, type ScriptedServer, scriptedSmtp } from './smtp-script.js';
import { SLACK_TOKEN } from './world.js';

const MINUTE = 60_000;

export interface SceneOptions {
  /** How many slots of a digest that is due every minute have been missed; null: it has no schedule. */
  readonly missed: number | null;
  readonly to?: readonly string[];
  readonly script?: Script;
  /** SQLite in the folder when left out. */
  readonly postgres?: Secret;
}

/** Where a service can be started, with everybody it talks to. */
export interface Scene {
  readonly folder: string;
  readonly mail: ScriptedServer;
  readonly slack: SlackServer;
  readonly hooks: HookServer;
  /** Its store, beside the service. */
  readonly ledger: Ledger;
  readonly store: StoreConfig;
  /** What the webhook under `notify:` was told, in order. */
  told(): readonly { readonly id: string; readonly health: string }[];
  mailsTo(whom: string): readonly string[];
  /** Queues a run by hand, for a slot so many hours after the first one. */
  queue(hours?: number): Promise<Run>;
  /** Rewrites the configuration. */
  edit(change: (text: string) => string): void;
}

/** A digest by mail; who is told of failures has mail, Slack and a webhook; secrets stand in the addresses. */
export async function openScene({
  missed,
  to = ['ada@example.com'],
  script = {},
  postgres,
}: SceneOptions): Promise<Scene> {
  const folder = emptyFolder();
  const api = await startSandbox({ port: 0, seed: 7, token: 'sandbox', clock: systemClock });
  const mail = await scriptedSmtp(script);
  const slack = await startSlack({ token: SLACK_TOKEN });
  const hooks = await startHooks();
  const store: StoreConfig = postgres
    ? { kind: 'postgres', url: postgres }
    : { kind: 'sqlite', path: join(folder, 'data', 'botdigest.db') };
  const ledger = await openLedger(store);
  onTestFinished(async () => {
    await ledger.close();
    await Promise.all([api.close(), mail.stop(), slack.stop()]);
  });
  const file = join(folder, 'config.yaml');
  const lines =
    missed === null
      ? []
      : [`schedule: "${EVERY_MINUTE}"`, 'timezone: UTC', 'catchUp: all', 'maxLateness: 1h'];
  const options = {
    mailPort: mail.port,
    slackUrl: slack.apiUrl,
    deliver: [`email: { to: [${to.join(', ')}] }`],
    lines,
  };
  const text = deskConfig(api.url, options)
    .replace('server: off', around(hooks.url))
    .replace('sqlite:./data/botdigest.db', postgres?.reveal() ?? '$&');
  writeFileSync(file, text);
  if (missed !== null) await lookedAt(ledger, missed);
  return {
    folder,
    mail,
    slack,
    hooks,
    ledger,
    store,
    told: () =>
      hooks.calls.filter(({ path }) => path.startsWith('/hook')).map(({ body }) => JSON.parse(body)),
    mailsTo: (whom) => mail.messages.filter((message) => message.includes(`To: ${whom}`)),
    async queue(hours = 0) {
      const scheduledFor = FIRST_SLOT + hours * 60 * MINUTE;
      const slot = {
        digest: 'daily',
        scheduledFor,
        trigger: 'manual',
        deadline: Date.now() + 60 * MINUTE,
      } as const;
      return (await ledger.slots.request(slot, null, Date.now())).run;
    },
    edit: (change) => writeFileSync(file, change(readFileSync(file, 'utf8'))),
  };
}

const FIRST_SLOT = Date.parse('2026-11-20T07:00:00Z');

const EVERY_MINUTE = '* * * * *';

const around = (hooks: string) => `server: { listen: 127.0.0.1:0 }
concurrency: 1
heartbeat: ${hooks}/beat/heart-secret
notify:
  - email: { to: [ops@example.com] }
  - slack: { channel: ${CHANNEL} }
  - webhook: { url: ${hooks}/hook/hook-secret }`;

/** As if the schedules had last been looked at so many slots ago. */
async function lookedAt(ledger: Ledger, missed: number): Promise<void> {
  const at = Math.floor(Date.now() / MINUTE) * MINUTE - missed * MINUTE + MINUTE / 2;
  const schedule = fingerprint({ schedule: EVERY_MINUTE, zone: 'UTC' });
  await ledger.slots.advance({ from: null, to: { digest: 'daily', schedule, at }, due: [] }, at);
}

/** The most bytes a file of a process may have: what is beyond cannot be written, as on a full disk, also by root. */
export const limitFiles = (pid: number, bytes: number | 'unlimited') => limit(pid, `--fsize=${bytes}:`);

/** How many file handles a process may have open: those that are open already stay. */
export const limitHandles = (pid: number, count: number) => limit(pid, `--nofile=${count}:`);

/** Gives a process no more memory than it has. */
export const limitMemory = (pid: number) => limit(pid, '--as=1:');

function limit(pid: number, what: string): void {
  const { status, stderr } = spawnSync('prlimit', [`--pid=${pid}`, what], { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
}

/** Lets nobody write the files of a store, root included, while they are open: as when a disk is mounted read-only. */
export function freezeStore(store: StoreConfig, frozen: boolean): void {
  if (store.kind !== 'sqlite') throw new Error('there are no files to freeze');
  const files = [store.path, `${store.path}-wal`].filter(existsSync);
  const { status, stderr } = spawnSync('chattr', [frozen ? '+i' : '-i', ...files], { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
}

/** Whether this user and this file system can freeze files. */
export function canFreeze(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'botdigest-freeze-'));
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const able = spawnSync('chattr', ['+i', file]).status === 0;
  if (able) spawnSync('chattr', ['-i', file]);
  else console.log('not at hand here: chattr +i; a store that becomes read-only was not tried');
  rmSync(folder, { recursive: true });
  return able;
}
