import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import Libsql from 'libsql';
import { expect, onTestFinished, test } from 'vitest';
import type { App, RunningApp } from '../../../../src/app.js';
import type { Ledger } from '../../../../src/ledger/ledger.js';
import { openLedger } from '../../../../src/ledger/open.js';
import type { ServiceEvent } from '../../../../src/run/events/event.js';
import { fingerprint } from '../../../../src/schedule/due.js';
import { type Desk, openDesk } from '../../../support/desk.js';
import { filesBelow } from '../../../support/folder.js';
import { until } from '../../../support/until.js';

const MINUTE = 60_000;
const FOLDER = ['folder: { path: ./exports }'];

interface Running {
  readonly service: RunningApp;
  readonly seen: ServiceEvent[];
}

async function start(app: App): Promise<Running> {
  const seen: ServiceEvent[] = [];
  const service = await app.start((happening) => void seen.push(happening));
  onTestFinished(() => service.stop());
  return { service, seen };
}

const kinds = ({ seen }: Running, kind: ServiceEvent['kind']) =>
  seen.filter((happening) => happening.kind === kind);

/** The minute before the present one, and a schedule that is due in it and not again today. */
function lastMinute(): { readonly due: number; readonly schedule: string } {
  const due = Math.floor(Date.now() / MINUTE) * MINUTE;
  const at = new Date(due);
  return { due, schedule: `${at.getUTCMinutes()} ${at.getUTCHours()} * * *` };
}

const looked = (digest: string, schedule: string, at: number) => ({
  digest,
  schedule: fingerprint({ schedule, zone: 'UTC' }),
  at,
});

/** The configuration with the one digest as often as there are names. */
const manifold = (names: readonly string[]) => (text: string) => {
  const [head = '', digest = ''] = text.split('  daily:\n');
  return head + names.map((name) => `  ${name}:\n${digest}`).join('');
};

const scheduled = (schedule: string) => [`schedule: "${schedule}"`, 'timezone: UTC'];

async function storeOf(
  desk: Desk,
  digests: readonly string[],
  at: number,
  schedule: string,
): Promise<Ledger> {
  const ledger = await openLedger(desk.store);
  onTestFinished(() => ledger.close());
  for (const digest of digests)
    await ledger.slots.advance({ from: null, to: looked(digest, schedule, at), due: [] }, at);
  return ledger;
}

test('a first start makes nothing up, whatever was due before', async () => {
  const desk = await openDesk({ deliver: FOLDER, lines: [...scheduled('* * * * *'), 'catchUp: all'] });
  const running = await start(await desk.app());
  expect(kinds(running, 'restarted')).toMatchObject([{ digest: 'daily', reason: 'new' }]);
  expect(await (await desk.ledger()).history.runs({ limit: 9 })).toEqual([]);
});

test('after a pause the latest missed slot is made up for and says why it is late; the others say why they are not', async () => {
  const { due } = lastMinute();
  const desk = await openDesk({ deliver: FOLDER, lines: [...scheduled('0 * * * *'), 'maxLateness: 3h'] });
  const ledger = await storeOf(desk, ['daily'], due - 5 * 60 * MINUTE, '0 * * * *');
  desk.clock.forward(10 * MINUTE - ((desk.clock.now() % (60 * MINUTE)) - 60 * MINUTE));
  await start(await desk.app());
  await until(async () => (await ledger.history.runs({ limit: 1 }))[0]?.run.state === 'completed');
  const runs = (await ledger.history.runs({ limit: 20 })).map(({ run }) => run);
  expect(runs.map(({ reason }) => reason).slice(0, 4)).toEqual([
    'delivered',
    'superseded',
    'superseded',
    'too-late',
  ]);
  expect(runs[0]?.trigger).toBe('catch-up');
  const [stored] = await ledger.contents.snapshots(runs[0]?.id ?? '');
  expect(JSON.parse(stored?.json ?? '{}').slot.late).toBe('paused');
});

test('two services on one store do each slot once between them', async () => {
  const { due, schedule } = lastMinute();
  const names = Array.from({ length: 12 }, (_, index) => `digest-${index}`);
  const desk = await openDesk({ deliver: FOLDER, lines: scheduled(schedule) });
  const ledger = await storeOf(desk, names, due - 1, schedule);
  const apps = [await desk.app(manifold(names)), await desk.app(manifold(names))];
  const services = await Promise.all(apps.map(start));
  await until(async () => (await ledger.history.counts()).runs.completed === names.length);
  const begun = services.map((running) => kinds(running, 'begun').length);
  expect(begun[0] ?? 0).toBeGreaterThan(0);
  expect(begun[1] ?? 0).toBeGreaterThan(0);
  expect((begun[0] ?? 0) + (begun[1] ?? 0)).toBe(names.length);
  const runs = await ledger.history.runs({ limit: 99 });
  expect(runs.map(({ run }) => [run.digest, run.attempt]).sort()).toEqual(
    names.map((name) => [name, 1]).sort(),
  );
});

