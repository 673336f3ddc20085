import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import type { DigestConfig, Pause } from '../../../../src/config/config.js';
import type { Ledger } from '../../../../src/ledger/ledger.js';
import { openLedger } from '../../../../src/ledger/open.js';
import { UserError } from '../../../../src/lib/errors.js';
import { addDays, localTime } from '../../../../src/lib/time/zone.js';
import { pauseDigest, resumeDigest, skipSlot, unskipSlot } from '../../../../src/run/commands/pause.js';
import { tick } from '../../../../src/run/schedule/tick.js';
import { WEEKLY } from '../../../support/digests.js';
import { emptyFolder } from '../../../support/folder.js';
import { samples } from '../../../support/samples.js';
import { simClock } from '../../../support/sim-clock.js';
import { SlotsByDay } from '../../../support/slots-by-day.js';
import { digestConfig } from '../../../support/snapshot.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ZONE = 'Europe/Warsaw';
/** Ten days before the clocks go back. */
const START = Date.parse('2026-10-15T10:00:30Z');
const HORIZON = 45;
const END = START + (HORIZON - 1) * DAY;

/** What somebody does some minutes after the step before; a day or a slot is named by how many come before it. */
interface Step {
  readonly wait: number;
  readonly act: 'tick' | 'pause' | 'resume' | 'skip' | 'unskip' | 'configure';
  readonly nth: number;
  /** Of a pause: without an end, or always. */
  readonly open: boolean;
}

interface Story {
  readonly digest: Pick<DigestConfig, 'schedule' | 'skipHolidays' | 'holidays' | 'catchUp' | 'maxLateness'>;
  readonly steps: readonly Step[];
}

const step = fc.record<Step>({
  wait: fc.oneof(
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 3 }) },
    { weight: 3, arbitrary: fc.integer({ min: 4, max: 40 * 60 }) },
  ),
  act: fc.constantFrom('tick', 'tick', 'pause', 'pause', 'resume', 'skip', 'unskip', 'configure'),
  nth: fc.integer({ min: 0, max: 3 }),
  open: fc.boolean(),
});

const stories = fc.record<Story>({
  digest: fc.record({
    schedule: fc.constantFrom('0 8 * * *', '0 */6 * * *', '30 2,19 * * *', 'lastWorkingDay 17:00'),
    skipHolidays: fc.constantFrom(null, 'drop', 'before', 'after'),
    holidays: fc
      .uniqueArray(fc.integer({ min: 0, max: 25 }), { maxLength: 5 })
      .map((days) =>
        days.toSorted((a, b) => a - b).map((day) => ({ day: addDays('2026-10-14', day), name: '' })),
      ),
    catchUp: fc.constantFrom('latest', 'all', 'skip'),
    maxLateness: fc.constantFrom(12 * HOUR, 3 * DAY, 31 * DAY),
  }),
  // Mostly looked at before anything else: a pause then covers what was missed since.
  steps: fc
    .tuple(fc.constantFrom('tick', 'tick', 'pause'), fc.array(step, { minLength: 8, maxLength: 25 }))
    .map(([act, steps]) => [{ wait: 0, act, nth: 0, open: true }, ...steps]),
});

/** The rules once more, on sets of slots: each slot is marked when somebody leaves it out, and the mark goes when that is taken back. */
class Marks {
  readonly decided = new Map<number, string>();
  readonly #all: readonly number[];
  readonly #digest: Story['digest'];
  readonly #paused = new Set<number>();
  readonly #skipped = new Set<number>();
  #looked: number | null = null;
  pause: Pause | null = null;

  constructor(digest: Story['digest']) {
    const asked = { ...digest, schedule: digest.schedule ?? '', zone: ZONE, from: null, until: null };
    const first = Math.floor(START / DAY) - 1;
    this.#all = new SlotsByDay(asked).between(first, first + HORIZON);
    this.#digest = digest;
  }

  coming(now: number, nth: number): number | undefined {
    return this.#all.filter((slot) => slot > now)[nth];
  }

