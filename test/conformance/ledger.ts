import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { setImmediate } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Cursor, Ledger } from '../../src/ledger/ledger.js';
import type { Delivery } from '../../src/ledger/model/delivery.js';
import { channelReason } from '../../src/ledger/model/reasons.js';
import type { Ending, Lease } from '../../src/ledger/model/run.js';
import { LEDGER_WRITES, type LedgerTrace } from '../../src/ledger/store/trace.js';
import { testName } from '../../src/schedule/test-name.js';
import {
  claimant,
  claimed,
  due,
  ended,
  file,
  HOUR,
  MINUTE,
  MONDAY,
  planFor,
  planned,
  queue,
  running,
} from '../support/ledger-work.js';
import { alertConformance } from './ledger-alerts.js';
import { consoleConformance } from './ledger-console.js';
import { pauseConformance } from './ledger-pauses.js';
import { receiptConformance } from './ledger-receipts.js';

/** One store that can be opened several times, as by several processes. */
interface Subject {
  readonly name: string;
  /** Starts from nothing. */
  clear(): Promise<void>;
  /** Leaves the tables where there are any, and none of their rows: where tables take long to make. */
  empty?(): Promise<void>;
  open(): Promise<Ledger>;
  /** Runs SQL in the store beside the ledger, without triggers and foreign keys. */
  sql(statement: string): Promise<readonly Readonly<Record<string, string | number | null>>[]>;
}

