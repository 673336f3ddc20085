import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openLedger } from '../../../../src/ledger/open.js';
import { openLastWritten } from '../../../../src/ledger/store/last-written.js';
import { tick } from '../../../../src/run/schedule/tick.js';
import { WEEKLY } from '../../../support/digests.js';
import { emptyFolder } from '../../../support/folder.js';
import { simClock } from '../../../support/sim-clock.js';
import { digestConfig } from '../../../support/snapshot.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const WEDNESDAY = Date.parse('2026-10-28T07:57:30Z');
const DIGESTS = 201;

async function idleService() {
  const path = join(emptyFolder(), 'botdigest.db');
  const ledger = await openLedger({ kind: 'sqlite', path });
  onTestFinished(() => ledger.close());
  const digests = new Map(
    Array.from({ length: DIGESTS }, (_, index) => {
      const id = `digest-${index}`;
      return [id, digestConfig(WEEKLY, { id, schedule: '0 8 * * MON', timezone: 'UTC' })];
    }),
  );
  const clock = simClock(WEDNESDAY);
  const look = () => tick({ ledger, clock, digests, observe: () => {} });
  await look();
  const written = () => openLastWritten(path).read()?.count ?? 0;
  const places = async () => new Set((await ledger.slots.cursors()).map(({ at }) => at));
  return { ledger, clock, look, written, places };
}

test('an idle hour of 201 digests is two writes, and less than an hour none', async () => {
  const { clock, look, written, places } = await idleService();
  const before = written();
  clock.pass(59 * MINUTE);
  await look();
  expect(written()).toBe(before);
  expect(await places()).toEqual(new Set([WEDNESDAY]));
  clock.pass(MINUTE);
  await look();
  expect(written()).toBe(before + 2);
  expect(await places()).toEqual(new Set([WEDNESDAY + HOUR]));
});

test('a slot after idle hours is queued once for each digest', async () => {
  const { ledger, clock, look } = await idleService();
  for (let hour = 0; hour <= 5 * 24; hour += 10) {
    clock.pass(10 * HOUR);
    await look();
  }
  await look();
  const runs = await ledger.history.runs({ limit: 1_000 });
  expect(new Set(runs.map(({ run }) => run.digest)).size).toBe(DIGESTS);
  expect(new Set(runs.map(({ run }) => run.scheduledFor))).toEqual(
    new Set([Date.parse('2026-11-02T08:00Z')]),
  );
  expect(runs).toHaveLength(DIGESTS);
});
