import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { DigestConfig } from '../../../../src/config/config.js';
import type { Ledger } from '../../../../src/ledger/ledger.js';
import type { Run } from '../../../../src/ledger/model/run.js';
import { openLedger } from '../../../../src/ledger/open.js';
import { leaveUnscheduled, tick } from '../../../../src/run/schedule/tick.js';
import { slotsByLooking, WallClock } from '../../../support/cron-oracle.js';
import { WEEKLY } from '../../../support/digests.js';
import { emptyFolder } from '../../../support/folder.js';
import { someOf } from '../../../support/samples.js';
import { type SimClock, simClock } from '../../../support/sim-clock.js';
import { digestConfig } from '../../../support/snapshot.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const ZONE = 'Europe/Warsaw';
const WALL = new WallClock(ZONE);
/** A Wednesday in the week after the clocks went back, half a minute past the minute. */
const NOW = Date.parse('2026-10-28T07:07:30Z');

const PAUSES = {
  '10 minutes': 10 * MINUTE,
  '1 hour': HOUR,
  '1 day': DAY,
  '1 week': 7 * DAY,
  '1 month': 30 * DAY,
  '1 year': 365 * DAY,
};
const CADENCES = {
  quarter: '*/15 * * * *',
  hourly: '0 * * * *',
  daily: '0 8 * * *',
  weekly: '0 8 * * MON',
  monthly: '0 8 1 * *',
};
const POLICIES = ['latest', 'all', 'skip'] as const;
const LATENESSES = { day: DAY, month: 31 * DAY };

async function storeIn(folder: string): Promise<Ledger> {
  const ledger = await openLedger({ kind: 'sqlite', path: join(folder, 'botdigest.db') });
  onTestFinished(() => ledger.close());
  return ledger;
}

function schedules(): Map<string, DigestConfig> {
  const all = Object.entries(CADENCES).flatMap(([cadence, schedule]) =>
    POLICIES.flatMap((catchUp) =>
      Object.entries(LATENESSES).map(([name, maxLateness]) =>
        digestConfig(WEEKLY, {
          id: `${cadence}-${catchUp}-${name}`,
          schedule,
          timezone: ZONE,
          catchUp,
          maxLateness,
        }),
      ),
    ),
  );
  return new Map(all.map((digest) => [digest.id, digest]));
}

/** What the promise says of a pause, counted out from what the clock showed. */
function promised({ schedule, catchUp, maxLateness }: DigestConfig, pause: number) {
  const missed = slotsByLooking(schedule ?? '', WALL, { after: NOW - pause, until: NOW });
  const lateness = missed.map((at) => NOW - at);
  const punctual = lateness.filter((late) => late <= 2 * MINUTE).length;
  const inTime = lateness.filter((late) => late > 2 * MINUTE && late <= maxLateness).length;
  const tooLate = missed.length - punctual - inTime;
  const madeUp = { all: inTime, latest: punctual === 0 ? Math.min(1, inTime) : 0, skip: 0 }[catchUp];
  return {
    'on-time': punctual,
    'catch-up': madeUp,
    superseded: catchUp === 'latest' ? inTime - madeUp : 0,
    'catch-up-off': catchUp === 'skip' ? inTime : 0,
    // The latest fifty of these are remembered one by one.
    'too-late': Math.min(50, tooLate),
  };
}

function counted(runs: readonly Run[]) {
  const counts = { 'on-time': 0, 'catch-up': 0, superseded: 0, 'catch-up-off': 0, 'too-late': 0 };
  for (const { state, trigger, reason } of runs) {
    const word = state === 'skipped' ? reason : trigger === 'cron' ? 'on-time' : 'catch-up';
    counts[word as keyof typeof counts] += 1;
  }
  return counts;
}

test.each(someOf(3, Object.entries(PAUSES)))(
  'after a pause of %s every cadence makes up for what its policy promises, and remembers the rest',
  async (_name, pause) => {
    const ledger = await storeIn(emptyFolder());
    const clock = simClock(NOW - pause);
    const digests = schedules();
    await tick({ ledger, clock, digests, observe: () => {} });
    clock.pass(pause);
    await tick({ ledger, clock, digests, observe: () => {} });
    await tick({ ledger, clock, digests, observe: () => {} });
    const runs = (await ledger.history.runs({ limit: 99_999 })).map(({ run }) => run);
    for (const digest of digests.values()) {
      const own = runs.filter((run) => run.digest === digest.id);
      expect([digest.id, counted(own)]).toEqual([digest.id, promised(digest, pause)]);
    }
  },
);