/** What every ledger promises, wherever it keeps its rows. */
export function ledgerConformance(subject: Subject): void {
  describe(`the ${subject.name} ledger`, () => {
    const open: Ledger[] = [];
    const seen = new Set<string>();
    const note = (message: unknown) => {
      const { name, phase } = message as LedgerTrace;
      if (phase === 'committed') seen.add(name);
    };
    const another = async () => {
      const ledger = await subject.open();
      open.push(ledger);
      return ledger;
    };
    const begin = async () => {
      await (subject.empty ?? subject.clear)();
      return another();
    };
    const close = () => Promise.all(open.splice(0).map((ledger) => ledger.close()));
    beforeAll(() => subscribe('botdigest:ledger', note));
    afterEach(async () => {
      // Whatever was done, the receipts are whole.
      const audit = await open.at(-1)?.receipts.audit();
      expect(audit?.brokenAt ?? null).toBeNull();
      await close();
    });
    afterAll(() => unsubscribe('botdigest:ledger', note));

    const prepared = async (...targets: string[]) => {
      const ledger = await begin();
      const { run, lease } = await running(ledger);
      return { ledger, run, lease, deliveries: await ledger.runs.plan(lease, planFor(...targets), MONDAY) };
    };

    const cursor = (at: number, schedule = 'every monday'): Cursor => ({ digest: 'weekly', schedule, at });

    describe('slots', () => {
      test('moves the cursor and queues what is due, together and once', async () => {
        const ledger = await begin();
        const from = cursor(MONDAY - HOUR);
        expect(await ledger.slots.advance({ from: null, to: from, due: [] }, MONDAY - HOUR)).toEqual({
          moved: true,
          runs: [],
        });
        const step = { from, to: cursor(MONDAY), due: [due(MONDAY, { deadline: MONDAY + HOUR })] };
        const { moved, runs } = await ledger.slots.advance(step, MONDAY + 5);
        expect(moved).toBe(true);
        expect(runs).toMatchObject([
          {
            digest: 'weekly',
            scheduledFor: MONDAY,
            trigger: 'cron',
            state: 'queued',
            attempt: 0,
            queuedAt: MONDAY + 5,
            deadline: MONDAY + HOUR,
            startedAt: null,
          },
        ]);
        expect(await ledger.slots.advance(step, MONDAY + 6)).toEqual({ moved: false, runs: [] });
        expect(await ledger.slots.cursors()).toEqual([cursor(MONDAY)]);
        expect(await ledger.history.runs({ limit: 10 })).toHaveLength(1);
      });

      test('lets one of two processes move a cursor', async () => {
        const [one, two] = [await begin(), await another()];
        await one.slots.advance({ from: null, to: cursor(0), due: [] }, 0);
        for (let minute = 1; minute <= 20; minute++) {
          const step = {
            from: cursor((minute - 1) * MINUTE),
            to: cursor(minute * MINUTE),
            due: [due(minute * MINUTE)],
          };
          const results = await Promise.all([one.slots.advance(step, 0), two.slots.advance(step, 0)]);
          expect(results.filter(({ moved }) => moved)).toHaveLength(1);
        }
        expect(await two.history.counts()).toMatchObject({ runs: { queued: 20 } });
      });

      test('moves a cursor only from where it is, and starts anew with another schedule', async () => {
        const ledger = await begin();
        await ledger.slots.advance({ from: null, to: cursor(MONDAY), due: [] }, MONDAY);
        const changed = cursor(MONDAY + HOUR, 'every day');
        const reset = { from: cursor(MONDAY), to: changed, due: [] };
        expect((await ledger.slots.advance(reset, MONDAY)).moved).toBe(true);
        const late = { from: cursor(MONDAY), to: cursor(MONDAY + 2 * HOUR), due: [due(MONDAY + 2 * HOUR)] };
        expect(await ledger.slots.advance(late, MONDAY)).toEqual({ moved: false, runs: [] });
        expect(await ledger.slots.cursors()).toEqual([changed]);
      });

      test('moves idle cursors together, each only from where it is', async () => {
        const ledger = await begin();
        const named = (digest: string, at: number): Cursor => ({ ...cursor(at), digest });
        for (const digest of ['monthly', 'weekly', 'yearly'])
          await ledger.slots.advance({ from: null, to: named(digest, MONDAY), due: [] }, MONDAY);
        const moved = { from: named('weekly', MONDAY), to: named('weekly', MONDAY + MINUTE), due: [] };
        await ledger.slots.advance(moved, MONDAY + MINUTE);
        await ledger.slots.moveIdle(
          ['monthly', 'weekly', 'yearly'].map((digest) => ({
            from: named(digest, MONDAY),
            to: named(digest, MONDAY + HOUR),
          })),
        );
        expect(await ledger.slots.cursors()).toEqual([
          named('monthly', MONDAY + HOUR),
          named('weekly', MONDAY + MINUTE),
          named('yearly', MONDAY + HOUR),
        ]);
      });

      test('moves a cursor back after a clock that was ahead, and queues no slot twice', async () => {
        const ledger = await begin();
        await ledger.slots.advance({ from: null, to: cursor(MONDAY - HOUR), due: [] }, MONDAY - HOUR);
        const ahead = { from: cursor(MONDAY - HOUR), to: cursor(MONDAY + HOUR), due: [due(MONDAY)] };
        expect((await ledger.slots.advance(ahead, MONDAY + HOUR)).runs).toHaveLength(1);
        const back = { from: cursor(MONDAY + HOUR), to: cursor(MONDAY - HOUR), due: [] };
        expect((await ledger.slots.advance(back, MONDAY - HOUR)).moved).toBe(true);
        const again = { from: cursor(MONDAY - HOUR), to: cursor(MONDAY), due: [due(MONDAY)] };
        expect(await ledger.slots.advance(again, MONDAY)).toEqual({ moved: true, runs: [] });
      });

      test('remembers the slots that are left out, and why', async () => {
        const ledger = await begin();
        const missed = due(MONDAY - HOUR, { state: 'skipped', reason: 'superseded', trigger: 'catch-up' });
        await ledger.slots.advance({ from: null, to: cursor(MONDAY), due: [missed, due(MONDAY)] }, MONDAY);
        const runs = (await ledger.history.runs({ limit: 10 })).map(({ run }) => run);
        expect(runs).toMatchObject([
          { state: 'queued', finishedAt: null },
          { state: 'skipped', reason: 'superseded', trigger: 'catch-up', finishedAt: MONDAY },
        ]);
        expect(claimed(await ledger.runs.claim(claimant('one', MONDAY + HOUR), MONDAY)).run.id).toBe(
          runs[0]?.id,
        );
        expect(await ledger.runs.claim(claimant('one', MONDAY + HOUR), MONDAY)).toBeNull();
      });

      test('queues a thousand slots in one step', async () => {
        const ledger = await begin();
        const slots = Array.from({ length: 1100 }, (_, index) => due(index * MINUTE));
        const { runs } = await ledger.slots.advance({ from: null, to: cursor(MONDAY), due: slots }, MONDAY);
        expect(new Set(runs.map(({ id }) => id)).size).toBe(1100);
      });

      test('gives one instant one run, whoever asks first', async () => {
        const ledger = await begin();
        const slot = { digest: 'weekly', scheduledFor: MONDAY, trigger: 'manual', deadline: null } as const;
        const first = await ledger.slots.request(slot, claimant('cli', MONDAY + MINUTE), MONDAY);
        expect(first).toMatchObject({
          kind: 'created',
          run: { trigger: 'manual', state: 'running', leaseOwner: 'cli', attempt: 1 },
          lease: { owner: 'cli', fence: 1 },
        });
        const second = await ledger.slots.request(slot, null, MONDAY);
        expect(second).toMatchObject({ kind: 'existing', run: { id: first.run.id, state: 'running' } });
        const tick = await ledger.slots.advance(
          { from: null, to: cursor(MONDAY), due: [due(MONDAY)] },
          MONDAY,
        );
        expect(tick).toEqual({ moved: true, runs: [] });
      });
    });

    describe('claims', () => {
      test('hands out what has waited longest, and nothing before its time', async () => {
        const ledger = await begin();
        const [later, sooner] = await queue(ledger, 'weekly', [MONDAY + MINUTE, MONDAY]);
        const one = claimant('one', MONDAY + HOUR);
        expect(await ledger.runs.claim(one, MONDAY - 1)).toBeNull();
        expect(claimed(await ledger.runs.claim(one, MONDAY + MINUTE)).run.id).toBe(sooner?.id);
        expect(claimed(await ledger.runs.claim(one, MONDAY + MINUTE)).run.id).toBe(later?.id);
        expect(await ledger.runs.claim(one, MONDAY + MINUTE)).toBeNull();
      });

      test('hands out one run by name', async () => {
        const ledger = await begin();
        const [, second] = await queue(ledger, 'weekly', [MONDAY, MONDAY + 1]);
        const claim = await ledger.runs.claim(claimant('one', MONDAY + HOUR), MONDAY + 1, second?.id);
        expect(claimed(claim).run).toMatchObject({ id: second?.id, state: 'running', startedAt: MONDAY + 1 });
        expect(await ledger.runs.claim(claimant('two', MONDAY + HOUR), MONDAY + 1, second?.id)).toBeNull();
      });

      test('hands out 200 runs to two processes, each once', async () => {
        const [one, two] = [await begin(), await another()];
        const instants = Array.from({ length: 200 }, (_, index) => index);
        await one.slots.advance(
          { from: null, to: cursor(MONDAY), due: instants.map((at) => due(at)) },
          MONDAY,
        );
        const work = async (ledger: Ledger, owner: string) => {
          const ids: string[] = [];
          for (;;) {
            const claim = await ledger.runs.claim(claimant(owner, MONDAY + HOUR), MONDAY);
            if (claim === null) return ids;
            ids.push(claimed(claim).run.id);
            // A file is written without a pause in which the other could take its turn.
            await setImmediate();
          }
        };
        const [first, second] = await Promise.all([work(one, 'one'), work(two, 'two')]);
        expect(new Set([...first, ...second]).size).toBe(200);
        expect(first.length + second.length).toBe(200);
        expect(Math.min(first.length, second.length)).toBeGreaterThan(0);
      });

      test('keeps a renewed lease, and lets another process take over one that ran out', async () => {
        const ledger = await begin();
        const { run, lease } = await running(ledger);
        await ledger.runs.renew(lease, MONDAY + 2 * MINUTE);
        expect(await ledger.runs.claim(claimant('two', MONDAY + HOUR), MONDAY + MINUTE)).toBeNull();
        const claim = claimed(await ledger.runs.claim(claimant('two', MONDAY + HOUR), MONDAY + 2 * MINUTE));
        expect(claim).toMatchObject({
          takenOver: true,
          run: { id: run.id, attempt: 2, crashes: 1, leaseOwner: 'two', startedAt: MONDAY },
          lease: { owner: 'two', fence: 2 },
        });
      });

      test('hands out what a dead process left before what has waited longer', async () => {
        const ledger = await begin();
        const { run } = await running(ledger, 'weekly', MONDAY);
        await queue(ledger, 'daily', [MONDAY - HOUR]);
        const claim = await ledger.runs.claim(claimant('two', MONDAY + HOUR), MONDAY + MINUTE);
        expect(claimed(claim)).toMatchObject({ takenOver: true, run: { id: run.id } });
      });

      test('lets the owner go on after its lease ran out, while nobody took over', async () => {
        const ledger = await begin();
        const { lease } = await running(ledger);
        await ledger.runs.renew(lease, MONDAY + 3 * HOUR);
        expect(await ledger.runs.claim(claimant('two', MONDAY + 4 * HOUR), MONDAY + 2 * HOUR)).toBeNull();
      });

      test('refuses every write of a process that was taken over', async () => {
        const ledger = await begin();
        const { run, lease } = await running(ledger);
        const [sent, waiting] = await ledger.runs.plan(lease, planFor('a@x', 'b@x'), MONDAY);
        await ledger.deliveries.begin(lease, idOf(sent), MONDAY);
        await ledger.runs.claim(claimant('two', MONDAY + HOUR), MONDAY + MINUTE);
        const before = await ledger.history.run(run.id);
        const late: Record<string, () => Promise<unknown>> = {
          renew: () => ledger.runs.renew(lease, MONDAY + HOUR),
          plan: () => ledger.runs.plan(lease, planFor('c@x'), MONDAY),
          note: () => ledger.runs.note(lease, { what: 'fetched', reason: 'complete', detail: null }, MONDAY),
          park: () =>
            ledger.runs.park(lease, { notBefore: MONDAY, reason: 'undelivered', error: null }, MONDAY),
          handBack: () => ledger.runs.handBack(lease, 'stopped', MONDAY),
          finish: () =>
            ledger.runs.finish(lease, { state: 'failed', reason: 'undelivered', error: null }, MONDAY),
          begin: () => ledger.deliveries.begin(lease, idOf(waiting), MONDAY),
          end: () => ledger.deliveries.end(lease, idOf(sent), ended.delivered, MONDAY),
          withdraw: () => ledger.deliveries.withdraw(lease, idOf(sent), MONDAY),
          decide: () => ledger.deliveries.decide(lease, idOf(waiting), ended.failed, MONDAY),
        };
        for (const [name, write] of Object.entries(late))
          await expect(write(), name).rejects.toMatchObject({ code: 'fenced', passing: false });
        expect(await ledger.history.run(run.id)).toEqual(before);
      });

      test('quarantines a run over which three processes died', async () => {
        const ledger = await begin();
        const { run, lease } = await running(ledger);
        await ledger.runs.plan(lease, planFor('a@x'), MONDAY);
        let at = MONDAY;
        for (const crashes of [1, 2]) {
          at += MINUTE;
          expect(claimed(await ledger.runs.claim(claimant('next', at + MINUTE), at)).run.crashes).toBe(
            crashes,
          );
        }
        at += MINUTE;
        const last = await ledger.runs.claim(claimant('next', at + MINUTE), at);
        expect(last).toMatchObject({
          kind: 'quarantined',
          run: { state: 'failed', reason: 'quarantined', crashes: 3, finishedAt: at, leaseOwner: null },
        });
        expect(last?.run.error).toMatch(new RegExp(`died 3 times.* botdigest resend ${run.id} `));
        expect(await ledger.deliveries.of(run.id)).toMatchObject([
          { state: 'failed', reason: 'quarantined' },
        ]);
        expect(await ledger.runs.claim(claimant('next', at + HOUR), at + HOUR)).toBeNull();
        expect(await ledger.streaks.due()).toMatchObject([
          { digest: 'weekly', health: 'failing', run: run.id },
        ]);
        const again = await ledger.runs.reopen(run.id, everything, null, at + HOUR);
        expect(again?.run).toMatchObject({ state: 'queued', crashes: 0 });
      });

      test('counts neither a wait nor a run handed back as a crash', async () => {
        const ledger = await begin();
        const { lease } = await running(ledger);
        await ledger.runs.park(
          lease,
          { notBefore: MONDAY + HOUR, reason: channelReason('rate-limited'), error: 'Wait.' },
          MONDAY,
        );
        expect(await ledger.runs.claim(claimant('two', MONDAY + HOUR), MONDAY + HOUR - 1)).toBeNull();
        const second = claimed(await ledger.runs.claim(claimant('two', MONDAY + 9 * HOUR), MONDAY + HOUR));
        expect(second).toMatchObject({ takenOver: false, run: { attempt: 2, crashes: 0, error: null } });
        await ledger.runs.handBack(second.lease, 'stopped', MONDAY + HOUR);
        const third = claimed(await ledger.runs.claim(claimant('one', MONDAY + 9 * HOUR), MONDAY + HOUR));
        expect(third).toMatchObject({ takenOver: false, run: { attempt: 2, crashes: 0 } });
      });
    });

    describe('tests', () => {
      const asked = (at = MONDAY) =>
        ({ digest: testName('weekly'), scheduledFor: at, trigger: 'test', deadline: at, by: 'ann' }) as const;

      test('stand beside the run of the same instant, with who asked, and count for nothing', async () => {
        const ledger = await begin();
        const { run } = await ledger.slots.request(asked(), null, MONDAY);
        expect(await ledger.slots.request(asked(), null, MONDAY)).toMatchObject({ kind: 'existing' });
        const story = await ledger.history.run(run.id);
        expect(story?.events).toMatchObject([{ what: 'queued', reason: 'test', detail: 'ann' }]);
        const { lease } = claimed(await ledger.runs.claim(claimant('one', MONDAY + HOUR), MONDAY, run.id));
        await ledger.runs.plan(lease, planFor('a@x'), MONDAY);
        await ledger.runs.finish(lease, { state: 'failed', reason: 'undelivered', error: 'No.' }, MONDAY);
        expect(await ledger.streaks.due()).toEqual([]);
        expect(await ledger.history.counts()).toEqual({ runs: {}, deliveries: [] });
        expect(await ledger.history.digests()).toEqual([]);
        const [own] = await queue(ledger, 'weekly', [MONDAY]);
        expect(own?.id).not.toBe(run.id);
        const ids = async (filter: Partial<Parameters<typeof ledger.history.runs>[0]>) =>
          (await ledger.history.runs({ limit: 9, ...filter })).map(({ run: { id } }) => id).toSorted();
        const both = [run.id, own?.id ?? ''].toSorted();
        expect(await ids({})).toEqual([own?.id]);
        expect(await ids({ tests: true })).toEqual(both);
        expect(await ids({ digest: 'weekly' })).toEqual([own?.id]);
        expect(await ids({ digest: 'weekly', tests: true })).toEqual(both);
        expect(await ids({ digest: 'daily', tests: true })).toEqual([]);
        expect((await ledger.history.counts()).runs).toEqual({ queued: 1 });
      });

      test('stay tests when they are sent again, and are not corrected', async () => {
        const ledger = await begin();
        const { run } = await ledger.slots.request(asked(), null, MONDAY);
        const { lease } = claimed(await ledger.runs.claim(claimant('one', MONDAY + HOUR), MONDAY, run.id));
        const plan = planFor('a@x');
        const incomplete = plan.deliveries.map((delivery) => ({ ...delivery, incomplete: 1 as const }));
        await ledger.runs.plan(lease, { ...plan, deliveries: incomplete }, MONDAY);
        await ledger.runs.finish(lease, { state: 'failed', reason: 'undelivered', error: 'No.' }, MONDAY);
        const again = await ledger.runs.reopen(run.id, everything, null, MONDAY + HOUR);
        expect(again?.run).toMatchObject({ trigger: 'test', correcting: null });
        expect(again?.deliveries).toMatchObject([{ state: 'pending' }]);
      });
    });

    describe('settings', () => {
      const settings = (json: string, logo = 'logo') => ({
        version: '1.2.3',
        json,
        files: new Map([['logo', Buffer.from(logo)]]),
      });

      test('are kept by edition, and equal ones once', async () => {
        const ledger = await begin();
        const [one, two] = [await running(ledger), await running(ledger, 'daily')];
        await ledger.runs.plan(one.lease, { ...planFor('a@x'), settings: settings('{"a":"żółw"}') }, MONDAY);
        await ledger.runs.plan(two.lease, { ...planFor('b@x'), settings: settings('{"b":1}') }, MONDAY);
        expect(await ledger.contents.settings(one.run.id)).toEqual(settings('{"a":"żółw"}'));
        expect(await ledger.contents.settings(two.run.id)).toEqual(settings('{"b":1}'));
        expect(await ledger.contents.settings(one.run.id, 1)).toBeNull();
        expect(await ledger.contents.settings('0'.repeat(16))).toBeNull();
      });

      test('stay as long as a run has them', async () => {
        const ledger = await begin();
        const [one, two] = [await running(ledger), await running(ledger, 'daily')];
        for (const { lease } of [one, two])
          await ledger.runs.plan(lease, { ...planFor('a@x'), settings: settings('{}') }, MONDAY);
        const ending = { state: 'failed', reason: 'undelivered', error: null } as const;
        await ledger.runs.finish(one.lease, ending, MONDAY);
        await ledger.runs.finish(two.lease, ending, MONDAY + 2 * HOUR);
        await ledger.prune({ runs: MONDAY + HOUR, quietChecks: 0, weeks: 0 }, MONDAY + HOUR);
        expect(await ledger.contents.settings(one.run.id)).toBeNull();
        expect(await ledger.contents.settings(two.run.id)).toEqual(settings('{}'));
        await prune(ledger, MONDAY + 9 * HOUR, 0);
        expect(await subject.sql('select sha256 from shared_contents')).toEqual([]);
      });
    });

    describe('plans', () => {
      test('stores snapshots, files and deliveries before anything is sent', async () => {
        const ledger = await begin();
        const { run, lease } = await running(ledger);
        const plan = {
          snapshots: [
            { slice: 'Europe/Warsaw', head: '{"id":"weekly"}', json: `{"text":"${'żółw '.repeat(5000)}"}` },
            { slice: 'Asia/Tokyo', head: '{"id":"żółw"}', json: '{}' },
          ],
          bundles: [
            { name: 'files', artifacts: [file('b.pdf', 'same'), file('a.pdf', 'other')] },
            { name: 'body', artifacts: [file('digest.html', '<p>'), file('copy.pdf', 'same')] },
          ],
          deliveries: [planned('a@x', { body: 'body' }), planned('C1', { kind: 'slack', part: 'files' })],
        };
        const deliveries = await ledger.runs.plan(lease, plan, MONDAY);
        expect(deliveries).toMatchObject([
          { id: `${run.id}.1`, position: 1, kind: 'email', target: 'a@x', body: 'body', state: 'pending' },
          { id: `${run.id}.2`, position: 2, kind: 'slack', part: 'files', attempt: 0 },
        ]);
        expect(await ledger.deliveries.of(run.id)).toEqual(deliveries);
        expect(await ledger.contents.snapshots(run.id)).toEqual([plan.snapshots[1], plan.snapshots[0]]);
        expect(await ledger.contents.head(run.id, 'Asia/Tokyo')).toBe('{"id":"żółw"}');
        expect(await ledger.contents.head(run.id, 'Europe/Rome')).toBeNull();
        for (const { name, artifacts } of plan.bundles) {
          const stored = await ledger.contents.bundle(run.id, name);
          expect(stored?.map((one) => ({ ...one, bytes: Buffer.from(one.bytes) }))).toEqual(artifacts);
        }
        expect(await ledger.contents.bundle(run.id, 'nothing')).toBeNull();
      });

      test('keeps the first plan of a run that is resumed', async () => {
        const ledger = await begin();
        const { run, lease } = await running(ledger);
        const first = await ledger.runs.plan(lease, planFor('a@x', 'b@x'), MONDAY);
        const resumed = claimed(await ledger.runs.claim(claimant('two', MONDAY + HOUR), MONDAY + MINUTE));
        expect(resumed.run.plannedAt).toBe(MONDAY);
        const other = { ...planFor('c@x'), snapshots: [{ slice: 'all', head: '{}', json: '"other"' }] };
        expect(await ledger.runs.plan(resumed.lease, other, MONDAY + MINUTE)).toEqual(first);
        expect(await ledger.contents.snapshots(run.id)).toEqual(planFor('a@x').snapshots);
      });

      test('stores all of a plan or nothing', async () => {
        const ledger = await begin();
        const { run, lease } = await running(ledger);
        const twice = [
          planned('a@x', { idempotencyKey: 'same' }),
          planned('b@x', { idempotencyKey: 'same' }),
        ];
        await expect(ledger.runs.plan(lease, { ...planFor(), deliveries: twice }, MONDAY)).rejects.toThrow();
        expect(await ledger.deliveries.of(run.id)).toEqual([]);
        expect(await ledger.contents.snapshots(run.id)).toEqual([]);
        expect((await ledger.history.run(run.id))?.run.plannedAt).toBeNull();
      });

      test('are not read when their bytes are others, or cut', async () => {
        const ledger = await begin();
        const { run, lease } = await running(ledger);
        await ledger.runs.plan(lease, planFor('a@x'), MONDAY);
        const damaged = { code: 'content-damaged', message: expect.stringContaining(run.id) };
        const other = `(select gzip from contents where sha256 = '${file('', 'PK two').sha256}')`;
        await subject.sql(
          `update contents set gzip = ${other} where sha256 = '${file('', '%PDF one').sha256}'`,
        );
        await expect(ledger.contents.bundle(run.id, 'files')).rejects.toMatchObject(damaged);
        await subject.sql('update snapshots set gzip = substr(gzip, 1, 12)');
        await expect(ledger.contents.snapshots(run.id)).rejects.toMatchObject(damaged);
      });

      test('drops the bytes of a completed run and keeps their hashes', async () => {
        const ledger = await begin();
        const { run, lease } = await running(ledger);
        const [delivery] = await ledger.runs.plan(lease, planFor('a@x'), MONDAY);
        await send(ledger, lease, delivery, ended.delivered);
        await ledger.runs.finish(lease, { state: 'completed', reason: 'delivered', error: null }, MONDAY);
        expect(await ledger.contents.bundle(run.id, 'files')).toBeNull();
        expect(await ledger.contents.snapshots(run.id)).toHaveLength(1);
        const { artifacts } = (await ledger.history.run(run.id)) ?? { artifacts: [] };
        expect(artifacts).toMatchObject([
          { bundle: 'files', name: 'digest.pdf', size: 8, sha256: file('', '%PDF one').sha256 },
          { bundle: 'files', name: 'digest.xlsx', size: 6 },
        ]);
      });
    });

    describe('deliveries', () => {
      test('begins before the first byte and ends with what came of it', async () => {
        const { ledger, run, lease, deliveries } = await prepared('a@x');
        const id = idOf(deliveries[0]);
        const sending = await ledger.deliveries.begin(lease, id, MONDAY + 1);
        expect(sending).toMatchObject({
          state: 'sending',
          reason: 'first',
          attempt: 1,
          startedAt: MONDAY + 1,
        });
        await expect(ledger.deliveries.begin(lease, id, MONDAY + 2)).rejects.toMatchObject({
          code: 'wrong-state',
          message: expect.stringContaining('is sending: only a pending one can be sent'),
        });
        const wait = {
          state: 'pending',
          reason: channelReason('rate-limited'),
          error: 'Wait.',
          notes: null,
          providerRef: null,
          notBefore: MONDAY + HOUR,
        } as const;
        await ledger.deliveries.end(lease, id, wait, MONDAY + 3);
        const unsent = { code: 'wrong-state', message: expect.stringContaining('it is not being sent') };
        await expect(ledger.deliveries.end(lease, id, ended.failed, MONDAY + 4)).rejects.toMatchObject(
          unsent,
        );
        expect(await ledger.deliveries.begin(lease, id, MONDAY + HOUR)).toMatchObject({
          ...{ state: 'sending', reason: 'retry', attempt: 2 },
        });
        await ledger.deliveries.end(lease, id, ended.delivered, MONDAY + HOUR + 1);
        const otherwise = { ...ended.delivered, reason: 'found-there' } as const;
        await expect(ledger.deliveries.end(lease, id, otherwise, MONDAY + HOUR + 1)).rejects.toMatchObject(
          unsent,
        );
        const again = await ledger.deliveries.end(lease, id, ended.delivered, MONDAY + HOUR + 2);
        expect(again).toMatchObject({ ...ended.delivered, attempt: 2, finishedAt: MONDAY + HOUR + 1 });
        await expect(ledger.deliveries.begin(lease, id, MONDAY + HOUR)).rejects.toMatchObject({
          code: 'wrong-state',
        });
        expect((await ledger.history.run(run.id))?.attempts).toEqual([
          {
            delivery: id,
            attempt: 1,
            startedAt: MONDAY + 1,
            endedAt: MONDAY + 3,
            outcome: 'pending',
            reason: 'rate-limited',
            error: 'Wait.',
            notes: null,
          },
          {
            delivery: id,
            attempt: 2,
            startedAt: MONDAY + HOUR,
            endedAt: MONDAY + HOUR + 1,
            outcome: 'delivered',
            reason: 'first',
            error: null,
            notes: null,
          },
        ]);
      });

      test('takes back a send that was never begun', async () => {
        const { ledger, run, lease, deliveries } = await prepared('a@x');
        const id = idOf(deliveries[0]);
        await ledger.deliveries.begin(lease, id, MONDAY);
        expect(await ledger.deliveries.withdraw(lease, id, MONDAY)).toMatchObject({
          ...{ state: 'pending', reason: 'withdrawn', attempt: 0 },
        });
        expect(await ledger.deliveries.withdraw(lease, id, MONDAY)).toMatchObject({
          state: 'pending',
          attempt: 0,
        });
        expect((await ledger.history.run(run.id))?.attempts).toEqual([]);
        await send(ledger, lease, deliveries[0], ended.delivered);
        await expect(ledger.deliveries.withdraw(lease, id, MONDAY)).rejects.toMatchObject({
          code: 'wrong-state',
          message: expect.stringContaining('it is not being sent'),
        });
      });

      test('calls unknown what a dead process was sending', async () => {
        const { ledger, run, lease, deliveries } = await prepared('a@x', 'b@x');
        await ledger.deliveries.begin(lease, idOf(deliveries[0]), MONDAY);
        const { lease: next } = claimed(
          await ledger.runs.claim(claimant('two', MONDAY + HOUR), MONDAY + MINUTE),
        );
        expect(await ledger.deliveries.of(run.id)).toMatchObject([
          {
            ...{ state: 'unknown', reason: 'crashed-while-sending', attempt: 1 },
            error: 'The process ended while it was sending; it may have arrived.',
          },
          { state: 'pending' },
        ]);
        const found = { ...ended.delivered, reason: 'found-there', providerRef: '17.5' } as const;
        await ledger.deliveries.decide(next, idOf(deliveries[0]), found, MONDAY + MINUTE);
        expect((await ledger.deliveries.of(run.id))[0]).toMatchObject({
          state: 'delivered',
          providerRef: '17.5',
        });
        expect((await ledger.history.run(run.id))?.attempts).toMatchObject([
          { outcome: 'unknown', reason: 'crashed-while-sending', endedAt: MONDAY + MINUTE },
        ]);
      });

      test('decides on pending and unknown ones only, not on a held one', async () => {
        const { ledger, lease, deliveries } = await prepared('a@x', 'b@x', 'c@x');
        const [first, second, third] = deliveries.map(idOf) as [string, string, string];
        await send(ledger, lease, deliveries[0], ended.unknown);
        const held = { ...ended.unknown, state: 'held' } as const;
        expect(await ledger.deliveries.decide(lease, first, held, MONDAY)).toMatchObject({
          state: 'held',
          reason: 'silent-after-data',
        });
        await expect(ledger.deliveries.decide(lease, first, ended.failed, MONDAY)).rejects.toMatchObject({
          code: 'wrong-state',
          message: expect.stringContaining('only a pending or an unknown one can be decided on'),
        });
        const skipped = { ...ended.failed, state: 'skipped', reason: 'earlier-part' } as const;
        const later = { ...ended.failed, state: 'pending', notBefore: MONDAY + HOUR } as const;
        expect(await ledger.deliveries.decide(lease, second, later, MONDAY + 1)).toMatchObject({
          ...{ state: 'pending', notBefore: MONDAY + HOUR, finishedAt: null },
        });
        expect(await ledger.deliveries.decide(lease, second, skipped, MONDAY + 2)).toMatchObject({
          ...{ state: 'skipped', finishedAt: MONDAY + 2 },
        });
        await expect(ledger.deliveries.decide(lease, second, skipped, MONDAY)).rejects.toMatchObject({
          code: 'wrong-state',
        });
        await expect(ledger.deliveries.decide(lease, third, ended.delivered, MONDAY)).rejects.toMatchObject({
          code: 'wrong-state',
        });
      });

      test('says of one that cannot be resolved what to do instead', async () => {
        const { ledger, run, lease, deliveries } = await prepared('a@x', 'b@x', 'c@x', 'd@x', 'e@x');
        const [delivered, failed, pending, skipped, sending] = deliveries.map(idOf) as [
          string,
          string,
          string,
          string,
          string,
        ];
        await send(ledger, lease, deliveries[0], ended.delivered);
        await send(ledger, lease, deliveries[1], ended.failed);
        const left = { ...ended.failed, state: 'skipped', reason: 'earlier-part' } as const;
        await ledger.deliveries.decide(lease, skipped, left, MONDAY);
        await expect(ledger.deliveries.resolve(failed, 'delivered', MONDAY)).rejects.toMatchObject({
          code: 'run-busy',
        });
        await ledger.deliveries.begin(lease, sending, MONDAY);
        for (const [id, instead] of [
          [delivered, `botdigest resend ${run.id} --target a@x --again sends it once more`],
          [failed, `botdigest resend ${run.id} sends it`],
          [pending, `botdigest resend ${run.id} sends it now`],
          [skipped, `botdigest resend ${run.id} sends it`],
          [sending, `botdigest explain ${run.id} shows how far it is`],
        ] as const)
          await expect(ledger.deliveries.resolve(id, 'delivered', MONDAY + HOUR)).rejects.toMatchObject({
            code: 'wrong-state',
            message: expect.stringMatching(new RegExp(`only an unknown or held one .*${instead}\\.?$`)),
          });
      });

      test('knows no delivery of another run under this lease', async () => {
        const { ledger, lease } = await prepared('a@x');
        const other = await running(ledger, 'daily');
        const [foreign] = await ledger.runs.plan(other.lease, planFor('b@x'), MONDAY);
        await expect(ledger.deliveries.begin(lease, idOf(foreign), MONDAY)).rejects.toMatchObject({
          code: 'wrong-state',
          message: `The delivery ${idOf(foreign)} does not belong to the run ${lease.run}.`,
        });
        await expect(ledger.deliveries.begin(lease, 'nobody.1', MONDAY)).rejects.toMatchObject({
          code: 'unknown-delivery',
          message: expect.stringMatching(/nobody\.1/),
        });
      });
    });

    describe('endings', () => {
      test('leaves nothing pending, and ends once', async () => {
        const ledger = await begin();
        const { run, lease } = await running(ledger);
        const deliveries = await ledger.runs.plan(lease, planFor('a@x', 'b@x'), MONDAY);
        await send(ledger, lease, deliveries[0], ended.delivered);
        const ending = { state: 'partial', reason: 'gave-up', error: 'Too late.' } as const;
        await ledger.runs.finish(lease, ending, MONDAY + 1);
        await ledger.runs.finish(lease, ending, MONDAY + 2);
        expect((await ledger.history.run(run.id))?.run).toMatchObject({
          ...ending,
          finishedAt: MONDAY + 1,
          leaseOwner: null,
          leaseUntil: null,
        });
        expect((await ledger.deliveries.of(run.id)).map(({ state, reason }) => [state, reason])).toEqual([
          ['delivered', 'first'],
          ['failed', 'gave-up'],
        ]);
        expect(await ledger.contents.bundle(run.id, 'files')).toHaveLength(2);
      });

      test('does not end over a send under way, nor complete with something missing', async () => {
        const ledger = await begin();
        const { lease } = await running(ledger);
        const [delivery] = await ledger.runs.plan(lease, planFor('a@x'), MONDAY);
        const completed = { state: 'completed', reason: 'delivered', error: null } as const;
        await expect(ledger.runs.finish(lease, completed, MONDAY)).rejects.toMatchObject({
          code: 'wrong-state',
          message: expect.stringContaining('cannot be completed: not everything was delivered'),
        });
        await ledger.deliveries.begin(lease, idOf(delivery), MONDAY);
        const failed = { state: 'failed', reason: 'undelivered', error: null } as const;
        await expect(ledger.runs.finish(lease, failed, MONDAY)).rejects.toMatchObject({
          code: 'wrong-state',
          message: expect.stringContaining('cannot end: a delivery is being sent'),
        });
      });

      test('drops the files of a run that is skipped', async () => {
        const { ledger, run, lease } = await prepared('a@x');
        await ledger.runs.finish(lease, { state: 'skipped', reason: 'gave-up', error: null }, MONDAY);
        expect(await ledger.contents.bundle(run.id, 'files')).toBeNull();
        expect(await ledger.streaks.due()).toEqual([]);
      });

      test('tells a streak while a run waits that nobody tries again', async () => {
        const { ledger, run, lease } = await prepared('a@x');
        const wait = { notBefore: MONDAY + HOUR, reason: 'undelivered', error: null } as const;
        await ledger.runs.park(lease, { ...wait, unattended: true }, MONDAY);
        expect(await ledger.streaks.due()).toMatchObject([{ health: 'failing', run: run.id, failures: 1 }]);
      });

      test('tells a streak once when it begins and once when it ends', async () => {
        const ledger = await begin();
        const finish = endingHourly(ledger);
        await finish(0, 'completed');
        expect(await ledger.streaks.due()).toEqual([]);
        await finish(1, 'failed');
        expect(await ledger.streaks.due()).toMatchObject([
          { health: 'failing', since: MONDAY + HOUR, failures: 1 },
        ]);
        await ledger.streaks.told('weekly', 'failing', MONDAY + HOUR);
        await finish(2, 'partial');
        await finish(3, 'skipped');
        expect(await ledger.streaks.due()).toEqual([]);
        await finish(4, 'completed');
        expect(await ledger.streaks.due()).toMatchObject([
          { digest: 'weekly', health: 'well', since: MONDAY + 4 * HOUR, failures: 2, told: 'failing' },
        ]);
        await ledger.streaks.told('weekly', 'well', MONDAY + 4 * HOUR);
        expect(await ledger.streaks.due()).toEqual([]);
        await finish(5, 'completed');
        expect(await ledger.streaks.due()).toEqual([]);
      });

      test('keeps the news of a streak that is over before it was told', async () => {
        const ledger = await begin();
        const finish = endingHourly(ledger);
        for (const [hour, state] of (['failed', 'failed', 'completed', 'completed'] as const).entries())
          await finish(hour, state);
        expect(await ledger.streaks.due()).toMatchObject([
          { health: 'well', since: MONDAY + 2 * HOUR, failures: 2, told: 'well', toldAt: null },
        ]);
        await ledger.streaks.told('weekly', 'well', MONDAY + 2 * HOUR);
        expect(await ledger.streaks.due()).toEqual([]);
        await finish(5, 'failed');
        await finish(6, 'completed');
        expect(await ledger.streaks.due()).toMatchObject([
          { health: 'well', since: MONDAY + 6 * HOUR, failures: 1, toldAt: MONDAY + 2 * HOUR },
        ]);
      });

      test.each([
        ['nothing of one failure that nobody was told of', 1, false, []],
        [
          'that it is over when the failure was told',
          1,
          true,
          [{ health: 'well', failures: 1, told: 'failing' }],
        ],
        [
          'that it is over when others failed before',
          2,
          false,
          [{ health: 'well', failures: 2, told: 'well' }],
        ],
      ] as const)('tells of a run that is sent again %s', async (_what, failures, told, expected) => {
        const ledger = await begin();
        const failed = { state: 'failed', reason: 'undelivered', error: null } as const;
        const completed = { state: 'completed', reason: 'delivered', error: null } as const;
        let last = '';
        for (let hour = 0; hour < failures; hour++) {
          const { run, lease } = await running(ledger, 'weekly', MONDAY + hour * HOUR);
          await ledger.runs.finish(lease, failed, MONDAY + hour * HOUR);
          last = run.id;
        }
        if (told) await ledger.streaks.told('weekly', 'failing', MONDAY + HOUR);
        const again = async (ending: Ending, at: number) => {
          const open = await ledger.runs.reopen(last, everything, claimant('cli', at + HOUR), at);
          if (!open?.lease) throw new Error('expected a lease');
          await ledger.runs.finish(open.lease, ending, at);
        };
        await again(failed, MONDAY + 3 * HOUR);
        await again(completed, MONDAY + 5 * HOUR);
        expect(await ledger.streaks.due()).toMatchObject(expected);
      });

      test('knows of a lost delivery while the run goes on, and counts that run once', async () => {
        const ledger = await begin();
        const { run, lease } = await running(ledger);
        const deliveries = await ledger.runs.plan(lease, planFor('a@x', 'b@x'), MONDAY);
        const wait = { notBefore: MONDAY + HOUR, reason: channelReason('server-busy'), error: null };
        await ledger.runs.park(lease, wait, MONDAY);
        expect(await ledger.streaks.due()).toEqual([]);
        const again = claimed(await ledger.runs.claim(claimant('one', MONDAY + 2 * HOUR), MONDAY + HOUR));
        await send(ledger, again.lease, deliveries[0], ended.failed);
        await ledger.runs.park(again.lease, { ...wait, notBefore: MONDAY + 2 * HOUR }, MONDAY + HOUR);
        expect(await ledger.streaks.due()).toMatchObject([{ health: 'failing', run: run.id, failures: 1 }]);
        const last = claimed(await ledger.runs.claim(claimant('one', MONDAY + 3 * HOUR), MONDAY + 2 * HOUR));
        await send(ledger, last.lease, deliveries[1], ended.delivered);
        const partial = { state: 'partial', reason: 'undelivered', error: null } as const;
        await ledger.runs.finish(last.lease, partial, MONDAY + 2 * HOUR);
        expect(await ledger.streaks.due()).toMatchObject([{ since: MONDAY + HOUR, failures: 1 }]);
      });
    });

    describe('lateness', () => {
      const wait = { notBefore: MONDAY + 2 * HOUR, reason: channelReason('unreachable'), error: null };
      const failed = { state: 'failed', reason: 'gave-up', error: null } as const;
      const completed = { state: 'completed', reason: 'delivered', error: null } as const;

      test('is news once, and again when it is given up or out', async () => {
        const ledger = await begin();
        const { run, lease } = await running(ledger);
        await ledger.runs.park(lease, wait, MONDAY);
        expect(await ledger.streaks.due()).toEqual([]);
        expect(await ledger.streaks.late(run.id, MONDAY + HOUR)).toBe(true);
        expect(await ledger.streaks.late(run.id, MONDAY + HOUR)).toBe(false);
        expect(await ledger.streaks.due()).toMatchObject([
          { digest: 'weekly', health: 'late', run: run.id, since: MONDAY + HOUR, failures: 0 },
        ]);
        await ledger.streaks.told('weekly', 'late', MONDAY + HOUR);
        expect(await ledger.streaks.due()).toEqual([]);
        const again = claimed(await ledger.runs.claim(claimant('one', MONDAY + 3 * HOUR), MONDAY + 2 * HOUR));
        await ledger.runs.finish(again.lease, failed, MONDAY + 2 * HOUR);
        expect(await ledger.streaks.due()).toMatchObject([{ health: 'failing', failures: 1, told: 'late' }]);
        await ledger.streaks.told('weekly', 'failing', MONDAY + 2 * HOUR);
        const next = await running(ledger, 'weekly', MONDAY + 3 * HOUR);
        expect(await ledger.streaks.late(next.run.id, MONDAY + 4 * HOUR)).toBe(false);
        await ledger.runs.finish(next.lease, completed, MONDAY + 4 * HOUR);
        expect(await ledger.streaks.due()).toMatchObject([{ health: 'well', failures: 1 }]);
      });

      test('that was told is told to be over; that nobody was told of is not', async () => {
        const ledger = await begin();
        for (const digest of ['told', 'untold']) {
          const { run, lease } = await running(ledger, digest);
          expect(await ledger.streaks.late(run.id, MONDAY + HOUR)).toBe(true);
          if (digest === 'told') await ledger.streaks.told(digest, 'late', MONDAY + HOUR);
          await ledger.runs.finish(lease, completed, MONDAY + HOUR);
        }
        expect(await ledger.streaks.due()).toMatchObject([
          { digest: 'told', health: 'well', told: 'late', failures: 0 },
        ]);
      });

      test('of a run that has ended, or of one before the last that counted, is none', async () => {
        const ledger = await begin();
        const [older] = await queue(ledger, 'weekly', [MONDAY - HOUR]);
        const { run, lease } = await running(ledger);
        await ledger.runs.finish(lease, completed, MONDAY);
        expect(await ledger.streaks.late(run.id, MONDAY + HOUR)).toBe(false);
        expect(await ledger.streaks.late(older?.id ?? '', MONDAY + HOUR)).toBe(false);
        expect(await ledger.streaks.due()).toEqual([]);
      });

      test('counts for what is under way or ended badly, until a later one is complete', async () => {
        const ledger = await begin();
        const ids = async () =>
          (await ledger.history.unfinished(MONDAY + 9 * HOUR)).map(({ digest, scheduledFor, state }) => [
            digest,
            (scheduledFor - MONDAY) / HOUR,
            state,
          ]);
        const finish = async (digest: string, hour: number, ending: Ending) => {
          const { lease } = await running(ledger, digest, MONDAY + hour * HOUR);
          await ledger.runs.finish(lease, ending, MONDAY + hour * HOUR);
        };
        await finish('over', 0, failed);
        await finish('over', 1, completed);
        await finish('bad', 0, completed);
        await finish('bad', 1, { ...failed, state: 'partial' });
        await finish('left-out', 0, { ...failed, state: 'skipped' });
        await running(ledger, 'works', MONDAY + 2 * HOUR);
        const parked = await running(ledger, 'waits', MONDAY + HOUR);
        await ledger.runs.park(parked.lease, wait, MONDAY + HOUR);
        await queue(ledger, 'queued', [MONDAY + 3 * HOUR, MONDAY + 10 * HOUR]);
        const byHand = {
          digest: 'by-hand',
          scheduledFor: MONDAY,
          trigger: 'manual',
          deadline: null,
        } as const;
        await ledger.slots.request(byHand, null, MONDAY);
        await finish('worse', 0, failed);
        const caughtUp = [due(MONDAY, { trigger: 'catch-up', reason: 'catch-up' })];
        const step = { digest: 'caught-up', schedule: 's', at: MONDAY };
        await ledger.slots.advance({ from: null, to: step, due: caughtUp }, MONDAY);
        expect((await ids()).slice(0, 2).toSorted()).toEqual([
          ['caught-up', 0, 'queued'],
          ['worse', 0, 'failed'],
        ]);
        expect((await ids()).slice(2)).toEqual([
          ['bad', 1, 'partial'],
          ['waits', 1, 'retrying'],
          ['works', 2, 'running'],
          ['queued', 3, 'queued'],
        ]);
      });
    });

    describe('reloads', () => {
      test('are news when the configuration is first refused and when it is taken again', async () => {
        const ledger = await begin();
        const { reloads } = ledger;
        expect(await reloads.keep('here', null, MONDAY)).toBe(false);
        expect(await reloads.keep('here', 'bad key', MONDAY)).toBe(true);
        expect(await reloads.keep('here', 'another', MONDAY + 1)).toBe(false);
        expect(await reloads.due()).toMatchObject([
          { place: 'here', health: 'refused', since: MONDAY, problem: 'bad key', told: 'well' },
        ]);
        await reloads.told('here', 'refused', MONDAY + 2);
        expect(await reloads.due()).toEqual([]);
        expect(await reloads.keep('there', 'other machine', MONDAY)).toBe(true);
        expect(await reloads.keep('there', null, MONDAY + 1)).toBe(true);
        expect(await reloads.due()).toEqual([]);
        expect(await reloads.keep('here', null, MONDAY + 3)).toBe(true);
        expect(await reloads.keep('here', null, MONDAY + 4)).toBe(false);
        expect(await reloads.due()).toMatchObject([{ place: 'here', health: 'well', problem: 'bad key' }]);
        await reloads.told('here', 'well', MONDAY + 5);
        expect(await reloads.due()).toEqual([]);
      });
    });

    describe('what the API announces', () => {
      const HOURS = 3_600_000;

      test('is due once a day, of all processes, and again when it was told', async () => {
        const { reloads } = await begin();
        expect(await reloads.announce('api', 'it ends', MONDAY)).toBe(true);
        expect(await reloads.announce('api', 'it ends', MONDAY + 1)).toBe(false);
        expect(await reloads.due()).toMatchObject([
          { place: 'api', health: 'refused', since: MONDAY, problem: 'it ends', told: 'well' },
        ]);
        await reloads.told('api', 'refused', MONDAY + 2);
        expect(await reloads.announce('api', 'it ends soon', MONDAY + 24 * HOURS - 1)).toBe(false);
        expect(await reloads.due()).toEqual([]);
        expect(await reloads.announce('api', 'it ends soon', MONDAY + 24 * HOURS)).toBe(true);
        expect(await reloads.due()).toMatchObject([
          { place: 'api', since: MONDAY + 24 * HOURS, problem: 'it ends soon', toldAt: null },
        ]);
      });

      test('is kept by one of two that hear it at the same time', async () => {
        const { reloads } = await begin();
        const heard = await Promise.all(
          [1, 2, 3, 4].map((at) => reloads.announce('api', 'it ends', MONDAY + at)),
        );
        expect(heard.filter(Boolean)).toHaveLength(1);
      });
    });

    describe('holes', () => {
      const holed = (...targets: string[]) => ({
        ...planFor(),
        deliveries: targets.map((target) => planned(target, { incomplete: 1 })),
      });

      test('calls no run complete whose readers got a hole, and lets its streak begin while it goes on', async () => {
        const ledger = await begin();
        const { run, lease } = await running(ledger);
        const deliveries = await ledger.runs.plan(lease, holed('a@x', 'b@x'), MONDAY);
        await send(ledger, lease, deliveries[0], ended.delivered);
        await ledger.runs.park(
          lease,
          { notBefore: MONDAY + HOUR, reason: channelReason('server-busy'), error: null },
          MONDAY,
        );
        expect(await ledger.streaks.due()).toMatchObject([{ health: 'failing', run: run.id, failures: 1 }]);
        const again = claimed(await ledger.runs.claim(claimant('one', MONDAY + 2 * HOUR), MONDAY + HOUR));
        await send(ledger, again.lease, deliveries[1], ended.delivered);
        const completed = { state: 'completed', reason: 'delivered', error: null } as const;
        await expect(ledger.runs.finish(again.lease, completed, MONDAY + HOUR)).rejects.toMatchObject({
          code: 'wrong-state',
        });
        const incomplete = { state: 'partial', reason: 'incomplete', error: null } as const;
        await ledger.runs.finish(again.lease, incomplete, MONDAY + HOUR);
        expect(await ledger.streaks.due()).toMatchObject([{ health: 'failing', failures: 1 }]);
        expect(await ledger.contents.bundle(run.id, 'files')).toBeNull();
      });

      test('leaves a run with a hole partial when a person says that the last one arrived', async () => {
        const ledger = await begin();
        const { run, lease } = await running(ledger);
        const [delivery] = await ledger.runs.plan(lease, holed('a@x'), MONDAY);
        await send(ledger, lease, delivery, ended.unknown);
        await ledger.runs.finish(lease, { state: 'failed', reason: 'held', error: null }, MONDAY);
        await ledger.deliveries.resolve(idOf(delivery), 'delivered', MONDAY + HOUR);
        expect((await ledger.history.run(run.id))?.run).toMatchObject({
          state: 'partial',
          reason: 'incomplete',
        });
      });

      /** Two readers with a hole, of whom one has it. */
      const sentToOne = async () => {
        const ledger = await begin();
        const { run, lease } = await running(ledger);
        const deliveries = await ledger.runs.plan(lease, holed('a@x', 'b@x'), MONDAY);
        await send(ledger, lease, deliveries[0], ended.delivered);
        await send(ledger, lease, deliveries[1], ended.failed);
        await ledger.runs.finish(lease, { state: 'partial', reason: 'undelivered', error: null }, MONDAY);
        const wish = { targets: null, deadline: null };
        const again = await ledger.runs.reopen(run.id, wish, claimant('two', MONDAY + HOUR), MONDAY + MINUTE);
        if (!again?.lease) throw new Error('expected a lease');
        return { ledger, run: again.run, lease: again.lease };
      };
      const correction = {
        snapshots: [{ slice: 'all', head: '{"id":"mended"}', json: '{"version":2}' }],
        bundles: [{ name: 'files#1', artifacts: [file('digest.pdf', '%PDF mended')] }],
        deliveries: ['a@x', 'b@x'].map((target) => planned(target, { edition: 1, attachments: 'files#1' })),
        edition: 1,
      };

      test('stores a correction once, keeps what it corrects, and is complete when all have it', async () => {
        const { ledger, run, lease } = await sentToOne();
        expect(run.correcting).toBe('null');
        const first = await ledger.runs.correct(lease, correction, MONDAY + MINUTE);
        expect(await ledger.runs.correct(lease, correction, MONDAY + MINUTE)).toEqual(first);
        expect(first.map(({ target, edition, state, reason }) => [target, edition, state, reason])).toEqual([
          ['a@x', 0, 'delivered', 'first'],
          ['b@x', 0, 'skipped', 'replaced'],
          ['a@x', 1, 'pending', 'planned'],
          ['b@x', 1, 'pending', 'planned'],
        ]);
        expect((await ledger.history.run(run.id))?.run).toMatchObject({
          correcting: null,
          trigger: 'correction',
        });
        expect(await ledger.contents.snapshots(run.id)).toEqual([{ ...correction.snapshots[0], edition: 1 }]);
        expect(await ledger.contents.head(run.id, 'all')).toBe('{"id":"weekly"}');
        expect(await ledger.contents.head(run.id, 'all', 1)).toBe('{"id":"mended"}');
        const completed = { state: 'completed', reason: 'corrected', error: null } as const;
        await send(ledger, lease, first[2], ended.delivered);
        await expect(ledger.runs.finish(lease, completed, MONDAY + HOUR)).rejects.toMatchObject({
          code: 'wrong-state',
        });
        await send(ledger, lease, first[3], ended.delivered);
        await ledger.runs.finish(lease, completed, MONDAY + HOUR);
        const wish = { targets: null, deadline: null };
        expect(await ledger.runs.reopen(run.id, wish, null, MONDAY + HOUR)).toBeNull();
        await prune(ledger, MONDAY + 9 * HOUR, MONDAY);
        expect(await ledger.contents.head(run.id, 'all', 1)).toBeNull();
      });

      test('that a person says arrived makes the run complete, as corrected', async () => {
        const { ledger, run, lease } = await sentToOne();
        const [, , one, two] = await ledger.runs.correct(lease, correction, MONDAY + MINUTE);
        await send(ledger, lease, one, ended.delivered);
        await send(ledger, lease, two, ended.unknown);
        await ledger.runs.finish(lease, { state: 'partial', reason: 'held', error: 'One.' }, MONDAY + HOUR);
        await ledger.deliveries.resolve(idOf(two), 'delivered', MONDAY + HOUR);
        expect((await ledger.history.run(run.id))?.run).toMatchObject({
          ...{ state: 'completed', reason: 'corrected', error: null },
        });
      });

      test('of one reader and slice leaves what waits for others', async () => {
        const ledger = await begin();
        const { run, lease } = await running(ledger);
        const deliveries = [
          ...[planned('a@x', { incomplete: 1 }), planned('b@x'), planned('a@x', { slice: 'rest' })],
          planned('a@x', { kind: 'slack' }),
        ];
        await ledger.runs.plan(lease, { ...planFor(), deliveries }, MONDAY);
        const wish = { targets: ['a@x'], deadline: null };
        await ledger.runs.handBack(lease, 'stopped', MONDAY);
        const again = await ledger.runs.reopen(run.id, wish, claimant('two', MONDAY + HOUR), MONDAY);
        if (!again?.lease) throw new Error('expected a lease');
        expect(again.run.correcting).toBe('["a@x"]');
        const only = { ...correction, deliveries: correction.deliveries.slice(0, 1) };
        const after = await ledger.runs.correct(again.lease, only, MONDAY);
        expect(after.map(({ state }) => state)).toEqual(['skipped', ...Array(4).fill('pending')]);
        expect((await ledger.history.run(run.id))?.run.trigger).toBe('cron');
      });

      test('ends a run whose process died after the last send, and calls it what it was', async () => {
        const { ledger, run, lease } = await sentToOne();
        const first = await ledger.runs.correct(lease, correction, MONDAY + MINUTE);
        for (const delivery of first.slice(2)) await send(ledger, lease, delivery, ended.delivered);
        const wish = { targets: null, deadline: null };
        const later = MONDAY + 2 * HOUR;
        const again = await ledger.runs.reopen(run.id, wish, claimant('three', later + MINUTE), later);
        expect(again?.run).toMatchObject({ state: 'running', trigger: 'correction' });
        expect(again?.deliveries).toEqual([]);
        const completed = { state: 'completed', reason: 'corrected', error: null } as const;
        await ledger.runs.finish(again?.lease ?? lease, completed, later);
        expect(await ledger.runs.reopen(run.id, wish, null, later)).toBeNull();
      });

      test('drops a wish that nothing fulfils, and keeps one whose process died', async () => {
        const { ledger, run, lease } = await sentToOne();
        const taken = claimed(
          await ledger.runs.claim(claimant('three', MONDAY + 4 * HOUR), MONDAY + 2 * HOUR),
        );
        expect(taken.run).toMatchObject({ id: run.id, correcting: 'null', trigger: 'resend' });
        await expect(ledger.runs.correct(lease, correction, MONDAY + 2 * HOUR)).rejects.toMatchObject({
          code: 'fenced',
        });
        const left = await ledger.runs.correct(taken.lease, null, MONDAY + 2 * HOUR);
        expect(left.map(({ state }) => state)).toEqual(['delivered', 'pending']);
        expect((await ledger.history.run(run.id))?.run.correcting).toBeNull();
      });

      test('sends again what failed of a correction, and nothing of what it corrects', async () => {
        const { ledger, run, lease } = await sentToOne();
        const first = await ledger.runs.correct(lease, correction, MONDAY + MINUTE);
        await send(ledger, lease, first[2], ended.delivered);
        await send(ledger, lease, first[3], ended.failed);
        const partial = { state: 'partial', reason: 'undelivered', error: null } as const;
        await ledger.runs.finish(lease, partial, MONDAY + HOUR);
        const wish = { targets: null, deadline: null };
        const again = await ledger.runs.reopen(run.id, wish, null, MONDAY + HOUR);
        expect(again?.run).toMatchObject({ trigger: 'correction', correcting: null });
        expect(again?.deliveries.map(({ target, edition }) => [target, edition])).toEqual([['b@x', 1]]);
      });

      test('keeps what was fetched of a run that waits for the rest, until it has a plan or an end', async () => {
        const ledger = await begin();
        const { run, lease } = await running(ledger);
        const wait = { notBefore: MONDAY + HOUR, reason: 'incomplete', error: null } as const;
        expect(await ledger.contents.draft(run.id)).toBeNull();
        await ledger.runs.park(lease, { ...wait, draft: '["zażółć"]' }, MONDAY);
        expect(await ledger.contents.draft(run.id)).toBe('["zażółć"]');
        const next = async (hour: number) =>
          claimed(await ledger.runs.claim(claimant('one', MONDAY + 9 * HOUR), MONDAY + hour * HOUR)).lease;
        const second = await next(1);
        await ledger.runs.park(second, { ...wait, draft: '["more"]' }, MONDAY + HOUR);
        const third = await next(2);
        await ledger.runs.park(third, wait, MONDAY + HOUR);
        expect(await ledger.contents.draft(run.id)).toBe('["more"]');
        const fourth = await next(3);
        await ledger.runs.plan(fourth, planFor('a@x'), MONDAY + 3 * HOUR);
        expect(await ledger.contents.draft(run.id)).toBeNull();

        const other = await running(ledger, 'daily', MONDAY + 4 * HOUR);
        await ledger.runs.park(other.lease, { ...wait, draft: '[]' }, MONDAY + 4 * HOUR);
        const last = await next(5);
        await ledger.runs.finish(
          last,
          { state: 'failed', reason: 'undelivered', error: null },
          MONDAY + 5 * HOUR,
        );
        expect(await ledger.contents.draft(other.run.id)).toBeNull();
      });
    });

    describe('people', () => {
      const half = async () => {
        const ledger = await begin();
        const { run, lease } = await running(ledger);
        const deliveries = await ledger.runs.plan(lease, planFor('a@x', 'b@x', 'c@x'), MONDAY);
        for (const [index, outcome] of [ended.delivered, ended.failed, ended.unknown].entries())
          await send(ledger, lease, deliveries[index], outcome);
        await ledger.runs.finish(lease, { state: 'partial', reason: 'undelivered', error: 'Two.' }, MONDAY);
        return { ledger, run, deliveries };
      };

      test('sends again only what is missing, with the same bytes and keys', async () => {
        const { ledger, run, deliveries } = await half();
        const reopened = await ledger.runs.reopen(
          run.id,
          everything,
          claimant('cli', MONDAY + HOUR),
          MONDAY + 1,
        );
        expect(reopened?.run).toMatchObject({
          trigger: 'resend',
          state: 'running',
          finishedAt: null,
          attempt: 2,
          crashes: 0,
        });
        expect(reopened?.deliveries.map(({ target, state }) => [target, state])).toEqual([
          ['b@x', 'pending'],
        ]);
        expect(reopened?.deliveries[0]?.idempotencyKey).toBe(deliveries[1]?.idempotencyKey);
        expect(await ledger.contents.bundle(run.id, 'files')).toHaveLength(2);
        await expect(ledger.runs.reopen(run.id, everything, null, MONDAY + 2)).rejects.toMatchObject({
          code: 'run-busy',
        });
      });

      test('reopens for one target; an unknown one stays so, to be decided on at once, and a held one is left alone', async () => {
        const { ledger, run, deliveries } = await half();
        const wish = { targets: ['c@x'], deadline: null };
        const reopened = await ledger.runs.reopen(run.id, wish, claimant('cli', MONDAY + HOUR), MONDAY);
        expect(reopened).toMatchObject({ run: { state: 'running' }, deliveries: [] });
        const [, failed, unknown] = await ledger.deliveries.of(run.id);
        expect([failed?.state, unknown?.state, unknown?.notBefore]).toEqual(['failed', 'unknown', null]);
        const lease = { run: run.id, owner: 'cli', fence: reopened?.lease?.fence ?? 0 };
        const held = { ...ended.unknown, state: 'held' } as const;
        await ledger.deliveries.decide(lease, idOf(deliveries[2]), held, MONDAY);
        await ledger.runs.finish(lease, { state: 'partial', reason: 'held', error: null }, MONDAY);
        expect(await ledger.runs.reopen(run.id, wish, null, MONDAY)).toBeNull();
      });

      const additionFor = (target: string) => ({
        bundles: [{ name: `new ${target}`, artifacts: [file('new.pdf', target)] }],
        deliveries: [planned(target, { origin: 'send' })],
        revived: [],
        replaced: [],
      });

      test('adds deliveries to a run that is complete, once, with their files, and completes it again', async () => {
        const ledger = await begin();
        const { run, lease } = await running(ledger);
        const [first] = await ledger.runs.plan(lease, planFor('a@x'), MONDAY);
        await send(ledger, lease, first, ended.delivered);
        await ledger.runs.finish(lease, { state: 'completed', reason: 'delivered', error: null }, MONDAY);
        expect(await ledger.contents.bundle(run.id, 'files')).toBeNull();
        const wish = { targets: [], deadline: null, addition: additionFor('b@x') };
        const open = await ledger.runs.reopen(run.id, wish, claimant('cli', MONDAY + HOUR), MONDAY + 1);
        expect(open?.deliveries).toMatchObject([
          { id: `${run.id}.2`, target: 'b@x', state: 'pending', origin: 'send' },
        ]);
        expect(await ledger.contents.bundle(run.id, 'new b@x')).toHaveLength(1);
        await expect(ledger.runs.reopen(run.id, wish, null, MONDAY + 2)).rejects.toMatchObject({
          code: 'run-busy',
        });
        const again = { run: run.id, owner: 'cli', fence: open?.lease?.fence ?? 0 };
        await send(ledger, again, open?.deliveries[0], ended.delivered);
        await ledger.runs.finish(again, { state: 'completed', reason: 'delivered', error: null }, MONDAY + 3);
        expect(await ledger.runs.reopen(run.id, wish, null, MONDAY + 4)).toBeNull();
        const events = (await ledger.history.run(run.id))?.events ?? [];
        expect(events.filter(({ reason }) => reason === 'added')).toMatchObject([
          { delivery: `${run.id}.2` },
        ]);
      });

      test('puts one address in the place of another, which is owed nothing any more', async () => {
        const { ledger, run, deliveries } = await half();
        const replaced = [{ delivery: idOf(deliveries[1]), by: 'email d@x' }];
        const open = await ledger.runs.reopen(
          run.id,
          { targets: [], deadline: null, addition: { ...additionFor('d@x'), replaced } },
          claimant('cli', MONDAY + HOUR),
          MONDAY,
        );
        const lease = { run: run.id, owner: 'cli', fence: open?.lease?.fence ?? 0 };
        await send(ledger, lease, open?.deliveries[0], ended.delivered);
        await ledger.runs.finish(lease, { state: 'partial', reason: 'held', error: null }, MONDAY);
        const standing = (await ledger.deliveries.of(run.id)).map(({ target, state, reason }) => ({
          target,
          state,
          reason,
        }));
        expect(standing).toMatchObject([
          { target: 'a@x', state: 'delivered' },
          { target: 'b@x', state: 'skipped', reason: 'replaced' },
          { target: 'c@x', state: 'unknown' },
          { target: 'd@x', state: 'delivered' },
        ]);
        await ledger.deliveries.resolve(idOf(deliveries[2]), 'delivered', MONDAY + 1);
        expect((await ledger.history.run(run.id))?.run.state).toBe('completed');
        expect(await ledger.runs.reopen(run.id, everything, null, MONDAY + 2)).toBeNull();
      });

      test('revives what is missing besides once', async () => {
        const { ledger, run, deliveries } = await half();
        const revived = [{ delivery: idOf(deliveries[1]), origin: 'send' as const }];
        const addition = { bundles: [], deliveries: [], revived, replaced: [] };
        const open = await ledger.runs.reopen(run.id, { ...everything, addition }, null, MONDAY);
        expect(open?.deliveries).toMatchObject([{ id: idOf(deliveries[1]), origin: 'send' }]);
        const others = { ...everything, targets: ['c@x'], addition };
        const again = await ledger.runs.reopen(run.id, others, null, MONDAY);
        expect(again?.deliveries).toMatchObject([{ id: idOf(deliveries[1]), origin: 'send' }]);
      });

      test('revives and replaces only what was not delivered and waits for nobody', async () => {
        const { ledger, run, deliveries } = await half();
        const [delivered, failed, unknown] = deliveries.map(idOf) as [string, string, string];
        const addition = {
          ...{ bundles: [], deliveries: [] },
          revived: [delivered, failed, unknown, 'nobody.1'].map((delivery) => ({
            delivery,
            origin: 'send' as const,
          })),
          replaced: [delivered, unknown, 'nobody.2'].map((delivery) => ({ delivery, by: 'email d@x' })),
        };
        const wish = { targets: [], deadline: MONDAY + HOUR, addition };
        const open = await ledger.runs.reopen(run.id, wish, null, MONDAY + 1);
        expect(open?.run).toMatchObject({ state: 'queued', deadline: MONDAY + HOUR, error: null });
        expect(open?.deliveries).toMatchObject([
          { id: failed, state: 'pending', reason: 'resend', origin: 'send' },
        ]);
        expect(await ledger.deliveries.of(run.id)).toMatchObject([
          { state: 'delivered', reason: 'first', error: null },
          { state: 'pending' },
          {
            state: 'skipped',
            reason: 'replaced',
            error: 'email d@x took its place.',
            finishedAt: MONDAY + 1,
          },
        ]);
      });

      test('sends what waits for its next attempt now', async () => {
        const ledger = await begin();
        const { run, lease } = await running(ledger);
        const [delivery] = await ledger.runs.plan(lease, planFor('a@x'), MONDAY);
        const wait = { ...ended.failed, state: 'pending', notBefore: MONDAY + HOUR } as const;
        await send(ledger, lease, delivery, wait);
        await ledger.runs.park(
          lease,
          { notBefore: MONDAY + HOUR, reason: 'undelivered', error: null },
          MONDAY,
        );
        const reopened = await ledger.runs.reopen(run.id, everything, null, MONDAY + 1);
        expect(reopened).toMatchObject({ run: { notBefore: MONDAY + 1 }, deliveries: [{ notBefore: null }] });
      });

      test('runs anew what failed before there was a plan, and nothing that is complete', async () => {
        const ledger = await begin();
        const { run, lease } = await running(ledger);
        await ledger.runs.finish(lease, { state: 'failed', reason: 'nothing-fetched', error: null }, MONDAY);
        const reopened = await ledger.runs.reopen(run.id, everything, null, MONDAY);
        expect(reopened).toMatchObject({ run: { state: 'queued', trigger: 'resend' }, deliveries: [] });
        const again = claimed(await ledger.runs.claim(claimant('one', MONDAY + HOUR), MONDAY));
        await ledger.runs.finish(
          again.lease,
          { state: 'completed', reason: 'no-targets', error: null },
          MONDAY,
        );
        expect(await ledger.runs.reopen(run.id, everything, null, MONDAY)).toBeNull();
        await expect(ledger.runs.reopen('nobody', everything, null, MONDAY)).rejects.toMatchObject({
          code: 'unknown-run',
          message: expect.stringMatching(/nobody/),
        });
      });

      test('takes a person’s word for an unknown one, and settles the run by it', async () => {
        const { ledger, run, deliveries } = await half();
        const [, failed, unknown] = deliveries.map(idOf);
        expect(await ledger.deliveries.resolve(unknown ?? '', 'delivered', MONDAY + 1)).toMatchObject({
          state: 'delivered',
          reason: 'resolved',
        });
        expect((await ledger.history.run(run.id))?.run).toMatchObject({
          ...{ state: 'partial', reason: 'undelivered', error: 'Two.' },
        });
        await expect(ledger.deliveries.resolve(failed ?? '', 'delivered', MONDAY)).rejects.toMatchObject({
          code: 'wrong-state',
        });
      });

      test('takes a person’s word while the run goes on, which ends as the rest does', async () => {
        const { ledger, run, lease, deliveries } = await prepared('a@x', 'b@x');
        await send(ledger, lease, deliveries[0], ended.unknown);
        const wait = { notBefore: MONDAY + HOUR, reason: 'undelivered', error: null } as const;
        await ledger.runs.park(lease, wait, MONDAY);
        await ledger.deliveries.resolve(idOf(deliveries[0]), 'delivered', MONDAY + 1);
        expect((await ledger.history.run(run.id))?.run).toMatchObject({
          ...{ state: 'retrying', notBefore: MONDAY + HOUR, finishedAt: null },
        });
        expect(await ledger.streaks.due()).toEqual([]);
      });

      test('completes a run whose last unknown one did arrive', async () => {
        const ledger = await begin();
        const { run, lease } = await running(ledger);
        const [delivery] = await ledger.runs.plan(lease, planFor('a@x'), MONDAY);
        await send(ledger, lease, delivery, ended.unknown);
        await ledger.runs.finish(lease, { state: 'failed', reason: 'undelivered', error: 'One.' }, MONDAY);
        await ledger.deliveries.resolve(idOf(delivery), 'delivered', MONDAY + 1);
        expect((await ledger.history.run(run.id))?.run).toMatchObject({
          ...{ state: 'completed', reason: 'delivered', error: null },
        });
        expect(await ledger.contents.bundle(run.id, 'files')).toBeNull();
        expect(await ledger.streaks.due()).toEqual([]);
      });

      test.each([
        ['delivered', { state: 'delivered', reason: 'resolved', error: null }],
        ['failed', { state: 'failed', reason: 'resolved', error: 'The server fell silent.' }],
        ['resend', { state: 'pending', reason: 'resend', error: 'The server fell silent.' }],
      ] as const)('lets a person resolve a held one as %s', async (verdict, resolved) => {
        const { ledger, lease, deliveries } = await prepared('a@x');
        await send(ledger, lease, deliveries[0], ended.unknown);
        const hold = { ...ended.unknown, state: 'held' } as const;
        const held = await ledger.deliveries.decide(lease, idOf(deliveries[0]), hold, MONDAY);
        await ledger.runs.finish(lease, { state: 'failed', reason: 'held', error: null }, MONDAY);
        expect(await ledger.deliveries.resolve(held.id, verdict, MONDAY + 1)).toMatchObject(resolved);
      });

      test('keeps apart what a success had to leave out and what went wrong', async () => {
        const { ledger, run, lease, deliveries } = await prepared('a@x', 'b@x');
        const noted = { ...ended.delivered, notes: 'The picture is missing.' };
        await send(ledger, lease, deliveries[0], noted);
        await send(ledger, lease, deliveries[1], ended.failed);
        const story = await ledger.history.run(run.id);
        const said = [
          { error: null, notes: 'The picture is missing.' },
          { error: 'It was refused.', notes: null },
        ];
        expect(story?.deliveries).toMatchObject(said);
        expect(story?.attempts).toMatchObject(said);
        expect(story?.events.flatMap(({ detail }) => detail ?? [])).toEqual(
          expect.arrayContaining(['The picture is missing.', 'It was refused.']),
        );
      });

      test('sends an unknown one once more when a person says so', async () => {
        const { ledger, run, deliveries } = await half();
        const resolved = await ledger.deliveries.resolve(idOf(deliveries[2]), 'resend', MONDAY + 1);
        expect(resolved).toMatchObject({ state: 'pending', reason: 'resend', attempt: 1 });
        const claim = claimed(await ledger.runs.claim(claimant('one', MONDAY + HOUR), MONDAY + 1));
        expect(claim.run).toMatchObject({ id: run.id, trigger: 'resend' });
        await ledger.deliveries.begin(claim.lease, resolved.id, MONDAY + 2);
      });

      test('brings back the parts that an unknown one held up when it is sent once more', async () => {
        const ledger = await begin();
        const { lease } = await running(ledger);
        const plan = planFor('a@x', 'b@x');
        const parts = [planned('C1'), planned('C1', { part: 'files' }), planned('C2', { part: 'files' })];
        const [message, files, other] = await ledger.runs.plan(lease, { ...plan, deliveries: parts }, MONDAY);
        await send(ledger, lease, message, ended.unknown);
        const skipped = { ...ended.failed, state: 'skipped', reason: 'earlier-part' } as const;
        for (const part of [files, other]) await ledger.deliveries.decide(lease, idOf(part), skipped, MONDAY);
        await ledger.runs.finish(lease, { state: 'failed', reason: 'held', error: 'One.' }, MONDAY);
        await ledger.deliveries.resolve(idOf(message), 'resend', MONDAY + 1);
        const states = (await ledger.deliveries.of(lease.run)).map(({ state }) => state);
        expect(states).toEqual(['pending', 'pending', 'skipped']);
      });
    });

    describe('history', () => {
      test('tells a run from the first word to the last, in order', async () => {
        const ledger = await begin();
        const { run, lease } = await running(ledger);
        await ledger.runs.note(
          lease,
          { what: 'fetched', reason: 'complete', detail: '12 answers' },
          MONDAY + 1,
        );
        const [delivery] = await ledger.runs.plan(lease, planFor('a@x'), MONDAY + 2);
        await send(ledger, lease, delivery, ended.failed);
        await ledger.runs.finish(
          lease,
          { state: 'failed', reason: 'undelivered', error: 'One.' },
          MONDAY + 5,
        );
        const events = (await ledger.history.run(run.id))?.events;
        expect(events?.map(({ what, reason, delivery }) => [what, reason, delivery])).toEqual([
          ['queued', 'cron', null],
          ['running', 'first', null],
          ['fetched', 'complete', null],
          ['planned', 'stored', null],
          ['sending', 'first', idOf(delivery)],
          ['failed', 'refused', idOf(delivery)],
          ['failed', 'undelivered', null],
        ]);
        expect(events?.[2]).toMatchObject({ at: MONDAY + 1, detail: '12 answers' });
        expect(await ledger.history.run('nobody')).toBeNull();
      });

      test('lists the latest runs first, of one digest or of all', async () => {
        const ledger = await begin();
        await queue(ledger, 'weekly', [MONDAY, MONDAY + HOUR]);
        await queue(ledger, 'daily', [MONDAY + 2 * HOUR]);
        const instants = async (filter: Parameters<Ledger['history']['runs']>[0]) =>
          (await ledger.history.runs(filter)).map(({ run }) => run.scheduledFor - MONDAY);
        expect(await instants({ limit: 2 })).toEqual([2 * HOUR, HOUR]);
        expect(await instants({ digest: 'weekly', limit: 9 })).toEqual([HOUR, 0]);
      });

      test('lists runs by when they were worked on, whatever slot they are for', async () => {
        const ledger = await begin();
        const ask = (scheduledFor: number, at: number) =>
          ledger.slots.request(
            { digest: 'weekly', scheduledFor, trigger: 'manual', deadline: null },
            null,
            at,
          );
        await ask(MONDAY + 70 * 365 * 24 * HOUR, MONDAY);
        await ask(MONDAY - HOUR, MONDAY + 2 * HOUR);
        await ask(MONDAY + HOUR, MONDAY + HOUR);
        await ledger.slots.request(
          { digest: 'daily', scheduledFor: MONDAY, trigger: 'manual', deadline: null },
          claimant('cli', MONDAY + 9 * HOUR),
          MONDAY + 3 * HOUR,
        );
        const slots = (await ledger.history.runs({ limit: 9 })).map(({ run }) => run.scheduledFor - MONDAY);
        expect(slots).toEqual([0, -HOUR, HOUR, 70 * 365 * 24 * HOUR]);
      });

      test('finds runs by the beginning of their ids, and names the digests that have any', async () => {
        const ledger = await begin();
        const runs = await queue(
          ledger,
          'weekly',
          Array.from({ length: 40 }, (_, index) => MONDAY + index * HOUR),
        );
        await queue(ledger, 'daily', [MONDAY]);
        const [run] = runs;
        expect(await ledger.history.beginning(run?.id.slice(0, 12) ?? '')).toEqual([run]);
        const same = runs.filter(({ id }) => id.startsWith('1'));
        expect((await ledger.history.beginning('1')).length).toBeGreaterThanOrEqual(Math.min(same.length, 6));
        expect(await ledger.history.digests()).toEqual(['daily', 'weekly']);
      });

      test('lets a slot far ahead silence no later run of its digest', async () => {
        const ledger = await begin();
        for (const [at, state] of [
          [MONDAY + 99_999 * HOUR, 'completed'],
          [MONDAY, 'failed'],
        ] as const) {
          await ledger.slots.request(
            { digest: 'weekly', scheduledFor: at, trigger: 'manual', deadline: null },
            null,
            MONDAY,
          );
          const { lease } = claimed(await ledger.runs.claim(claimant('one', at + HOUR), at));
          await ledger.runs.finish(lease, { state, reason: 'undelivered', error: null }, MONDAY + HOUR);
        }
        expect(await ledger.streaks.due()).toMatchObject([{ health: 'failing' }]);
      });

      test('counts, and knows the oldest due and the last success', async () => {
        const ledger = await begin();
        const { lease } = await running(ledger);
        const [delivery] = await ledger.runs.plan(lease, planFor('a@x'), MONDAY);
        await send(ledger, lease, delivery, ended.delivered);
        await ledger.runs.finish(lease, { state: 'completed', reason: 'delivered', error: null }, MONDAY + 9);
        await queue(ledger, 'daily', [MONDAY + HOUR, MONDAY + 2 * HOUR]);
        expect(await ledger.history.counts()).toEqual({
          runs: { completed: 1, queued: 2 },
          deliveries: [{ kind: 'email', state: 'delivered', count: 1 }],
        });
        expect(await ledger.history.oldestDue(MONDAY)).toBeNull();
        expect(await ledger.history.oldestDue(MONDAY + 9 * HOUR)).toBe(MONDAY + HOUR);
        expect(await ledger.history.lastCompleted()).toEqual(
          new Map([['weekly', { scheduledFor: MONDAY, finishedAt: MONDAY + 9 }]]),
        );
        const next = await running(ledger, 'weekly', MONDAY + 3 * HOUR);
        await ledger.runs.finish(
          next.lease,
          { state: 'completed', reason: 'no-targets', error: null },
          MONDAY + 3 * HOUR,
        );
        expect(await ledger.history.lastCompleted()).toEqual(
          new Map([['weekly', { scheduledFor: MONDAY + 3 * HOUR, finishedAt: MONDAY + 3 * HOUR }]]),
        );
        const parked = await running(ledger, 'hourly');
        const wait = { notBefore: MONDAY + 1, reason: 'undelivered', error: null } as const;
        await ledger.runs.park(parked.lease, wait, MONDAY);
        expect(await ledger.history.oldestDue(MONDAY + 9 * HOUR)).toBe(MONDAY + 1);
      });

      test('forgets what ended long ago, and nothing that is unfinished', async () => {
        const ledger = await begin();
        const slots = Array.from({ length: 205 }, (_, index) =>
          due(MONDAY - index, { state: 'skipped', reason: 'superseded' }),
        );
        const last = due(MONDAY, { state: 'skipped', reason: 'superseded' });
        await ledger.slots.advance({ from: null, to: cursor(MONDAY), due: slots }, MONDAY - 1);
        const next = {
          from: cursor(MONDAY),
          to: cursor(MONDAY + 1),
          due: [{ ...last, scheduledFor: MONDAY + 1 }],
        };
        await ledger.slots.advance(next, MONDAY);
        const { run, lease } = await running(ledger, 'daily');
        const [delivery] = await ledger.runs.plan(lease, planFor('a@x'), MONDAY);
        await send(ledger, lease, delivery, ended.failed);
        await ledger.runs.finish(lease, { state: 'failed', reason: 'undelivered', error: null }, MONDAY - 1);
        await queue(ledger, 'monthly', [MONDAY - HOUR]);
        await ledger.leases.take('service one', claimant('one', MONDAY - 1), MONDAY - HOUR);
        expect(await prune(ledger, MONDAY, MONDAY)).toEqual({
          runs: 206,
          deliveries: 1,
          episodes: 0,
          weeks: 0,
        });
        expect(await ledger.leases.take('service one', claimant('two', MONDAY), MONDAY - HOUR)).toBe(true);
        expect(await prune(ledger, MONDAY, MONDAY)).toEqual({
          runs: 0,
          deliveries: 0,
          episodes: 0,
          weeks: 0,
        });
        const left = (await ledger.history.runs({ limit: 9 })).map(({ run: one }) => [
          one.digest,
          one.scheduledFor,
        ]);
        expect(left).toEqual([
          ['weekly', MONDAY + 1],
          ['monthly', MONDAY - HOUR],
        ]);
        expect(await ledger.contents.snapshots(run.id)).toEqual([]);
      });
    });

    describe('past weeks', () => {
      const kept = (key: string, json = `["${key}"]`, ended = MONDAY) => ({ key, ended, json });
      const sorted = (weeks: ReadonlyMap<string, string>) => [...weeks].toSorted();

      test('are read by their keys, and no others', async () => {
        const ledger = await begin();
        await ledger.weeks.keep([kept('a'), kept('b', '["żółć"]'), kept('c')]);
        expect(sorted(await ledger.weeks.of(['a', 'b', 'nowhere']))).toEqual([
          ['a', '["a"]'],
          ['b', '["żółć"]'],
        ]);
        expect(sorted(await ledger.weeks.of([]))).toEqual([]);
      });

      test('that are stored again are replaced, also by two processes at once', async () => {
        const ledger = await begin();
        const other = await another();
        const weeks = Array.from({ length: 40 }, (_, index) => kept(`week ${index}`));
        const later = weeks.toReversed().map(({ key }) => kept(key, '["later"]', MONDAY + HOUR));
        await Promise.all([ledger.weeks.keep(weeks), other.weeks.keep(weeks.toReversed())]);
        expect((await other.weeks.of(weeks.map(({ key }) => key))).get('week 39')).toBe('["week 39"]');
        await other.weeks.keep(later);
        expect(new Set((await ledger.weeks.of(weeks.map(({ key }) => key))).values())).toEqual(
          new Set(['["later"]']),
        );
        expect((await prune(ledger, 0, MONDAY + HOUR)).weeks).toBe(0);
        expect((await prune(ledger, 0, MONDAY + HOUR + 1)).weeks).toBe(40);
      });

      test('of one key are stored once, the last of them', async () => {
        const ledger = await begin();
        await ledger.weeks.keep([kept('a', '[1]'), kept('a', '[2]')]);
        expect(sorted(await ledger.weeks.of(['a', 'a']))).toEqual([['a', '[2]']]);
      });

      test('are many', async () => {
        const ledger = await begin();
        const weeks = Array.from({ length: 5_001 }, (_, index) => kept(`week ${index}`, '[]'));
        await ledger.weeks.keep(weeks);
        expect((await ledger.weeks.of(weeks.map(({ key }) => key))).size).toBe(5_001);
      });

      test('are pruned by when they ended, whatever becomes of runs', async () => {
        const ledger = await begin();
        await running(ledger);
        await ledger.weeks.keep([kept('old', '[]', MONDAY - 1), kept('young', '[]', MONDAY)]);
        expect(await prune(ledger, MONDAY - HOUR, MONDAY)).toEqual({
          runs: 0,
          deliveries: 0,
          episodes: 0,
          weeks: 1,
        });
        expect([...(await ledger.weeks.of(['old', 'young'])).keys()]).toEqual(['young']);
      });
    });

    alertConformance({ begin, another });
    pauseConformance({ begin, another });
    consoleConformance({ begin });
    receiptConformance({ begin, another, sql: (statement) => subject.sql(statement) });

    test('leases a name to one owner at a time', async () => {
      const ledger = await begin();
      expect(await ledger.leases.take('ticker', claimant('one', MONDAY + MINUTE), MONDAY)).toBe(true);
      expect(await ledger.leases.take('ticker', claimant('two', MONDAY + HOUR), MONDAY + 1)).toBe(false);
      expect(await ledger.leases.take('ticker', claimant('one', MONDAY + 2 * MINUTE), MONDAY + MINUTE)).toBe(
        true,
      );
      expect(await ledger.leases.take('ticker', claimant('two', MONDAY + HOUR), MONDAY + MINUTE)).toBe(false);
      expect(await ledger.leases.take('ticker', claimant('two', MONDAY + HOUR), MONDAY + 2 * MINUTE)).toBe(
        true,
      );
      await ledger.leases.release('ticker', 'one');
      expect(await ledger.leases.take('ticker', claimant('one', MONDAY + HOUR), MONDAY + 2 * MINUTE)).toBe(
        false,
      );
      await ledger.leases.release('ticker', 'two');
      expect(await ledger.leases.take('ticker', claimant('one', MONDAY + HOUR), MONDAY + 2 * MINUTE)).toBe(
        true,
      );
    });

    test('knows whether any name of a kind is leased, until the last lease has run out', async () => {
      const { leases } = await begin();
      const taken = async (beginning: string, at: number) => leases.isTaken(beginning, at);
      expect(await taken('service ', MONDAY)).toBe(false);
      await leases.take('service two', claimant('two', MONDAY + HOUR), MONDAY);
      await leases.take('service one', claimant('one', MONDAY + MINUTE), MONDAY);
      await leases.take('prune', claimant('one', MONDAY + 9 * HOUR), MONDAY);
      expect(await taken('service ', MONDAY + HOUR - 1)).toBe(true);
      expect(await taken('service ', MONDAY + HOUR)).toBe(false);
      expect(await taken('other ', MONDAY)).toBe(false);
      expect((await leases.named('service ')).map(({ name }) => name)).toEqual([
        'service one',
        'service two',
      ]);
    });

    test('remembers everything when it is opened again', async () => {
      const ledger = await begin();
      const { run, lease } = await running(ledger);
      await ledger.runs.plan(lease, planFor('a@x'), MONDAY);
      const before = await ledger.history.run(run.id);
      await close();
      expect(await (await another()).history.run(run.id)).toEqual(before);
    });

    test('is made by two processes at once', async () => {
      await subject.clear();
      const [one, two] = await Promise.all([another(), another()]);
      await one.probe(MONDAY);
      await two.probe(MONDAY + 1);
      await running(two);
      expect(await one.history.counts()).toMatchObject({ runs: { running: 1 } });
    });

    test('names every write in its traces', () => {
      expect([...seen].sort()).toEqual([...LEDGER_WRITES].sort());
    });
  });
}

const prune = (ledger: Ledger, runs: number, weeks: number) =>
  ledger.prune({ runs, quietChecks: runs, weeks }, runs);

const everything = { targets: null, deadline: null };

const idOf = (delivery: Delivery | undefined): string => delivery?.id ?? 'no delivery';

async function send(
  ledger: Ledger,
  lease: Lease,
  delivery: Delivery | undefined,
  outcome: Parameters<Ledger['deliveries']['end']>[2],
): Promise<void> {
  await ledger.deliveries.begin(lease, idOf(delivery), MONDAY);
  await ledger.deliveries.end(lease, idOf(delivery), outcome, MONDAY);
}

/** Ends a run of the weekly digest, so many hours after Monday. */
const endingHourly = (ledger: Ledger) => async (hour: number, state: Ending['state']) => {
  const at = MONDAY + hour * HOUR;
  const { lease } = await running(ledger, 'weekly', at);
  await ledger.runs.finish(lease, { state, reason: 'undelivered', error: null }, at);
};
