import { describe, expect, test } from 'vitest';
import { checkName } from '../../src/alerts/check-name.js';
import type { Ledger, RunFilter } from '../../src/ledger/ledger.js';
import { askerOf } from '../../src/ledger/model/run.js';
import { testName } from '../../src/schedule/test-name.js';
import { claimant, ended, HOUR, MONDAY, planFor, queue, running } from '../support/ledger-work.js';
import type { Stores } from './ledger-alerts.js';

/** What every ledger promises of the lists of runs, and of who asked for what. */
export function consoleConformance({ begin }: Pick<Stores, 'begin'>): void {
  /** A run whose deliveries ended as told, one each. */
  const ran = async (
    ledger: Ledger,
    digest: string,
    at: number,
    outcomes: readonly (keyof typeof ended)[],
  ) => {
    const { run, lease } = await running(ledger, digest, at);
    const targets = outcomes.map((_outcome, index) => `${digest}-${index}@x`);
    const deliveries = await ledger.runs.plan(lease, planFor(...targets), at);
    for (const [index, outcome] of outcomes.entries()) {
      const id = deliveries[index]?.id ?? '';
      await ledger.deliveries.begin(lease, id, at);
      await ledger.deliveries.end(lease, id, ended[outcome], at);
    }
    const state = outcomes.every((outcome) => outcome === 'delivered') ? 'completed' : 'partial';
    await ledger.runs.finish(lease, { state, reason: 'delivered', error: null }, at + 1);
    return { run, deliveries };
  };

  describe('lists of runs', () => {
    test('come in pages, by digest, state and slot, with the count of all', async () => {
      const ledger = await begin();
      const hours = Array.from({ length: 7 }, (_, hour) => MONDAY + hour * HOUR);
      await queue(ledger, 'weekly', hours);
      await queue(ledger, checkName('outage'), [MONDAY]);
      await queue(ledger, testName('weekly'), [MONDAY]);
      await ran(ledger, 'daily', MONDAY + 9 * HOUR, ['delivered', 'failed']);
      const page = async (filter: Partial<RunFilter>) => {
        const { runs, total } = await ledger.history.page({ offset: 0, limit: 3, ...filter });
        return [total, ...runs.map(({ run }) => `${run.digest} ${(run.scheduledFor - MONDAY) / HOUR}`)];
      };
      expect(await page({})).toEqual([8, 'daily 9', 'weekly 6', 'weekly 5']);
      expect(await page({ offset: 6 })).toEqual([8, 'weekly 1', 'weekly 0']);
      expect(await page({ offset: 9 })).toEqual([8]);
      expect(await page({ digest: 'weekly', limit: 1 })).toEqual([7, 'weekly 6']);
      expect(await page({ digest: checkName('outage') })).toEqual([1, 'alert.outage 0']);
      expect(await page({ states: ['partial', 'failed'] })).toEqual([1, 'daily 9']);
      expect(await page({ from: MONDAY + HOUR, to: MONDAY + 3 * HOUR })).toEqual([2, 'weekly 2', 'weekly 1']);
      const { runs } = await ledger.history.page({ digest: 'daily', offset: 0, limit: 1 });
      expect(runs[0]?.deliveries.map(({ target, state }) => [target, state])).toEqual([
        ['daily-0@x', 'delivered'],
        ['daily-1@x', 'failed'],
      ]);
    });

    test('give the last slots of digests that are asked for', async () => {
      const ledger = await begin();
      await queue(ledger, 'weekly', [MONDAY + 3 * HOUR, MONDAY, MONDAY + HOUR]);
      await queue(ledger, 'daily', [MONDAY]);
      await queue(ledger, checkName('outage'), [MONDAY]);
      await queue(ledger, testName('weekly'), [MONDAY + 9 * HOUR]);
      const last = await ledger.history.lastRuns(['weekly', 'daily', 'nobody'], 2);
      expect(
        [...last].map(([digest, runs]) => [digest, ...runs.map((run) => run.scheduledFor - MONDAY)]),
      ).toEqual([
        ['weekly', 3 * HOUR, HOUR],
        ['daily', 0],
      ]);
    });

    test('give what waits for a person: held deliveries, and unknown ones of runs that have ended', async () => {
      const ledger = await begin();
      expect(await ledger.history.inDoubt()).toEqual([]);
      const { deliveries } = await ran(ledger, 'weekly', MONDAY, ['delivered', 'unknown']);
      await ran(ledger, 'daily', MONDAY, ['delivered', 'failed']);
      await ran(ledger, testName('daily'), MONDAY, ['unknown']);
      const { run, lease } = await running(ledger, 'late', MONDAY + HOUR);
      const [held, open] = await ledger.runs.plan(lease, planFor('a@x', 'b@x'), MONDAY);
      for (const one of [held, open]) {
        await ledger.deliveries.begin(lease, one?.id ?? '', MONDAY);
        await ledger.deliveries.end(lease, one?.id ?? '', ended.unknown, MONDAY);
      }
      await ledger.deliveries.decide(lease, held?.id ?? '', { ...ended.unknown, state: 'held' }, MONDAY);
      const found = await ledger.history.inDoubt();
      expect(found.map(({ run: of, delivery }) => [of.id, delivery.id, delivery.state])).toEqual([
        [run.id, held?.id, 'held'],
        [deliveries[1]?.run, deliveries[1]?.id, 'unknown'],
      ]);
    });
  });

  describe('who asked', () => {
    test('stands in the event of a run that is queued again, and of a delivery that is resolved', async () => {
      const ledger = await begin();
      const { run, deliveries } = await ran(ledger, 'weekly', MONDAY, ['failed', 'unknown', 'unknown']);
      await ledger.deliveries.resolve(deliveries[1]?.id ?? '', 'delivered', MONDAY + 2, 'console');
      await ledger.deliveries.resolve(deliveries[2]?.id ?? '', 'failed', MONDAY + 3);
      await ledger.runs.reopen(run.id, { targets: null, deadline: null, by: 'console' }, null, MONDAY + HOUR);
      const events = (await ledger.history.run(run.id))?.events ?? [];
      const details = (reason: string) =>
        events.filter((event) => event.reason === reason).map(({ what, detail }) => [what, detail]);
      expect(details('resolved')).toEqual([
        ['delivered', 'console'],
        ['failed', 'The server fell silent.'],
      ]);
      expect(details('resend')).toContainEqual(['queued', 'console']);
    });

    test('stands in the event of a run that is claimed, or queued already, for a person', async () => {
      const ledger = await begin();
      const [run] = await queue(ledger, 'weekly', [MONDAY]);
      const id = run?.id ?? '';
      const wish = { targets: null, deadline: null, by: 'ann' };
      await ledger.runs.reopen(id, wish, null, MONDAY);
      await ledger.runs.claim({ ...claimant('one', MONDAY + HOUR), by: 'bob' }, MONDAY, id);
      const events = (await ledger.history.run(id))?.events ?? [];
      expect(events.map((event) => [event.what, event.reason, event.detail, askerOf(event)])).toEqual([
        ['queued', 'cron', null, null],
        ['queued', 'resend', 'ann', 'ann'],
        ['running', 'first', 'bob', 'bob'],
      ]);
    });

    test('the processes that hold a lease are named, with their version and last sign of life', async () => {
      const ledger = await begin();
      const one = { ...claimant('one', MONDAY + HOUR), version: '1.2.3' };
      await ledger.leases.take('service one', one, MONDAY);
      await ledger.leases.take('prune', claimant('one', MONDAY + HOUR), MONDAY);
      const lease = { name: 'service one', owner: 'one', until: MONDAY + HOUR };
      expect(await ledger.leases.named('service ')).toEqual([
        { ...lease, version: '1.2.3', renewedAt: MONDAY },
      ]);
      await ledger.leases.take('service one', { ...one, version: '1.3.0' }, MONDAY + 1);
      expect(await ledger.leases.named('service ')).toEqual([
        { ...lease, version: '1.3.0', renewedAt: MONDAY + 1 },
      ]);
      expect(await ledger.leases.named('prune')).toMatchObject([{ version: null, renewedAt: MONDAY }]);
    });
  });
}
