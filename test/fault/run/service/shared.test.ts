import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { RunningApp } from '../../../../src/app.js';
import type { Ledger } from '../../../../src/ledger/ledger.js';
import { openLedger } from '../../../../src/ledger/open.js';
import type { ServiceEvent } from '../../../../src/run/events/event.js';
import { logLines } from '../../../../src/run/events/log-lines.js';
import { runCli } from '../../../support/cli.js';
import { type Desk, deskConfig, openDesk } from '../../../support/desk.js';
import { MONDAY } from '../../../support/ledger-work.js';
import { postgresServer } from '../../../support/postgres.js';

const server = await postgresServer();
afterAll(() => server.remove());
beforeEach(() => server.query('drop schema if exists botdigest, botdigest_queue cascade'));

const onPostgres = (text: string) => text.replace(/^store: .*$/m, `store: ${server.url.reveal()}`);

interface Machine {
  readonly service: RunningApp;
  readonly seen: ServiceEvent[];
}

async function machine(desk: Desk, edit = onPostgres): Promise<Machine> {
  const seen: ServiceEvent[] = [];
  const app = await desk.app(edit);
  const service = await app.start((happening) => void seen.push(happening));
  onTestFinished(() => service.stop());
  return { service, seen };
}

async function ledgerThere(): Promise<Ledger> {
  const ledger = await openLedger({ kind: 'postgres', url: server.url });
  onTestFinished(() => ledger.close());
  return ledger;
}

const request = (ledger: Ledger, scheduledFor: number) =>
  ledger.slots.request(
    { digest: 'daily', scheduledFor, trigger: 'manual', deadline: null },
    null,
    Date.now(),
  );

const begun = ({ seen }: Machine) => seen.filter(({ kind }) => kind === 'begun').length;

test('two machines share the runs of one PostgreSQL, and a run that one hands back goes on at the other at once', async () => {
  const desk = await openDesk({ deliver: ['folder: { path: ./exports }'] });
  desk.api.setFaults([{ match: {}, fault: { kind: 'silent' } }]);
  const ledger = await ledgerThere();
  const { run } = await request(ledger, MONDAY);
  const one = await machine(desk);
  await expect.poll(() => begun(one), { timeout: 15_000 }).toBe(1);
  const two = await machine(desk);
  desk.api.setFaults([]);
  await one.service.stop();
  await expect.poll(() => begun(two), { timeout: 5_000 }).toBe(1);
  await expect
    .poll(async () => (await ledger.history.run(run.id))?.run.state, { timeout: 15_000 })
    .toBe('completed');
  const story = await ledger.history.run(run.id);
  expect(story?.run).toMatchObject({ attempt: 1, fence: 2 });
  expect(await server.query("select name from botdigest.leases where name like 'service %'")).toEqual([
    { name: expect.stringMatching(/^service /) },
  ]);
});

test('a run that waits for its next try is announced for that time', async () => {
  const desk = await openDesk({ deliver: ['email: { to: [ada@example.com] }'] });
  const ledger = await ledgerThere();
  const { run } = await request(ledger, MONDAY);
  await machine(desk);
  await expect
    .poll(async () => (await ledger.history.run(run.id))?.run.state, { timeout: 20_000 })
    .toBe('retrying');
  const notBefore = (await ledger.history.run(run.id))?.run.notBefore ?? 0;
  const waits =
    "select extract(epoch from start_after)::float8 * 1000 as at from botdigest_queue.job where state = 'created'";
  await expect
    .poll(async () =>
      (await server.query<{ at: number }>(waits)).map(({ at }) => Math.abs(at - notBefore) < 1_000),
    )
    .toEqual([true]);
});

test('a clock that is far from the database’s is told of at the start', async () => {
  const desk = await openDesk({ deliver: ['folder: { path: ./exports }'] });
  desk.clock.forward(20_000);
  const { seen } = await machine(desk);
  const lines = seen.flatMap(logLines).map(({ message }) => message);
  expect(lines.filter((line) => line.includes('clock'))).toEqual([
    "This machine's clock is 20 seconds ahead of the database's: machines may take runs from each other. Set it right.",
  ]);
});

test('the password may come from PGPASSWORD, and commands keep the common pace too', async () => {
  const desk = await openDesk({ deliver: ['folder: { path: ./exports }'] });
  vi.stubEnv('PGPASSWORD', 'correct-horse');
  onTestFinished(() => void vi.unstubAllEnvs());
  const app = await desk.app((text) => onPostgres(text).replace('tester:correct-horse@', 'tester@'));
  const options = { signal: new AbortController().signal };
  const { story } = await app.run(app.digest('daily'), MONDAY, options);
  expect(story.run.state).toBe('completed');
  expect(await server.query('select count(*)::int as lines from botdigest.turns')).toEqual([{ lines: 1 }]);
});

test('a start that fails leaves nothing behind that keeps the process alive', async () => {
  const desk = await openDesk({ deliver: ['folder: { path: ./exports }'] });
  const taken = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void taken.close());
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  writeFileSync(
    join(desk.folder, 'config.yaml'),
    onPostgres(deskConfig(desk.api.url, { deliver: ['folder: { path: ./exports }'] })).replace(
      'server: off',
      `server: { listen: 127.0.0.1:${port} }`,
    ),
  );
  const ended = await runCli(['start'], { cwd: desk.folder });
  expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining('is in use by another program') });
});