  pauseFrom(now: number, through: string | null): void {
    const looked = this.#looked;
    this.resume(now);
    for (const slot of this.#all)
      if ((looked === null ? slot >= now : slot > looked) && (through === null || dayOf(slot) <= through))
        this.#paused.add(slot);
  }

  resume(now: number): void {
    for (const slot of [...this.#paused]) if (slot >= now) this.#paused.delete(slot);
  }

  skip(slot: number): void {
    this.#skipped.add(slot);
  }

  unskip(slot: number): void {
    this.#skipped.delete(slot);
  }

  next(now: number): number | null {
    return this.#all.find((slot) => slot > now && slot <= END && this.#left(slot) === null) ?? null;
  }

  look(now: number): void {
    const looked = this.#looked;
    this.#looked = now;
    if (looked === null) return;
    const due = this.#all.filter((slot) => slot > looked && slot <= now);
    const rest = due.filter((slot) => this.#left(slot) === null);
    for (const slot of due) this.decided.set(slot, this.#left(slot) ?? this.#reason(slot, now, rest.at(-1)));
  }

  #left(slot: number): string | null {
    if (this.#skipped.has(slot)) return 'skipped-by-hand';
    const { pause } = this;
    const configured =
      pause === 'always' || (pause !== null && pause.from <= dayOf(slot) && dayOf(slot) <= pause.to);
    return configured || this.#paused.has(slot) ? 'paused' : null;
  }

  #reason(slot: number, now: number, last: number | undefined): string {
    const { catchUp, maxLateness } = this.#digest;
    if (now - slot <= 2 * MINUTE) return 'on-time';
    if (now - slot > maxLateness) return 'too-late';
    if (catchUp === 'skip') return 'catch-up-off';
    return catchUp === 'all' || slot === last ? 'catch-up' : 'superseded';
  }
}

const dayOf = (at: number) => localTime(ZONE, at).day;

/** Does the steps with the program, and with the marks beside it. */
async function played(ledger: Ledger, id: string, { digest, steps }: Story) {
  const clock = simClock(START);
  const marks = new Marks(digest);
  const own = () => digestConfig(WEEKLY, { id, timezone: ZONE, ...digest, pause: marks.pause });
  const nexts: [number | null, number | null][] = [];
  for (const { wait, act, nth, open } of steps) {
    clock.pass(wait * MINUTE);
    const now = clock.now();
    const tools = { ledger, now, by: 'ada' };
    const through = open ? null : addDays(dayOf(now), nth);
    const slot = marks.coming(now, nth);
    if (act === 'tick') {
      await tick({ ledger, clock, digests: new Map([[id, own()]]), observe: () => {} });
      marks.look(now);
    } else if (act === 'configure') {
      const from = addDays(dayOf(now), nth - 1);
      marks.pause = marks.pause !== null ? null : open ? 'always' : { from, to: addDays(from, nth) };
    } else if (act === 'pause') {
      const { next } = await pauseDigest(tools, own(), through);
      marks.pauseFrom(now, through);
      nexts.push([next, marks.next(now)]);
    } else if (act === 'resume') {
      const result = await resumeDigest(tools, own(), 'config.yaml').catch(toUserError);
      marks.resume(now);
      if (!(result instanceof UserError)) nexts.push([result.next, marks.next(now)]);
    } else if (slot !== undefined) {
      const change = act === 'skip' ? skipSlot : unskipSlot;
      const { next } = await change(tools, own(), { kind: 'instant', at: slot });
      if (act === 'skip') marks.skip(slot);
      else marks.unskip(slot);
      nexts.push([next, marks.next(now)]);
    }
  }
  return { decided: marks.decided, nexts };
}

function toUserError(error: unknown): UserError {
  if (error instanceof UserError) return error;
  throw error;
}

test('pauses, skips, pauses of the configuration and holidays in any order leave out what a mark on each slot leaves out', async () => {
  const ledger = await openLedger({ kind: 'sqlite', path: join(emptyFolder(), 'botdigest.db') });
  onTestFinished(() => ledger.close());
  let count = 0;
  await fc.assert(
    fc.asyncProperty(stories, async (story) => {
      const id = `digest-${count++}`;
      const { decided, nexts } = await played(ledger, id, story);
      const runs = (await ledger.history.runs({ digest: id, limit: 999 })).map(({ run }) => run);
      expect(new Map(runs.toReversed().map(({ scheduledFor, reason }) => [scheduledFor, reason]))).toEqual(
        decided,
      );
      for (const { state, reason } of runs)
        expect(state).toBe(reason === 'on-time' || reason === 'catch-up' ? 'queued' : 'skipped');
      for (const [next, expected] of nexts) expect(next !== null && next > END ? null : next).toBe(expected);
    }),
    { numRuns: samples(48) },
  );
});