/** Two processes on one store, each with a clock of its own, and how often each slot was worked on. */
async function twoTickers(digests: ReadonlyMap<string, DigestConfig>, start = NOW) {
  const folder = emptyFolder();
  const processes = await Promise.all(
    ['one', 'two'].map(async (owner) => ({ owner, ledger: await storeIn(folder), clock: simClock(start) })),
  );
  const worked: number[] = [];
  let looked = digests;
  const look = async ({ owner, ledger, clock }: { owner: string; ledger: Ledger; clock: SimClock }) => {
    await tick({ ledger, clock, digests: looked, observe: () => {} });
    for (;;) {
      const claim = await ledger.runs.claim({ owner, until: clock.now() + MINUTE }, clock.now());
      if (claim?.kind !== 'claimed') return;
      worked.push(claim.run.scheduledFor);
      await ledger.runs.finish(
        claim.lease,
        { state: 'completed', reason: 'no-targets', error: null },
        clock.now(),
      );
    }
  };
  return {
    processes,
    worked,
    clocks: processes.map(({ clock }) => clock),
    look: () => Promise.all(processes.map(look)),
    reload: (other: ReadonlyMap<string, DigestConfig>) => {
      looked = other;
    },
  };
}

const one = (over: Partial<DigestConfig>) => {
  const digest = digestConfig(WEEKLY, {
    id: 'one',
    timezone: ZONE,
    schedule: '*/15 * * * *',
    catchUp: 'all',
    maxLateness: 31 * DAY,
    ...over,
  });
  return new Map([[digest.id, digest]]);
};

const iso = (slots: readonly number[]) => slots.map((at) => new Date(at).toISOString()).sort();
const between = (after: number, until: number, schedule = '*/15 * * * *') =>
  slotsByLooking(schedule, WALL, { after, until });

test.each<[string, readonly (readonly [passes: number, step: number])[]]>([
  [
    'runs on',
    [
      [40, 0],
      [40, 0],
      [40, 0],
    ],
  ],
  [
    'is set back by five minutes',
    [
      [40, 0],
      [1, -5],
      [30, 0],
    ],
  ],
  [
    'is set back by two hours',
    [
      [200, 0],
      [1, -120],
      [60, 0],
      [200, 0],
    ],
  ],
  [
    'is set forward by two hours',
    [
      [40, 0],
      [1, 120],
      [40, 0],
    ],
  ],
  [
    'is set forward by a day and back again',
    [
      [40, 0],
      [1, 1440],
      [5, -1440],
      [300, 0],
    ],
  ],
  [
    'sleeps for nine hours',
    [
      [40, 0],
      [540, 0],
      [40, 0],
    ],
  ],
  [
    'is set back again and again',
    [
      [90, 0],
      [1, -30],
      [20, -30],
      [20, -30],
      [200, 0],
    ],
  ],
])('when the clock %s, two tickers on one store work on each slot once', async (_name, moves) => {
  const { clocks, look, worked } = await twoTickers(one({}));
  await look();
  const [clock] = clocks;
  let furthest = NOW;
  for (const [passes, step] of moves) {
    for (const each of clocks) {
      each.pass(passes * MINUTE);
      each.step(step * MINUTE);
    }
    await look();
    furthest = Math.max(furthest, clock?.now() ?? 0);
  }
  for (const each of clocks) each.pass(furthest - each.now() + MINUTE);
  await look();
  expect(iso(worked)).toEqual(iso(between(NOW, furthest + MINUTE)));
});

test('two clocks that differ by an hour, one ahead and one behind, work on each slot once between them', async () => {
  const { clocks, look, worked } = await twoTickers(one({}));
  clocks[1]?.step(-HOUR);
  for (let round = 0; round < 30; round += 1) {
    await look();
    for (const clock of clocks) clock.pass(7 * MINUTE);
  }
  await look();
  const slots = new Set(worked);
  expect(slots.size).toBe(worked.length);
  expect(between(NOW, NOW + 210 * MINUTE).filter((at) => !slots.has(at))).toEqual([]);
});

