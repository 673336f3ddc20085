import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import type { RunRecord } from '../../src/ledger/ledger.js';
import { openLedger } from '../../src/ledger/open.js';
import { systemClock } from '../../src/lib/time/clock.js';
import { startSandbox } from '../../src/sandbox/http/server.js';
import { fingerprint } from '../../src/schedule/due.js';
import { MAIN } from '../support/cli.js';
import { deskConfig } from '../support/desk.js';
import { postgresServer } from '../support/postgres.js';
import { startMailServer } from '../support/smtp-server.js';

const MINUTE = 60_000;
const SCHEDULE = '*/10 * * * *';

export interface SpreadPlan {
  readonly digests: number;
  /** Of each digest. */
  readonly slots: number;
  /** After so many completed runs one of the three processes is killed. */
  readonly killAt: number;
  /** After so many PostgreSQL is stopped for two seconds. */
  readonly restartAt: number;
  /** Whether the leases of the killed process run out at once, as if time had passed. */
  readonly hurry: boolean;
}

export interface Spread {
  /** What had become due when the processes started. */
  readonly due: readonly RunRecord[];
  readonly all: readonly RunRecord[];
  /** How often each Message-ID arrived. */
  readonly sent: ReadonlyMap<string, number>;
  /** Of each process: how many runs it began, what it said that it did not expect, its exit code (null after a SIGKILL). */
  readonly processes: readonly {
    readonly begun: number;
    readonly unexpected: readonly string[];
    readonly code: number | null;
  }[];
  /** Runs of the killed process that nobody took over. */
  readonly orphans: number;
  /** Ms from the kill until the last of its runs was taken over; 0 when it had none. */
  readonly takeover: number;
  /** Tables that stand in the schema `public`. */
  readonly littered: number;
}

