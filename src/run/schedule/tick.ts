import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DigestConfig } from '../../config/config.js';
import type { Cursor, CursorMove, Ledger, StoredPause } from '../../ledger/ledger.js';
import type { Run } from '../../ledger/model/run.js';
import { groupedBy } from '../../lib/grouped.js';
import type { Clock } from '../../lib/time/clock.js';
import { dueSlots, fingerprint, NO_SCHEDULE, startFrom, type Timetable } from '../../schedule/due.js';
import type { Observe } from '../events/event.js';
import { isLate } from './late.js';
import { deadlineFor, timetableOf } from './timetable.js';

export interface TickTools {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly observe: Observe;
  readonly digests: ReadonlyMap<string, DigestConfig>;
}

/** A cursor moves when something was due, and otherwise rarely, so that an idle service causes few writes. */
const IDLE_MOVE = 60 * 60_000;

/** Idle cursors moved in one write, so that a thousand schedules neither cost a thousand writes nor hold the store for long. */
const MOVED_AT_ONCE = 200;

/** Schedules evaluated per turn of the event loop, so that many of them do not block it. */
const AT_A_TIME = 20;

/**
 * Queues and returns what became due. Slots and cursor change in one transaction, so that no other process queues them too, and that none is
 * queued which somebody has left out meanwhile.
 */
export async function tick(tools: TickTools): Promise<readonly Run[]> {
  const { clock, digests, observe } = tools;
  const stored = await readSchedules(tools);
  const queued: Run[] = [];
  const idle: CursorMove[] = [];
  let looked = 0;
  for (const digest of digests.values()) {
    if (digest.schedule === null) continue;
    if (++looked % AT_A_TIME === 0) await nextTurn();
    const { runs, move } = await advanceFrom(tools, digest, stored);
    queued.push(...runs.filter(({ state }) => state === 'queued'));
    if (move !== null) idle.push(move);
  }
  for (let first = 0; first < idle.length; first += MOVED_AT_ONCE)
    await tools.ledger.slots.moveIdle(idle.slice(first, first + MOVED_AT_ONCE));
  await markLate(tools);
  observe({ kind: 'ticked', at: clock.now() });
  return queued;
}

/** What the store has of the schedules, by digest. */
interface StoredSchedules {
  readonly cursors: ReadonlyMap<string, Cursor>;
  readonly leftOut: ReadonlyMap<string, readonly StoredPause[]>;
}

async function readSchedules({ ledger }: Pick<TickTools, 'ledger'>): Promise<StoredSchedules> {
  const cursors = (await ledger.slots.cursors()).map((cursor) => [cursor.digest, cursor] as const);
  const leftOut = groupedBy(await ledger.pauses.all(), ({ digest }) => digest);
  return { cursors: new Map(cursors), leftOut };
}

/** How often a digest is looked at again at once because another process changed what is stored of it. */
const MAX_LOOKS = 5;

/** What a look at a digest comes to: new runs, or a cursor to move because nothing has been due for long. */
interface Advanced {
  readonly runs: readonly Run[];
  readonly move: CursorMove | null;
}

const NOTHING: Advanced = { runs: [], move: null };

async function advanceFrom(
  tools: TickTools,
  digest: DigestConfig,
  first: StoredSchedules,
): Promise<Advanced> {
  let stored = first;
  for (let look = 1; look <= MAX_LOOKS; look++) {
    const leftOut = stored.leftOut.get(digest.id) ?? [];
    const timetable = timetableOf(digest, leftOut);
    if (timetable === null) return NOTHING;
    const cursor = stored.cursors.get(digest.id) ?? null;
    const advanced = await advance(tools, { digest, timetable, leftOut, cursor });
    if (advanced !== null) return advanced;
    stored = await readSchedules(tools);
  }
  return NOTHING;
}

/**
 * Records which digests have no schedule when a configuration is taken into use: a schedule that returns later counts from then on.
 */
export async function leaveUnscheduled({
  ledger,
  clock,
  digests,
}: Pick<TickTools, 'ledger' | 'clock' | 'digests'>): Promise<void> {
  for (const cursor of await ledger.slots.cursors()) {
    const digest = digests.get(cursor.digest);
    if ((digest && timetableOf(digest) !== null) || cursor.schedule === NO_SCHEDULE) continue;
    const at = clock.now();
    await ledger.slots.advance({ from: cursor, to: { ...cursor, schedule: NO_SCHEDULE, at }, due: [] }, at);
  }
}

/** Marks late runs, so that the operator is notified while they are still tried. */
async function markLate({ ledger, clock, digests, observe }: TickTools): Promise<void> {
  const now = clock.now();
  for (const run of await ledger.history.unfinished(now)) {
    const digest = digests.get(run.digest);
    if (digest && isLate(run, digest, now) && (await ledger.streaks.late(run.id, now)))
      observe({ kind: 'late', run });
  }
}

interface Step {
  readonly digest: DigestConfig;
  readonly timetable: Timetable;
  readonly leftOut: readonly StoredPause[];
  readonly cursor: Cursor | null;
}

/** Queues the slots that became due; null when what is stored has changed since it was read. */
async function advance(
  { ledger, clock, observe }: TickTools,
  { digest, timetable, leftOut, cursor }: Step,
): Promise<Advanced | null> {
  const now = clock.now();
  const to = { digest: digest.id, schedule: fingerprint(timetable), at: now };
  const start = startFrom(timetable, cursor, now);
  if (start.kind !== 'on') {
    const { moved } = await ledger.slots.advance({ from: cursor, to, due: [] }, now);
    if (moved) observe({ kind: 'restarted', digest: digest.id, reason: start.kind });
    return NOTHING;
  }
  const slots = dueSlots(timetable, start.after, now);
  if (slots.length === 0)
    return now - start.after < IDLE_MOVE ? NOTHING : { runs: [], move: { from: cursor, to } };
  const deadline = deadlineFor(digest, now);
  const due = slots.map((slot) => ({ ...slot, deadline }));
  const { moved, runs } = await ledger.slots.advance({ from: cursor, to, due, leftOut }, now);
  if (!moved) return null;
  if (runs.length > 0) observe({ kind: 'due', digest: digest.id, runs });
  return { runs, move: null };
}