test('one digest whose API hangs does not hold up another', async () => {
  const { due, schedule } = lastMinute();
  const desk = await openDesk({ deliver: FOLDER, lines: scheduled(schedule) });
  const names = ['slow', 'quick'];
  const ledger = await storeOf(desk, names, due - 1, schedule);
  desk.api.setFaults([{ match: { storyId: '5b07ffafc2376e30306d9b16' }, fault: { kind: 'silent' } }]);
  const edit = (text: string) =>
    manifold(names)(text)
      .replace('bots:\n', 'bots:\n  hangs: { name: Hangs, storyId: 5b07ffafc2376e30306d9b16 }\n')
      .replace('bots: [support]', 'bots: [hangs]');
  await start(await desk.app(edit));
  await until(
    async () => (await ledger.history.runs({ digest: 'quick', limit: 1 }))[0]?.run.state === 'completed',
  );
  expect((await ledger.history.runs({ digest: 'slow', limit: 1 }))[0]?.run.state).toBe('running');
});

test('as many digests are worked on at a time as `concurrency` says, and no more', async () => {
  const { due, schedule } = lastMinute();
  const desk = await openDesk({ deliver: FOLDER, lines: scheduled(schedule) });
  const names = ['one', 'two', 'three', 'four', 'five'];
  const ledger = await storeOf(desk, names, due - 1, schedule);
  desk.api.setFaults([{ match: {}, fault: { kind: 'silent' } }]);
  const app = await desk.app((text) => `concurrency: 2\n${manifold(names)(text)}`);
  const running = await start(app);
  await until(async () => (await ledger.history.counts()).runs.running === 2);
  // Longer than the service waits before it looks for more to do.
  await wait(2_500);
  expect(kinds(running, 'begun')).toHaveLength(2);
  expect((await ledger.history.counts()).runs).toEqual({ running: 2, queued: 3 });
  desk.api.setFaults([]);
  await until(async () => ((await ledger.history.counts()).runs.completed ?? 0) >= 3);
});

test('a wrong configuration is not used and said so; a right one is, with its schedule from now on', async () => {
  const desk = await openDesk({ deliver: FOLDER, lines: scheduled('0 8 * * *') });
  const running = await start(await desk.app());
  const file = `${desk.folder}/config.yaml`;
  const good = readFileSync(file, 'utf8');
  writeFileSync(file, good.replace('timezone: UTC', 'timezone: UCT+9'));
  await running.service.reload();
  expect(kinds(running, 'reloaded').at(-1)).toMatchObject({ problem: expect.stringContaining('timezone') });
  expect(running.service.config().digests.get('daily')?.schedule).toBe('0 8 * * *');
  writeFileSync(file, good.replace('0 8 * * *', '0 9 * * *'));
  await running.service.reload();
  expect(kinds(running, 'reloaded').at(-1)).toMatchObject({ problem: null });
  expect(running.service.config().digests.get('daily')?.schedule).toBe('0 9 * * *');
  expect(kinds(running, 'restarted').at(-1)).toMatchObject({ reason: 'changed' });
});

test('a store that another process locks for a while holds work up, is told once, and nothing is lost', async () => {
  const { due, schedule } = lastMinute();
  const desk = await openDesk({ deliver: FOLDER, lines: scheduled(schedule) });
  const ledger = await storeOf(desk, ['daily'], due - 1, schedule);
  const app = await desk.app();
  const other = new Libsql(desk.store.path);
  other.exec('begin immediate');
  const starting = start(app);
  await wait(6_500);
  other.exec('rollback');
  other.close();
  const running = await starting;
  desk.clock.forward(1);
  expect(kinds(running, 'store')).toMatchObject([{ fault: { code: 'store-busy' } }]);
  await running.service.reload();
  await until(async () => (await ledger.history.runs({ limit: 1 }))[0]?.run.state === 'completed');
  expect(kinds(running, 'store')).toMatchObject([{ fault: { code: 'store-busy' } }, { fault: null }]);
  expect(
    [...filesBelow(`${desk.folder}/exports`).keys()].filter((name) => name.endsWith('index.json')),
  ).toHaveLength(1);
});
