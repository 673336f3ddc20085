import { describe, expect, test } from 'vitest';
import type { Ledger } from '../../src/ledger/ledger.js';
import { claimant, due, HOUR, MINUTE, MONDAY, queue, running } from '../support/ledger-work.js';
import type { Stores } from './ledger-alerts.js';

const DAY = 24 * HOUR;
const SCHEDULE = 'every monday';

/** What every ledger promises of pauses and skips. */
export function pauseConformance({ begin, another }: Stores): void {
  /** An empty store whose digest `weekly` was looked at up to then. */
  const looked = async (at: number): Promise<Ledger> => {
    const ledger = await begin();
    await ledger.slots.advance({ from: null, to: cursor(at), due: [] }, at);
    return ledger;
  };
  const cursor = (at: number) => ({ digest: 'weekly', schedule: SCHEDULE, at });
  const slot = (scheduledFor: number) => ({ digest: 'weekly', scheduledFor });
  const ofWeekly = async (ledger: Ledger) =>
    (await ledger.pauses.all()).filter(({ digest }) => digest === 'weekly');
  const prune = (ledger: Ledger, before: number) =>
    ledger.prune({ runs: before, quietChecks: before, weeks: before }, before);

  describe('pauses', () => {
    test('are kept with who began and ended them and when, for every process to read', async () => {
      const ledger = await looked(MONDAY - HOUR);
      const other = await another();
      const { pause, before, underWay } = await ledger.pauses.pause(
        'weekly',
        { until: MONDAY + DAY, by: 'ada' },
        MONDAY,
      );
      const begun = {
        ...{ digest: 'weekly', kind: 'pause', from: MONDAY - HOUR + 1, until: MONDAY + DAY },
        ...{ by: 'ada', at: MONDAY, endedBy: null },
      };
      expect({ pause, before, underWay }).toEqual({ pause: begun, before: null, underWay: [] });
      await other.pauses.pause('Daily', { until: null, by: 'console' }, MONDAY + 1);
      expect(await other.pauses.all()).toMatchObject([
        { digest: 'Daily', from: MONDAY + 1, until: null },
        begun,
      ]);
      expect(await other.pauses.resume('weekly', 'bo', MONDAY + HOUR)).toEqual(begun);
      expect(await ofWeekly(ledger)).toEqual([{ ...begun, until: MONDAY + HOUR, endedBy: 'bo' }]);
    });

    test('that are over, or were never begun, are not ended again', async () => {
      const ledger = await looked(MONDAY);
      expect(await ledger.pauses.resume('weekly', 'bo', MONDAY)).toBeNull();
      await ledger.pauses.pause('weekly', { until: MONDAY + HOUR, by: 'ada' }, MONDAY);
      expect(await ledger.pauses.resume('weekly', 'bo', MONDAY + HOUR)).toBeNull();
      expect(await ofWeekly(ledger)).toMatchObject([{ until: MONDAY + HOUR, endedBy: null }]);
    });

    test('take the place of one that lasts, from then on', async () => {
      const ledger = await looked(MONDAY);
      await ledger.pauses.pause('weekly', { until: null, by: 'ada' }, MONDAY + 1);
      const wish = { until: MONDAY + DAY, by: 'bo' };
      const { before } = await ledger.pauses.pause('weekly', wish, MONDAY + HOUR);
      expect(before).toMatchObject({ by: 'ada', until: null });
      expect(await ofWeekly(ledger)).toMatchObject([
        { by: 'ada', until: MONDAY + HOUR, endedBy: 'bo' },
        { by: 'bo', until: MONDAY + DAY, endedBy: null },
      ]);
      await ledger.pauses.pause('weekly', { until: null, by: 'cy' }, MONDAY + HOUR);
      expect(await ofWeekly(ledger)).toMatchObject([{ by: 'ada' }, { by: 'cy', until: null }]);
    });

    test('cover what was not looked at yet; without a look, or a schedule, what comes from then on', async () => {
      const ledger = await looked(MONDAY - 3 * DAY);
      const from = async (digest: string) =>
        (await ledger.pauses.pause(digest, { until: null, by: 'ada' }, MONDAY)).pause.from;
      expect(await from('weekly')).toBe(MONDAY - 3 * DAY + 1);
      expect(await from('new')).toBe(MONDAY);
      const none = { digest: 'gone', schedule: 'none', at: MONDAY - DAY };
      await ledger.slots.advance({ from: null, to: none, due: [] }, MONDAY - DAY);
      expect(await from('gone')).toBe(MONDAY);
      const ahead = { digest: 'ahead', schedule: SCHEDULE, at: MONDAY + MINUTE };
      await ledger.slots.advance({ from: null, to: ahead, due: [] }, MONDAY);
      expect(await from('ahead')).toBe(MONDAY);
    });

    test('name the runs of the digest that go on', async () => {
      const ledger = await looked(MONDAY - HOUR);
      const { run } = await running(ledger, 'weekly', MONDAY - DAY);
      const [waiting] = await queue(ledger, 'weekly', [MONDAY]);
      await queue(ledger, 'daily', [MONDAY]);
      const { underWay } = await ledger.pauses.pause('weekly', { until: null, by: 'ada' }, MONDAY);
      expect(underWay.map(({ id, state }) => [id, state])).toEqual([
        [run.id, 'running'],
        [waiting?.id, 'queued'],
      ]);
    });
  });

  describe('skips', () => {
    test('cover one slot, once, and are taken back', async () => {
      const ledger = await looked(MONDAY);
      const next = MONDAY + 7 * DAY;
      const first = await ledger.pauses.skip(slot(next), 'ada', MONDAY + 1);
      const skip = {
        ...{ digest: 'weekly', kind: 'skip', from: next, until: next + 1 },
        ...{ by: 'ada', at: MONDAY + 1, endedBy: null },
      };
      expect(first).toEqual({ kind: 'skipped', skip });
      expect(await ledger.pauses.skip(slot(next), 'bo', MONDAY + 2)).toEqual({
        kind: 'skipped-before',
        skip,
      });
      expect(await ledger.pauses.unskip(slot(next + 1), 'bo', MONDAY + 3)).toBeNull();
      expect(await ledger.pauses.unskip(slot(next), 'bo', MONDAY + 3)).toEqual(skip);
      expect(await ledger.pauses.unskip(slot(next), 'bo', MONDAY + 4)).toBeNull();
      expect(await ofWeekly(ledger)).toEqual([{ ...skip, until: next, endedBy: 'bo' }]);
      expect(await ledger.pauses.skip(slot(next), 'cy', MONDAY + 5)).toMatchObject({
        kind: 'skipped',
        skip: { by: 'cy', until: next + 1 },
      });
    });

    test('are refused for a slot that has a run, or was looked at without one', async () => {
      const ledger = await looked(MONDAY);
      const [run] = await queue(ledger, 'weekly', [MONDAY + HOUR]);
      expect(await ledger.pauses.skip(slot(MONDAY + HOUR), 'ada', MONDAY)).toEqual({ kind: 'taken', run });
      expect(await ledger.pauses.skip(slot(MONDAY), 'ada', MONDAY)).toEqual({ kind: 'past' });
      // Missed while no service ran: it would be caught up.
      expect(await ledger.pauses.skip(slot(MONDAY + 1), 'ada', MONDAY + DAY)).toMatchObject({
        kind: 'skipped',
      });
      const never = { digest: 'daily', scheduledFor: MONDAY };
      expect(await ledger.pauses.skip(never, 'ada', MONDAY)).toEqual({ kind: 'past' });
      expect(await ofWeekly(ledger)).toHaveLength(1);
    });

    test('stay when their slot was looked at', async () => {
      const ledger = await looked(MONDAY);
      await ledger.pauses.skip(slot(MONDAY + HOUR), 'ada', MONDAY);
      const step = { from: cursor(MONDAY), to: cursor(MONDAY + DAY), due: [] };
      await ledger.slots.advance(step, MONDAY + DAY);
      expect(await ledger.pauses.unskip(slot(MONDAY + HOUR), 'bo', MONDAY + DAY)).toBeNull();
    });
  });

  describe('what is left out by hand', () => {
    const step = (due: Parameters<Ledger['slots']['advance']>[0]['due']) => ({
      ...{ from: cursor(MONDAY), to: cursor(MONDAY + HOUR), due },
    });
    const slots = [due(MONDAY + HOUR)];

    test.each<[string, (ledger: Ledger) => Promise<unknown>]>([
      ['a pause', (ledger) => ledger.pauses.pause('weekly', { until: null, by: 'ada' }, MONDAY)],
      ['a skip', (ledger) => ledger.pauses.skip(slot(MONDAY + HOUR), 'ada', MONDAY)],
    ])('queues nothing that was decided without %s, and what was decided with it', async (_what, leave) => {
      const ledger = await looked(MONDAY);
      await leave(ledger);
      expect(await ledger.slots.advance(step(slots), MONDAY + HOUR)).toEqual({ moved: false, runs: [] });
      expect(await ledger.history.runs({ limit: 9 })).toEqual([]);
      const reason = 'skipped-by-hand';
      const skipped = [due(MONDAY + HOUR, { state: 'skipped', reason, by: 'ada' })];
      const decided = { ...step(skipped), leftOut: await ofWeekly(ledger) };
      const { moved, runs } = await ledger.slots.advance(decided, MONDAY + HOUR);
      expect({ moved, runs }).toMatchObject({ moved: true, runs: [{ state: 'skipped', reason }] });
      const story = await ledger.history.run(runs[0]?.id ?? '');
      expect(story?.events).toMatchObject([{ what: 'skipped', reason, detail: 'ada' }]);
    });

    test('leaves nothing out that was decided before it was ended', async () => {
      const ledger = await looked(MONDAY);
      await ledger.pauses.pause('weekly', { until: null, by: 'ada' }, MONDAY);
      const leftOut = await ofWeekly(ledger);
      await ledger.pauses.resume('weekly', 'bo', MONDAY + HOUR);
      const skipped = [due(MONDAY + HOUR, { state: 'skipped', reason: 'paused' })];
      expect(await ledger.slots.advance({ ...step(skipped), leftOut }, MONDAY + HOUR)).toEqual({
        moved: false,
        runs: [],
      });
    });

    test('of another digest, or where nothing is due, keeps no cursor', async () => {
      const ledger = await looked(MONDAY);
      await ledger.pauses.pause('daily', { until: null, by: 'ada' }, MONDAY);
      expect(await ledger.slots.advance(step(slots), MONDAY + HOUR)).toMatchObject({ moved: true });
      await ledger.pauses.pause('weekly', { until: null, by: 'ada' }, MONDAY);
      const idle = { from: cursor(MONDAY + HOUR), to: cursor(MONDAY + 2 * HOUR), due: [] };
      expect(await ledger.slots.advance(idle, MONDAY + 2 * HOUR)).toMatchObject({ moved: true });
    });

    test('of two processes, one that queues and one that pauses, names every run or keeps it from beginning', async () => {
      const one = await looked(MONDAY);
      const two = await another();
      for (let minute = 1; minute <= 20; minute++) {
        const [at, next] = [MONDAY + (minute - 1) * MINUTE, MONDAY + minute * MINUTE];
        const leftOut = await ofWeekly(one);
        const queueing = one.slots.advance(
          { from: cursor(at), to: cursor(next), due: [due(next)], leftOut },
          next,
        );
        const pausing = two.pauses.pause('weekly', { until: null, by: 'ada' }, next);
        const [{ moved, runs }, { underWay }] = await Promise.all([queueing, pausing]);
        expect(underWay.map(({ id }) => id)).toEqual(runs.map(({ id }) => id));
        expect(runs).toHaveLength(moved ? 1 : 0);
        await two.pauses.resume('weekly', 'ada', next + 1);
        if (!moved) await one.slots.advance({ from: cursor(at), to: cursor(next), due: [] }, next);
        const claim = await one.runs.claim(claimant('one', next + MINUTE), next);
        if (claim?.kind === 'claimed')
          await one.runs.finish(claim.lease, { state: 'completed', reason: 'delivered', error: null }, next);
      }
    });

    test('goes when it ended long ago, and not before', async () => {
      const ledger = await looked(MONDAY);
      await ledger.pauses.pause('weekly', { until: MONDAY + DAY, by: 'ada' }, MONDAY);
      await ledger.pauses.pause('daily', { until: null, by: 'ada' }, MONDAY);
      await ledger.pauses.skip(slot(MONDAY + 2 * DAY), 'ada', MONDAY);
      const left = async (before: number) => {
        await prune(ledger, before);
        return (await ledger.pauses.all()).map(({ digest, kind }) => `${digest} ${kind}`);
      };
      expect(await left(MONDAY + DAY)).toEqual(['daily pause', 'weekly pause', 'weekly skip']);
      expect(await left(MONDAY + DAY + 1)).toEqual(['daily pause', 'weekly skip']);
      expect(await left(MONDAY + 3 * DAY)).toEqual(['daily pause']);
    });
  });
}