/** Three processes with many due slots between them on one PostgreSQL. One is killed, and PostgreSQL restarted, in the middle. */
export async function spread({ digests, slots, killAt, restartAt, hurry }: SpreadPlan): Promise<Spread> {
  const folder = mkdtempSync(join(tmpdir(), 'botdigest-spread-'));
  const server = await postgresServer();
  const api = await startSandbox({ port: 0, seed: 7, token: 'sandbox', clock: systemClock });
  const mail = await startMailServer();
  const ledger = await openLedger({ kind: 'postgres', url: server.url });
  const children: Child[] = [];
  try {
    const names = Array.from({ length: digests }, (_, index) => `digest-${index}`);
    writeFileSync(join(folder, 'config.yaml'), configOf(names, server.url.reveal(), api.url, mail.port));
    // Half a slot before the first, so that exactly so many have become due, none of them in this very minute.
    const latest = Math.floor(Date.now() / (10 * MINUTE)) * 10 * MINUTE;
    const at = latest - slots * 10 * MINUTE + 5 * MINUTE;
    const schedule = fingerprint({ schedule: SCHEDULE, zone: 'UTC' });
    for (const digest of names)
      await ledger.slots.advance({ from: null, to: { digest, schedule, at }, due: [] }, at);

    const count = `select count(*)::int as runs from botdigest.runs where state = 'completed' and scheduled_for <= ${latest}`;
    const completed = async () => (await server.query<{ runs: number }>(count).catch(() => []))[0]?.runs ?? 0;
    const reached = async (count: number) => {
      while ((await completed()) < count) await wait(50);
    };
    const doomed = start(folder);
    children.push(doomed, start(folder), start(folder));
    await reached(killAt);
    doomed.child.kill('SIGKILL');
    const killed = Date.now();
    await doomed.ended;
    const its = `state = 'running' and lease_owner like '%-${doomed.child.pid}-%'`;
    const orphans = await server.query<{ id: string }>(`select id from botdigest.runs where ${its}`);
    if (hurry) await server.query(`update botdigest.runs set lease_until = 0 where ${its}`);
    await reached(restartAt);
    await server.stop();
    await wait(2_000);
    await server.start();
    await reached(digests * slots);
    for (const { child } of children) child.kill('SIGTERM');
    const codes = await Promise.all(children.map(({ ended }) => ended));

    const all = await ledger.history.runs({ limit: 10_000 });
    const sent = new Map<string, number>();
    for (const { raw } of mail.mails) {
      const id = /^Message-ID: (.*)$/im.exec(raw)?.[1] ?? '';
      sent.set(id, (sent.get(id) ?? 0) + 1);
    }
    const ids = orphans.map(({ id }) => `'${id}'`).join(', ') || 'null';
    const taken = await server.query<{ at: number }>(
      `select min(at)::float8 as at from botdigest.events where reason = 'taken-over' and run in (${ids}) group by run`,
    );
    const [row] = await server.query<{ count: number }>(
      "select count(*)::int from information_schema.tables where table_schema = 'public'",
    );
    return {
      due: all.filter(({ run }) => run.scheduledFor <= latest),
      all,
      sent,
      processes: children.map(({ log }, index) => ({
        begun: log().match(/ begins, /g)?.length ?? 0,
        unexpected: log().match(/^.*(Unexpected|Unhandled|Error:).*$/gim) ?? [],
        code: codes[index] ?? null,
      })),
      orphans: orphans.length - taken.length,
      takeover: Math.max(0, ...taken.map((event) => event.at - killed)),
      littered: row?.count ?? -1,
    };
  } finally {
    for (const { child } of children) child.kill('SIGKILL');
    await ledger.close();
    await Promise.all([api.close(), mail.stop(), server.remove()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

function configOf(names: readonly string[], store: string, api: string, mailPort: number): string {
  const lines = [`schedule: "${SCHEDULE}"`, 'timezone: UTC', 'catchUp: all', 'maxLateness: 31d'];
  const deliver = ['email: { to: [ada@example.com] }'];
  const text = deskConfig(api, { mailPort, deliver, lines }).replace(/^store: .*$/m, `store: ${store}`);
  const [head = '', digest = ''] = text.split('  daily:\n');
  return head + names.map((name) => `  ${name}:\n${digest}`).join('');
}

interface Child {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  log(): string;
}

function start(cwd: string): Child {
  const env = { PATH: process.env.PATH ?? '' };
  const child = spawn(process.execPath, [MAIN, 'start'], { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] });
  const pieces: Buffer[] = [];
  child.stderr?.on('data', (piece: Buffer) => pieces.push(piece));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, ended, log: () => Buffer.concat(pieces).toString() };
}

/** Each slot one run, each run one mail, or two where that is flagged, and a receipt for every mail. */
export function expectAllOnce({ due, all, sent, processes, orphans, littered }: Spread, slots: number): void {
  expect(due).toHaveLength(slots);
  expect(new Set(due.map(({ run }) => `${run.digest}@${run.scheduledFor}`)).size).toBe(slots);
  const deliveries = all.flatMap((record) => record.deliveries);
  const finished = all.filter(({ run }) => run.state === 'completed');
  expect(due.filter(({ run }) => run.state !== 'completed')).toEqual([]);
  const receipts = deliveries.filter(
    ({ state, providerRef }) => state === 'delivered' && providerRef !== null,
  );
  expect(receipts.length).toBeGreaterThanOrEqual(finished.length);
  expect(sent.size).toBe(receipts.length);
  const twice = [...sent.values()].filter((count) => count > 1);
  expect(Math.max(...sent.values())).toBeLessThanOrEqual(2);
  const flagged = deliveries.filter(({ reason }) => reason === 'possible-duplicate');
  expect(twice.length).toBeLessThanOrEqual(flagged.length);
  expect(processes.map(({ code }) => code)).toEqual([null, 0, 0]);
  for (const { begun, unexpected } of processes) {
    expect(begun).toBeGreaterThan(0);
    expect(unexpected).toEqual([]);
  }
  expect(orphans).toBe(0);
  expect(littered).toBe(0);
}