test('a changed schedule counts from the first look at it on, and what was due before it was done once', async () => {
  const { clocks, look, worked, reload } = await twoTickers(one({}));
  const pass = (ms: number) => {
    for (const clock of clocks) clock.pass(ms);
  };
  await look();
  pass(2 * HOUR);
  await look();
  // Stopped, changed, and started again an hour later.
  reload(one({ schedule: '*/10 * * * *' }));
  pass(HOUR);
  await look();
  pass(2 * HOUR);
  await look();
  reload(one({}));
  await look();
  pass(HOUR);
  await look();
  expect(iso(worked)).toEqual(
    iso([
      ...between(NOW, NOW + 2 * HOUR),
      ...between(NOW + 3 * HOUR, NOW + 5 * HOUR, '*/10 * * * *'),
      ...between(NOW + 5 * HOUR, NOW + 6 * HOUR),
    ]),
  );
});

test('while many schedules are looked at, others get their turns', async () => {
  const ledger = await storeIn(emptyFolder());
  const clock = simClock(NOW);
  const digests = new Map(
    Array.from({ length: 400 }, (_digest, index) => `digest-${index}`).map((id) => [
      id,
      digestConfig(WEEKLY, { id, schedule: '0 8 * * MON', timezone: ZONE }),
    ]),
  );
  await tick({ ledger, clock, digests, observe: () => {} });
  let [turns, over] = [0, false];
  const turn = () => {
    turns += 1;
    if (!over) setImmediate(turn);
  };
  setImmediate(turn);
  await tick({ ledger, clock, digests, observe: () => {} });
  over = true;
  expect(turns).toBeGreaterThanOrEqual(20);
});

/** A digest that is due every day at 08:00, with what changes in it from look to look. */
async function looks(steps: readonly (readonly [day: string, change: Partial<DigestConfig> | null])[]) {
  const ledger = await storeIn(emptyFolder());
  const seen: string[] = [];
  for (const [at, change] of steps) {
    const digest = digestConfig(WEEKLY, { id: 'daily', schedule: '0 8 * * *', timezone: 'UTC', ...change });
    const digests = new Map(change === null ? [] : [[digest.id, digest]]);
    const clock = simClock(Date.parse(at));
    await leaveUnscheduled({ ledger, clock, digests });
    await tick({
      ledger,
      clock,
      digests,
      observe: (happening) => {
        if (happening.kind === 'restarted') seen.push(happening.reason);
      },
    });
  }
  const runs = (await ledger.history.runs({ limit: 99 })).map(({ run }) => run).reverse();
  const shown = runs.map(
    ({ scheduledFor, state, reason, trigger }) =>
      `${new Date(scheduledFor).toISOString().slice(5, 10)} ${state === 'skipped' ? reason : trigger}`,
  );
  return { runs: shown, seen };
}

test.each<[string, Partial<DigestConfig> | null]>([
  ['a schedule that was commented out', { schedule: null }],
  ['a digest that was taken out', null],
])('%s and comes back counts from now on, over restarts too', async (_what, without) => {
  expect(
    await looks([
      ['2026-11-20T12:00Z', {}],
      ['2026-11-21T08:00Z', {}],
      ['2026-11-21T12:00Z', without],
      ['2026-11-22T12:00Z', without],
      ['2026-11-22T13:00Z', {}],
      ['2026-11-22T13:01Z', {}],
      ['2026-11-23T08:00Z', {}],
    ]),
  ).toEqual({ runs: ['11-21 cron', '11-23 cron'], seen: ['new', 'back'] });
});

test('what falls into a pause is remembered as left out, and not made up for when the pause ends early', async () => {
  const paused = { pause: 'always' } as const;
  expect(
    await looks([
      ['2026-11-20T12:00Z', {}],
      ['2026-11-20T13:00Z', paused],
      ['2026-11-21T08:00Z', paused],
      ['2026-11-22T08:00Z', paused],
      ['2026-11-22T09:00Z', {}],
      ['2026-11-23T08:00Z', {}],
    ]),
  ).toEqual({ runs: ['11-21 paused', '11-22 paused', '11-23 cron'], seen: ['new'] });
});
