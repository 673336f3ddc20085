import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { RunRecord } from '../../../../src/ledger/ledger.js';
import type { ServiceEvent } from '../../../../src/run/events/event.js';
import { LEASE } from '../../../../src/run/journal/limits.js';
import { type DeskOptions, openDesk, SLOT } from '../../../support/desk.js';
import { claimed } from '../../../support/ledger-work.js';
import { until } from '../../../support/until.js';

const MINUTE = 60_000;
const FOLDER = ['folder: { path: ./exports }'];
const watch = { signal: new AbortController().signal };

/** A desk with a run in its queue, and its store beside it. */
async function queued(options: Partial<DeskOptions> = {}, time: number | null = null) {
  const desk = await openDesk({ deliver: FOLDER, ...options });
  const app = await desk.app();
  await app.history();
  const ledger = await desk.ledger();
  const deadline = time && desk.clock.now() + time;
  const slot = { digest: 'daily', scheduledFor: SLOT, trigger: 'manual', deadline } as const;
  const { run } = await ledger.slots.request(slot, null, desk.clock.now());
  const latest = async (): Promise<RunRecord | null> => (await ledger.history.runs({ limit: 1 }))[0] ?? null;
  return { desk, app, ledger, run, latest };
}

test('the run of a killed process is taken over by the service within a minute, and finished', async () => {
  const { desk, app, ledger, run, latest } = await queued();
  const killedAt = desk.clock.now();
  claimed(await ledger.runs.claim({ owner: 'killed', until: killedAt + LEASE }, killedAt));
  const seen: ServiceEvent[] = [];
  const service = await app.start((happening) => void seen.push(happening));
  onTestFinished(() => service.stop());
  await wait(2_500);
  expect((await latest())?.run).toMatchObject({ state: 'running', leaseOwner: 'killed' });
  desk.clock.forward(LEASE);
  const done = await until(async () => {
    const record = await latest();
    return record?.run.state === 'completed' && record;
  });
  const begun = seen.find((happening) => happening.kind === 'begun');
  expect(begun).toMatchObject({ takenOver: true, run: { id: run.id, reason: 'taken-over', crashes: 1 } });
  expect((done.run.finishedAt ?? 0) - killedAt).toBeLessThan(MINUTE);
});

test('a run over which three processes died is not tried again and says so; a resend makes it whole', async () => {
  const { desk, app, ledger, run } = await queued();
  for (let death = 0; death < 3; death += 1) {
    const now = desk.clock.now();
    claimed(await ledger.runs.claim({ owner: `dead-${death}`, until: now + LEASE }, now));
    desk.clock.forward(LEASE + 1);
  }
  const seen: ServiceEvent[] = [];
  const service = await app.start((happening) => void seen.push(happening));
  onTestFinished(() => service.stop());
  await until(async () => seen.some(({ kind }) => kind === 'quarantined'));
  const story = await ledger.history.run(run.id);
  expect(story?.run).toMatchObject({ state: 'failed', reason: 'quarantined', crashes: 3 });
  expect(story?.run.error).toContain('died 3 times');
  expect(story?.run.error).toContain(`botdigest resend ${run.id}`);
  expect(await ledger.streaks.due()).toMatchObject([{ digest: 'daily', health: 'failing', run: run.id }]);
  desk.clock.forward(10 * MINUTE);
  expect(seen.filter(({ kind }) => kind === 'begun')).toEqual([]);
  await service.stop();
  const again = await (await desk.app()).resend(run.id, {}, watch);
  expect(again?.story.run).toMatchObject({ state: 'completed', crashes: 0 });
});

test.each([
  ['is tried again while there is time', 24 * 60 * MINUTE, 'retrying'],
  ['ends when there is no more time', null, 'failed'],
])('work that goes on for half an hour is left, says so, and %s', async (_name, time, state) => {
  const { desk, app, run, latest } = await queued({}, time);
  desk.api.setFaults([{ match: {}, fault: { kind: 'silent' } }]);
  await app.stop();
  const patient = await desk.app((text) =>
    text.replace('timeout: 5s, deadline: 10s', 'timeout: 10m, deadline: 1h'),
  );
  const running = patient.run(patient.digest('daily'), SLOT, watch);
  await until(async () => (await latest())?.run.state === 'running');
  await wait(300);
  desk.clock.forward(31 * MINUTE);
  const { story } = await running;
  expect(story.run).toMatchObject({ id: run.id, state, reason: 'took-too-long', plannedAt: null });
  expect(story.run.error).toBe('The work on the run took too long.');
});
