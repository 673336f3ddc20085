import { describe, expect, test } from 'vitest';
import { checkName } from '../../src/alerts/check-name.js';
import type { CheckRecord, Ledger } from '../../src/ledger/ledger.js';
import type { Ending, Lease } from '../../src/ledger/model/run.js';
import { checkOf, DAY, episodeOf, watched } from '../support/alert-work.js';
import {
  claimant,
  claimed,
  due,
  HOUR,
  MINUTE,
  MONDAY,
  planFor,
  queue,
  running,
} from '../support/ledger-work.js';

/** Opens stores: `begin` an empty one, `another` the same one once more. */
export interface Stores {
  readonly begin: () => Promise<Ledger>;
  readonly another: () => Promise<Ledger>;
}

const OUTAGE = checkName('outage');

/** What every ledger promises of alerts. */
export function alertConformance({ begin, another }: Stores): void {
  /** Stores the result of a check of the alert `outage` in a run of its own. */
  const check = async (ledger: Ledger, record: CheckRecord, ...targets: string[]) => {
    const { lease } = await underWay(ledger, checkName(record.alert), record.to);
    return ledger.runs.plan(lease, { ...planFor(...targets), check: record }, record.to);
  };
  const plan = (ledger: Ledger, lease: Lease, record: CheckRecord) =>
    ledger.runs.plan(lease, { ...planFor('a@x'), check: record }, MONDAY);

  describe('checks', () => {
    test('are stored with the messages of their run, and read by every process', async () => {
      const [ledger, other] = [await begin(), await another()];
      const series = [
        watched('support', { state: 'firing', episode: episodeOf('outage', 'support').id }),
        watched('sales', { source: 'messenger', state: 'unknown', reading: null }),
        watched(null, { kind: 'above', of: 'paid' }),
        watched('support', { kind: 'gap', of: null }),
      ];
      const record = checkOf({ series, episodes: [episodeOf('outage', 'support')] });
      expect(await other.alerts.checks()).toEqual([]);
      expect(await check(ledger, record, 'a@x')).toMatchObject([{ target: 'a@x', state: 'pending' }]);
      expect(await other.alerts.checks('outage')).toEqual([
        { alert: 'outage', at: MONDAY, series, rewoundAt: null },
      ]);
      expect(await other.alerts.episodes({})).toEqual(record.episodes);
      expect(await other.alerts.episode(episodeOf('outage', 'support').id)).toEqual(record.episodes[0]);
      expect(await other.alerts.episode('outage.nothing@2026-11-21')).toBeNull();
      expect(await other.alerts.checks('volume')).toEqual([]);
    });

    test('replace the check before, its series and its episodes, and leave other alerts alone', async () => {
      const ledger = await begin();
      const [told, open] = [episodeOf('outage', 'sales'), episodeOf('outage', 'support')];
      await check(ledger, checkOf({ alert: 'Volume', series: [watched('support')] }));
      await check(ledger, checkOf({ episodes: [told, open] }));
      const closed = {
        ...open,
        end: '2026-11-23',
        closedAt: MONDAY + DAY,
        told: 'recovered',
        toldAt: MONDAY + DAY,
        thread: null,
      } as const;
      const series = [watched('support', { since: '2026-11-24' })];
      await check(ledger, checkOf({ from: MONDAY, to: MONDAY + DAY, series, episodes: [closed] }));
      expect(await ledger.alerts.checks()).toEqual([
        { alert: 'Volume', at: MONDAY, series: [watched('support')], rewoundAt: null },
        { alert: 'outage', at: MONDAY + DAY, series, rewoundAt: null },
      ]);
      expect(await ledger.alerts.episode(open.id)).toEqual(closed);
      expect(await ledger.alerts.episodes({ open: true })).toEqual([told]);
    });

    test('come with series in the order of the check, also thousands', async () => {
      const ledger = await begin();
      const series = Array.from({ length: 1_203 }, (_, index) => watched(`bot${(index * 7) % 1_203}`));
      await check(ledger, checkOf({ series }));
      expect((await ledger.alerts.checks('outage'))[0]?.series).toEqual(series);
    });

    test('of two runs that start from the same one are stored once, and nothing of the other', async () => {
      const [one, two] = [await begin(), await another()];
      await check(one, checkOf());
      for (let day = 1; day <= 10; day++) {
        const [from, to] = [MONDAY + (day - 1) * DAY, MONDAY + day * DAY];
        const [first, second] = [await underWay(one, OUTAGE, to - HOUR), await underWay(two, OUTAGE, to)];
        const of = (bot: string) =>
          checkOf({
            ...{ from, to, series: [watched(bot)] },
            episodes: [episodeOf('outage', bot, { start: '2026-12-01', openedAt: to })],
          });
        const results = await Promise.allSettled([
          plan(one, first.lease, of('one')),
          plan(two, second.lease, of('two')),
        ]);
        const won = results.findIndex(({ status }) => status === 'fulfilled');
        expect(results[1 - won]).toMatchObject({
          status: 'rejected',
          reason: { name: 'LedgerError', code: 'check-moved', passing: false },
        });
        const [winner, loser] = won === 0 ? ['one', 'two'] : ['two', 'one'];
        const lost = (won === 0 ? second : first).run.id;
        expect((await one.alerts.checks('outage'))[0]).toMatchObject({ at: to, series: [{ bot: winner }] });
        expect(await one.deliveries.of(lost)).toEqual([]);
        expect((await two.history.run(lost))?.run.plannedAt).toBeNull();
        const told = await two.alerts.episodes({ alert: 'outage' });
        expect(told.some(({ openedAt, bot }) => openedAt === to && bot === loser)).toBe(false);
      }
    });

    test('say what the last check is when it is another than the one they start from', async () => {
      const ledger = await begin();
      await expect(check(ledger, checkOf({ from: MONDAY - DAY }))).rejects.toMatchObject({
        code: 'check-moved',
        message: expect.stringMatching(/^The alert outage .* there is none now\. Check it again/),
      });
      await check(ledger, checkOf({ to: MONDAY + 1 }));
      await expect(check(ledger, checkOf({ to: MONDAY + 2 }))).rejects.toMatchObject({
        code: 'check-moved',
        message: expect.stringContaining('2026-11-23T07:00:00.001Z'),
      });
    });

    test('are not stored by a process that was taken over, nor a second time by a run that is resumed', async () => {
      const ledger = await begin();
      const { lease } = await running(ledger, OUTAGE);
      const next = claimed(await ledger.runs.claim(claimant('two', MONDAY + HOUR), MONDAY + MINUTE));
      await expect(plan(ledger, lease, checkOf())).rejects.toMatchObject({ code: 'fenced' });
      expect(await ledger.alerts.checks()).toEqual([]);
      const first = await plan(ledger, next.lease, checkOf());
      const other = checkOf({ from: MONDAY, to: MONDAY + DAY, series: [] });
      expect(await plan(ledger, next.lease, other)).toEqual(first);
      expect(await ledger.alerts.checks()).toMatchObject([{ at: MONDAY, series: checkOf().series }]);
    });

    test('are stored all or not at all', async () => {
      const ledger = await begin();
      const twice = checkOf({
        series: [watched('support'), watched('support')],
        episodes: [episodeOf('outage', 'support')],
      });
      await expect(check(ledger, twice, 'a@x')).rejects.toThrow();
      expect(await ledger.alerts.checks()).toEqual([]);
      expect(await ledger.alerts.episodes({})).toEqual([]);
      expect(await ledger.history.counts()).toMatchObject({ deliveries: [] });
    });
  });

  describe('episodes', () => {
    test('come latest first: of one alert, those that are open, and no more than asked for', async () => {
      const ledger = await begin();
      const at = (hours: number) => MONDAY + hours * HOUR;
      const closed = { end: '2026-11-22', closedAt: at(9) } as const;
      const episodes = [
        episodeOf('outage', 'lasting', { openedAt: at(1) }),
        episodeOf('outage', 'untold', { openedAt: at(2), told: 'nothing', toldAt: null }),
        episodeOf('outage', 'quiet', { openedAt: at(3), told: 'nothing', toldAt: null, ...closed }),
        episodeOf('outage', 'half', { openedAt: at(4), ...closed }),
        episodeOf('outage', 'over', { openedAt: at(5), told: 'recovered', ...closed }),
        episodeOf('outage', 'dropped', { openedAt: at(5), told: 'dropped', ...closed }),
      ];
      await check(ledger, checkOf({ episodes }));
      const later = episodeOf('volume', 'other', { openedAt: at(6) });
      await check(ledger, checkOf({ alert: 'volume', episodes: [later] }));
      const bots = async (filter: Parameters<Ledger['alerts']['episodes']>[0]) =>
        (await ledger.alerts.episodes(filter)).map(({ bot }) => bot);
      expect(await bots({})).toEqual(['other', 'dropped', 'over', 'half', 'quiet', 'untold', 'lasting']);
      expect(await bots({ open: true })).toEqual(['other', 'half', 'quiet', 'untold', 'lasting']);
      expect(await bots({ alert: 'outage', open: true, limit: 2 })).toEqual(['half', 'quiet']);
      expect(await bots({ alert: 'outage', limit: 1 })).toEqual(['dropped']);
      expect(await bots({ alert: 'volume', open: false })).toEqual(['other']);
    });
  });

  describe('runs of checks', () => {
    test('are no runs of digests: they are listed and counted only where they are asked for', async () => {
      const ledger = await begin();
      const digest = await end(ledger, 'weekly', MONDAY, NO_TARGETS);
      const quiet = await end(ledger, OUTAGE, MONDAY + 1, ALL_QUIET);
      const ids = async (filter: { digest?: string; checks?: boolean }) =>
        (await ledger.history.runs({ ...filter, limit: 9 })).map(({ run }) => run.id);
      expect(await ids({})).toEqual([digest]);
      expect(await ids({ checks: false })).toEqual([digest]);
      expect(await ids({ checks: true })).toEqual([quiet, digest]);
      expect(await ids({ digest: OUTAGE })).toEqual([quiet]);
      expect(await ledger.history.digests()).toEqual(['weekly']);
      expect(await ledger.history.counts()).toEqual({ runs: { completed: 1 }, deliveries: [] });
      expect([...(await ledger.history.lastCompleted()).keys()]).toEqual(['weekly']);
      expect((await ledger.history.beginning(quiet)).map(({ digest: name }) => name)).toEqual([OUTAGE]);
    });

    test('that are due and not made can be told as late, and fail once until one is made', async () => {
      const ledger = await begin();
      const step = { from: null, to: { digest: OUTAGE, schedule: 's', at: MONDAY }, due: [due(MONDAY)] };
      const [run] = (await ledger.slots.advance(step, MONDAY)).runs;
      expect(await ledger.history.unfinished(MONDAY)).toMatchObject([{ id: run?.id, digest: OUTAGE }]);
      expect(await ledger.history.oldestDue(MONDAY + HOUR)).toBe(MONDAY);
      expect(await ledger.streaks.late(run?.id ?? '', MONDAY + HOUR)).toBe(true);
      expect(await ledger.streaks.due()).toMatchObject([{ digest: OUTAGE, health: 'late' }]);
      const failed = { state: 'failed', reason: 'nothing-fetched', error: 'Nothing came.' } as const;
      const claim = claimed(await ledger.runs.claim(claimant('one', MONDAY + 2 * HOUR), MONDAY + HOUR));
      await ledger.runs.finish(claim.lease, failed, MONDAY + HOUR);
      expect(await ledger.streaks.due()).toMatchObject([{ digest: OUTAGE, health: 'failing' }]);
      await end(ledger, OUTAGE, MONDAY + DAY, ALL_QUIET);
      expect(await ledger.history.unfinished(MONDAY + 2 * DAY)).toEqual([]);
    });
  });

  describe('forgetting', () => {
    test('takes checks that found nothing to say sooner than others, and never the last', async () => {
      const ledger = await begin();
      const ends = (name: string, day: number, ending: Ending) =>
        end(ledger, name, MONDAY + day * DAY, ending);
      const failed = await ends(OUTAGE, 0, { state: 'failed', reason: 'nothing-fetched', error: 'No.' });
      await ends(OUTAGE, 1, ALL_QUIET);
      await ends(OUTAGE, 2, ALL_QUIET);
      const spoke = await ends(OUTAGE, 3, NO_TARGETS);
      const young = await ends(OUTAGE, 4, ALL_QUIET);
      const only = await ends(checkName('volume'), 0, ALL_QUIET);
      const digest = await ends('weekly', 0, NO_TARGETS);
      const later = await ends('weekly', 4, NO_TARGETS);
      const before = { runs: MONDAY, quietChecks: MONDAY + 4 * DAY, weeks: 0 };
      expect(await ledger.prune(before, MONDAY)).toMatchObject({ runs: 2 });
      const left = (await ledger.history.runs({ checks: true, limit: 9 })).map(({ run }) => run.id);
      expect(new Set(left)).toEqual(new Set([failed, spoke, young, only, digest, later]));
      expect(await ledger.prune(before, MONDAY)).toMatchObject({ runs: 0 });
      expect(await ledger.prune({ ...before, runs: MONDAY + 9 * DAY }, MONDAY)).toMatchObject({ runs: 6 });
    });

    test('takes hundreds of such checks, each once', async () => {
      const ledger = await begin();
      const slots = Array.from({ length: 250 }, (_, index) => due(MONDAY + index));
      await ledger.slots.advance(
        { from: null, to: { digest: OUTAGE, schedule: 's', at: MONDAY }, due: slots },
        0,
      );
      for (;;) {
        const claim = await ledger.runs.claim(claimant('one', MONDAY + DAY), MONDAY + 250);
        if (claim?.kind !== 'claimed') break;
        await ledger.runs.finish(claim.lease, ALL_QUIET, MONDAY + 250);
      }
      const before = { runs: MONDAY, quietChecks: MONDAY + 251, weeks: 0 };
      expect(await ledger.prune(before, MONDAY)).toMatchObject({ runs: 249 });
      expect(await ledger.history.runs({ digest: OUTAGE, limit: 9 })).toHaveLength(1);
    });

    test('takes episodes that are over and told, and snoozes that are over', async () => {
      const ledger = await begin();
      const closed = { end: '2026-11-22', closedAt: MONDAY - 1 } as const;
      const episodes = [
        episodeOf('outage', 'lasting', { openedAt: MONDAY - DAY }),
        episodeOf('outage', 'half', { ...closed }),
        episodeOf('outage', 'unsaid', { ...closed, told: 'nothing' }),
        episodeOf('outage', 'young', { ...closed, told: 'recovered', closedAt: MONDAY }),
        episodeOf('outage', 'over', { ...closed, told: 'recovered' }),
        episodeOf('outage', 'dropped', { ...closed, told: 'dropped' }),
      ];
      await check(ledger, checkOf({ episodes }));
      await ledger.alerts.snooze('outage', { until: MONDAY - 1, by: 'ada@desk' }, MONDAY - DAY);
      await ledger.alerts.snooze('volume', { until: MONDAY, by: 'ada@desk' }, MONDAY - DAY);
      const before = { runs: MONDAY, quietChecks: MONDAY, weeks: MONDAY };
      expect(await ledger.prune(before, MONDAY)).toEqual({ runs: 0, deliveries: 0, episodes: 2, weeks: 0 });
      const left = (await ledger.alerts.episodes({})).map(({ bot }) => bot);
      expect(new Set(left)).toEqual(new Set(['lasting', 'half', 'unsaid', 'young']));
      expect(await ledger.alerts.snoozes()).toMatchObject([{ alert: 'volume' }]);
      expect(await ledger.alerts.checks('outage')).toMatchObject([{ series: checkOf().series }]);
    });

    test('spares the run whose thread an open episode goes on in', async () => {
      const ledger = await begin();
      const thread = { run: await end(ledger, OUTAGE, MONDAY, NO_TARGETS), slice: 'all' };
      const lasting = episodeOf('outage', 'support', { thread });
      await check(ledger, checkOf({ to: MONDAY + DAY, episodes: [lasting] }));
      const before = { runs: MONDAY + HOUR, quietChecks: 0, weeks: 0 };
      expect(await ledger.prune(before, MONDAY)).toMatchObject({ runs: 0 });
      const over = { ...lasting, end: '2026-11-24', closedAt: MONDAY + 2 * DAY, told: 'recovered' } as const;
      await check(ledger, checkOf({ from: MONDAY + DAY, to: MONDAY + 2 * DAY, episodes: [over] }));
      expect(await ledger.prune(before, MONDAY)).toMatchObject({ runs: 1 });
    });
  });

  describe('snoozes', () => {
    test('are kept with who asked for them and when, the last of each alert', async () => {
      const [ledger, other] = [await begin(), await another()];
      await ledger.alerts.snooze('outage', { until: MONDAY + HOUR, by: 'ada@desk' }, MONDAY);
      await ledger.alerts.snooze('Volume', { until: MONDAY + DAY, by: 'console' }, MONDAY + 1);
      await other.alerts.snooze('outage', { until: MONDAY + DAY, by: 'bo@desk' }, MONDAY + 2);
      expect(await ledger.alerts.snoozes()).toEqual([
        { alert: 'Volume', until: MONDAY + DAY, by: 'console', at: MONDAY + 1, endedBy: null },
        { alert: 'outage', until: MONDAY + DAY, by: 'bo@desk', at: MONDAY + 2, endedBy: null },
      ]);
    });

    test('that are ended say by whom and when; one that is over, or was never begun, stays as it is', async () => {
      const ledger = await begin();
      await ledger.alerts.snooze('outage', { until: MONDAY + DAY, by: 'ada@desk' }, MONDAY);
      const endBy = (by: string, at: number) => ledger.alerts.snooze('outage', { until: null, by }, at);
      await endBy('bo@desk', MONDAY + HOUR);
      const ended = {
        ...{ alert: 'outage', until: MONDAY + HOUR, by: 'ada@desk', at: MONDAY },
        endedBy: 'bo@desk',
      };
      expect(await ledger.alerts.snoozes()).toEqual([ended]);
      await endBy('cy@desk', MONDAY + 2 * HOUR);
      await ledger.alerts.snooze('volume', { until: null, by: 'cy@desk' }, MONDAY);
      expect(await ledger.alerts.snoozes()).toEqual([ended]);
      await ledger.alerts.snooze('outage', { until: MONDAY + DAY, by: 'di@desk' }, MONDAY + 3 * HOUR);
      expect(await ledger.alerts.snoozes()).toMatchObject([{ by: 'di@desk', endedBy: null }]);
    });
  });
}

const NO_TARGETS = { state: 'completed', reason: 'no-targets', error: null } as const;
const ALL_QUIET = { state: 'completed', reason: 'all-quiet', error: null } as const;

/** A run under way, whatever others have left. */
async function underWay(ledger: Ledger, name: string, at: number) {
  const [run] = await queue(ledger, name, [at]);
  return claimed(await ledger.runs.claim(claimant('one', at + MINUTE), at, run?.id));
}

/** A run that has ended at its slot. */
async function end(ledger: Ledger, name: string, at: number, ending: Ending): Promise<string> {
  const { run, lease } = await underWay(ledger, name, at);
  await ledger.runs.finish(lease, ending, at);
  return run.id;
}
