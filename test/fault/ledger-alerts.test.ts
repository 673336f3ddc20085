import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import type { Ledger } from '../../src/ledger/ledger.js';
import type { Lease } from '../../src/ledger/model/run.js';
import { openLedger } from '../../src/ledger/open.js';
import { checkOf, DAY, episodeOf } from '../support/alert-work.js';
import { childProgram } from '../support/build.js';
import { emptyFolder } from '../support/folder.js';
import { claimant, claimed, HOUR, MINUTE, MONDAY, planFor, running } from '../support/ledger-work.js';

const PRELOAD = fileURLToPath(new URL('../kill/preload.mjs', import.meta.url));

/** The phases of a write, and whether it is there after a kill in one. */
const PHASES = [
  ['begun', false],
  ['done', false],
  ['committed', true],
] as const;

async function opened(path: string): Promise<Ledger> {
  const ledger = await openLedger({ kind: 'sqlite', path });
  onTestFinished(() => ledger.close());
  return ledger;
}

/** Makes a write in a process that is killed at a point of it. */
async function killed(path: string, point: string, write: string, lease?: Lease): Promise<void> {
  const args = [childProgram('alert-writes'), path, write, JSON.stringify(lease ?? null)];
  const env = { TRACE_FILE: `${path}.trace`, END_ON: `ledger:${point}`, END_WITH: 'SIGKILL' };
  const child = spawn(process.execPath, ['--import', PRELOAD, ...args], { env, stdio: 'ignore' });
  expect(await once(child, 'close')).toEqual([null, 'SIGKILL']);
}

const storePath = () => join(emptyFolder(), 'botdigest.db');

const outage = checkOf({ episodes: [episodeOf('outage', 'support')] });

test.each(PHASES)(
  'Killed when its check is %s, a run is gone on with by another process, which stores it once',
  async (phase, stored) => {
    const path = storePath();
    const ledger = await opened(path);
    const { run, lease } = await running(ledger, 'alert.outage');
    await killed(path, `runs.plan:${phase}`, 'check', lease);
    const after = async () => ({
      checks: (await ledger.alerts.checks()).length,
      episodes: (await ledger.alerts.episodes({})).length,
      deliveries: (await ledger.deliveries.of(run.id)).length,
    });
    const all = { checks: 1, episodes: 1, deliveries: 1 };
    expect(await after()).toEqual(stored ? all : { checks: 0, episodes: 0, deliveries: 0 });

    const next = claimed(await ledger.runs.claim(claimant('two', MONDAY + HOUR), MONDAY + MINUTE));
    expect(next.run).toMatchObject({ id: run.id, plannedAt: stored ? MONDAY : null });
    await ledger.runs.plan(next.lease, { ...planFor('ada@example.com'), check: outage }, MONDAY + MINUTE);
    expect(await after()).toEqual(all);
    expect(await ledger.alerts.checks()).toMatchObject([{ at: MONDAY, series: outage.series }]);
  },
);

test.each(PHASES)(
  'Killed when a snooze is %s, it is there as a whole or not at all',
  async (phase, stored) => {
    const path = storePath();
    const ledger = await opened(path);
    await killed(path, `alerts.snooze:${phase}`, 'snooze');
    const snooze = { alert: 'outage', until: MONDAY + DAY, by: 'snooze', at: MONDAY + 1, endedBy: null };
    expect(await ledger.alerts.snoozes()).toEqual(stored ? [snooze] : []);
  },
);

test.each(PHASES)('Killed when the end of a snooze is %s, it lasts or has ended', async (phase, stored) => {
  const path = storePath();
  const ledger = await opened(path);
  await ledger.alerts.snooze('outage', { until: MONDAY + DAY, by: 'ada@desk' }, MONDAY);
  await killed(path, `alerts.snooze:${phase}`, 'unsnooze');
  const begun = { alert: 'outage', by: 'ada@desk', at: MONDAY };
  expect(await ledger.alerts.snoozes()).toEqual([
    stored
      ? { ...begun, until: MONDAY + 1, endedBy: 'unsnooze' }
      : { ...begun, until: MONDAY + DAY, endedBy: null },
  ]);
});
