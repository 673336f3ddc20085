import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { openLedger, type StoreAddress } from '../../../../src/ledger/open.js';
import { tick } from '../../../../src/run/schedule/tick.js';
import { childProgram } from '../../../support/build.js';
import { WEEKLY } from '../../../support/digests.js';
import { emptyFolder } from '../../../support/folder.js';
import { postgresServer } from '../../../support/postgres.js';
import { samples } from '../../../support/samples.js';
import { simClock } from '../../../support/sim-clock.js';
import { digestConfig } from '../../../support/snapshot.js';

const MINUTE = 60_000;
const START = Date.parse('2026-11-23T07:00:30Z');
const PAUSES = samples(40);

const server = await postgresServer();
afterAll(() => server.remove());

/** A pause of the other process: slots from `from` before `end` were left out, but for those named; those after `looked` were due again. */
interface Paused {
  readonly from: number;
  readonly end: number;
  readonly looked: number;
  readonly named: readonly number[];
}

test.each<[string, () => StoreAddress]>([
  ['SQLite', () => ({ kind: 'sqlite', path: join(emptyFolder(), 'botdigest.db') })],
  ['PostgreSQL', () => ({ kind: 'postgres', url: server.url })],
])(
  'on %s a slot that another process pauses is never queued, and no other one is lost',
  async (_name, at) => {
    const store = at();
    const ledger = await openLedger(store);
    onTestFinished(() => ledger.close());
    const digest = digestConfig(WEEKLY, {
      ...{ id: 'often', schedule: '* * * * *', timezone: 'UTC', catchUp: 'all', maxLateness: 10 * MINUTE },
    });
    const clock = simClock(START);
    const look = () => tick({ ledger, clock, digests: new Map([[digest.id, digest]]), observe: () => {} });
    await look();
    const address = store.kind === 'postgres' ? { ...store, url: store.url.reveal() } : store;
    const args = [childProgram('pause-often'), JSON.stringify(address), String(PAUSES)];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'close');
    const printed = text(child.stdout);
    while (child.exitCode === null) {
      clock.pass(MINUTE);
      await look();
    }
    expect(await ended).toEqual([0, null]);

    const pauses = (await printed)
      .trimEnd()
      .split('\n')
      .map((line): Paused => JSON.parse(line));
    expect(pauses).toHaveLength(PAUSES);
    const minutes = Math.round((clock.now() - START) / MINUTE);
    const runs = (await ledger.history.runs({ limit: 100_000 })).map(({ run }) => run);
    expect(runs).toHaveLength(minutes);
    const within = (slot: number) =>
      pauses.some(({ from, end, named }) => from <= slot && slot < end && !named.includes(slot));
    const near = (slot: number) => pauses.some(({ from, looked }) => from <= slot && slot <= looked);
    const wrong = runs.filter(({ scheduledFor, state }) =>
      within(scheduledFor) ? state !== 'skipped' : state !== 'queued' && !near(scheduledFor),
    );
    expect(wrong).toEqual([]);
  },
);
