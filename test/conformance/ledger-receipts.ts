import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Ledger } from '../../src/ledger/ledger.js';
import type { Audit } from '../../src/ledger/model/audit.js';
import { sha256 } from '../../src/lib/hash.js';
import {
  claimant,
  claimed,
  ended,
  file,
  HOUR,
  MONDAY,
  planFor,
  planned,
  queue,
  running,
} from '../support/ledger-work.js';
import { samples } from '../support/samples.js';
import type { Stores } from './ledger-alerts.js';

type Row = Readonly<Record<string, string | number | null>>;

interface ReceiptStores extends Stores {
  /** Runs SQL in the store beside the ledger, without its triggers and foreign keys. */
  readonly sql: (statement: string) => Promise<readonly Row[]>;
}

const DONE = { state: 'completed', reason: 'delivered', error: null } as const;

/** What every ledger promises of receipts. */
export function receiptConformance({ begin, another, sql }: ReceiptStores): void {
  /** A run that sends to these, and ends. */
  const sent = async (ledger: Ledger, digest: string, at: number, ...targets: string[]) => {
    const { run, lease } = await running(ledger, digest, at);
    const deliveries = await ledger.runs.plan(lease, planFor(...targets), at);
    await ledger.runs.note(lease, { what: 'fetched', reason: 'complete', detail: '“äö”' }, at);
    for (const { id } of deliveries) {
      await ledger.deliveries.begin(lease, id, at + 1);
      await ledger.deliveries.end(lease, id, ended.delivered, at + 2);
    }
    await ledger.runs.finish(lease, DONE, at + 3);
    return run.id;
  };

  /** Runs of all kinds: delivered, in part, sent again with an addition, waiting, under way, and deleted ones between them. */
  const withHistory = async (): Promise<Ledger> => {
    const ledger = await begin();
    await sent(ledger, 'first', MONDAY - 9 * HOUR, 'ada@example.com', 'bo@example.com');
    await sent(ledger, 'gone', MONDAY - 20 * HOUR, 'ada@example.com');
    await sent(ledger, 'second', MONDAY - 8 * HOUR, 'ada@example.com');
    const { run, lease } = await running(ledger, 'partial', MONDAY - HOUR);
    const [one, two] = await ledger.runs.plan(lease, planFor('ada@example.com', 'cy@example.com'), MONDAY);
    for (const [{ id } = { id: '' }, end] of [
      [one, ended.failed],
      [two, ended.unknown],
    ] as const) {
      await ledger.deliveries.begin(lease, id, MONDAY);
      await ledger.deliveries.end(lease, id, end, MONDAY);
    }
    await ledger.deliveries.decide(lease, two?.id ?? '', { ...ended.unknown, state: 'held' }, MONDAY);
    await ledger.runs.finish(
      lease,
      { state: 'failed', reason: 'undelivered', error: 'Half \ud83d of it.' },
      MONDAY,
    );
    const addition = {
      bundles: [{ name: 'more', artifacts: [file('digest.pdf', '%PDF more')] }],
      deliveries: [planned('di@example.com', { attachments: 'more', origin: 'send' })],
      revived: [{ delivery: one?.id ?? '', attachments: 'more' }],
      replaced: [],
    };
    await ledger.runs.reopen(run.id, { targets: [], deadline: null, addition }, null, MONDAY);
    await ledger.deliveries.resolve(two?.id ?? '', 'delivered', MONDAY);
    await queue(ledger, 'waiting', [MONDAY + HOUR]);
    const under = await running(ledger, 'under-way', MONDAY + 2 * HOUR);
    await ledger.runs.plan(under.lease, planFor('ada@example.com', 'bo@example.com'), MONDAY + 2 * HOUR);
    await ledger.prune({ runs: MONDAY - 15 * HOUR, quietChecks: 0, weeks: 0 }, MONDAY + 3 * HOUR);
    return ledger;
  };

  const auditOf = async (ledger: Ledger): Promise<Audit> => ledger.receipts.audit();

  describe('receipts', () => {
    test('of an empty ledger are whole', async () => {
      const ledger = await begin();
      const nothing = { whole: true, events: 0, deleted: 0, head: null, brokenAt: null, asked: null };
      expect(await auditOf(ledger)).toEqual(nothing);
      expect(await ledger.receipts.head()).toBeNull();
    });

    test('are a chain of all events, with the deleted ones counted, and with each head that it had', async () => {
      const ledger = await begin();
      const heads = [];
      for (const hour of [1, 2, 3]) {
        await sent(ledger, `daily-${hour}`, MONDAY + hour * HOUR, 'ada@example.com');
        heads.push((await ledger.receipts.head()) ?? '');
      }
      const { events, head, ...rest } = await auditOf(ledger);
      expect(rest).toEqual({ whole: true, deleted: 0, brokenAt: null, asked: null });
      expect([events, head]).toEqual([21, heads[2]]);
      expect(head).toMatch(/^21-[0-9a-f]{64}$/);
      const asked = async (text: string) => {
        const [seq, hash = ''] = text.split('-');
        return (await ledger.receipts.audit({ seq: Number(seq), hash })).asked;
      };
      expect(await Promise.all(heads.map(asked))).toEqual(Array(3).fill('in-chain'));
      expect(await asked(`14-${'0'.repeat(64)}`)).toBe('not-in-chain');
      expect(await asked(`99-${sha256('')}`)).toBe('not-in-chain');
      await ledger.prune({ runs: MONDAY + 2 * HOUR + 4, quietChecks: 0, weeks: 0 }, MONDAY + 9 * HOUR);
      expect(await auditOf(ledger)).toMatchObject({ whole: true, events: 8, deleted: 14 });
      expect(await Promise.all(heads.map(asked))).toEqual(['deleted', 'in-chain', 'in-chain']);
    });

    test('stay a chain through deletions that leave gaps, until nothing is left', async () => {
      const ledger = await begin();
      for (const [index, at] of [5, 1, 6, 2, 7, 3].entries())
        await sent(ledger, `daily-${index}`, MONDAY + at * HOUR, 'ada@example.com');
      const deleted = [];
      for (const hour of [1.5, 2.5, 3.5, 6.5, 9]) {
        await ledger.prune({ runs: MONDAY + hour * HOUR, quietChecks: 0, weeks: 0 }, MONDAY + hour * HOUR);
        const audit = await auditOf(ledger);
        expect(audit).toMatchObject({ whole: true, brokenAt: null });
        deleted.push(audit.deleted);
      }
      // The notes of deletions go as well, once they are as old.
      expect(deleted).toEqual([7, 15, 23, 38, 46]);
      expect((await sql('select * from anchors')).length).toBeLessThan(5);
      await sent(ledger, 'again', MONDAY + 10 * HOUR, 'ada@example.com');
      expect(await auditOf(ledger)).toMatchObject({ whole: true, deleted: 46 });
    });

    test('of two processes that write at once are one chain', async () => {
      const [one, two] = [await begin(), await another()];
      const work = async (ledger: Ledger, digest: string) => {
        for (let hour = 1; hour <= 8; hour++)
          await sent(ledger, digest, MONDAY + hour * HOUR, 'ada@example.com');
      };
      await Promise.all([work(one, 'one'), work(two, 'two')]);
      expect(await auditOf(one)).toMatchObject({ whole: true, events: 112 });
    });

    test('of a write that fails are as before', async () => {
      const ledger = await begin();
      const { lease } = await running(ledger);
      const before = await auditOf(ledger);
      const double = planned('ada@example.com', { idempotencyKey: 'k' });
      const plan = { ...planFor(), deliveries: [double, double] };
      await expect(ledger.runs.plan(lease, plan, MONDAY)).rejects.toThrow();
      expect(await auditOf(ledger)).toEqual(before);
    });

    test('say which deliveries carry a file, and which go by a key', async () => {
      const ledger = await withHistory();
      const [pdf, more] = [file('', '%PDF one').sha256, file('', '%PDF more').sha256];
      const readers = async (...hashes: string[]) =>
        (await ledger.receipts.carrying(hashes))
          .map(({ run, delivery, file: { name } }) => `${run.digest} ${delivery.target} ${name}`)
          .sort();
      expect(await readers(more)).toEqual([
        'partial ada@example.com digest.pdf',
        'partial di@example.com digest.pdf',
      ]);
      expect(await readers(pdf)).toEqual([
        'first ada@example.com digest.pdf',
        'first bo@example.com digest.pdf',
        'partial cy@example.com digest.pdf',
        'second ada@example.com digest.pdf',
        'under-way ada@example.com digest.pdf',
        'under-way bo@example.com digest.pdf',
      ]);
      expect(await readers('0'.repeat(64))).toEqual([]);
      const [{ delivery } = { delivery: null }] = await ledger.receipts.carrying([more]);
      const mails = await ledger.receipts.mails((key) => key === delivery?.idempotencyKey);
      expect(mails.map(({ delivery: { id } }) => id)).toEqual([delivery?.id]);
    });
  });

  describe('receipts that somebody changed', () => {
    let ledger: Ledger;
    beforeEach(async () => {
      ledger = await withHistory();
      expect(await auditOf(ledger)).toMatchObject({ whole: true });
    });

    /** What is covered, with the columns that are left out: `notBefore` says what is to come, and a file's place has no meaning. */
    const TABLES: readonly (readonly [table: string, key: string, columns: readonly string[]])[] = [
      ['events', 'seq', ['seq', 'hash', 'position', 'at', 'what', 'delivery', 'reason', 'detail', 'covers']],
      ['ledger_events', 'seq', ['seq', 'hash', 'at', 'what', 'detail', 'covers']],
      ['anchors', 'first', ['first', 'last', 'hash']],
      [
        'runs',
        'id',
        'digest scheduled_for state reason error attempt queued_at started_at finished_at'.split(' '),
      ],
      [
        'deliveries',
        'id',
        'kind target part slice idempotency_key state reason attempt provider_ref started_at finished_at carries'.split(
          ' ',
        ),
      ],
      ['artifacts', 'sha256', ['bundle', 'name', 'media_type', 'role', 'sha256', 'size']],
    ];

    const literal = (value: Row[string]): string =>
      typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
    const NUMBERS = /^(seq|position|at|first|last|attempt|size|.*_at|scheduled_for)$/;
    const other = (column: string, value: Row[string]): Row[string] =>
      NUMBERS.test(column) ? Number(value ?? 0) + 100_000 : `${value ?? ''}x`;
    const whereIs = (row: Row) =>
      Object.entries(row)
        .filter(([, value]) => value === null || typeof value !== 'object')
        .map(([column, value]) => (value === null ? `${column} is null` : `${column} = ${literal(value)}`))
        .join(' and ');

    test('are found, whatever single value it is, and the event where they break is named', async () => {
      const picks = fc.tuple(fc.constantFrom(...TABLES), fc.nat(), fc.nat());
      const tries = fc.asyncProperty(picks, async ([[table, key, columns], which, what]) => {
        const rows = await sql(`select * from ${table} order by ${key}`);
        const row = rows[which % rows.length] ?? expect.fail(`${table} is empty`);
        const column = columns[what % columns.length] ?? '';
        const value = other(column, row[column] ?? null);
        await sql(`update ${table} set ${column} = ${literal(value)} where ${whereIs(row)}`);
        const { whole, brokenAt } = await auditOf(ledger);
        await sql(
          `update ${table} set ${column} = ${literal(row[column] ?? null)} where ${whereIs({ ...row, [column]: value })}`,
        );
        expect([table, column, whole]).toEqual([table, column, false]);
        const run = table === 'runs' ? row.id : row.run;
        if (table === 'events' && column !== 'seq' && column !== 'position')
          expect(brokenAt).toEqual({ run, position: row.position, problem: 'changed' });
        else if (table === 'runs' || table === 'deliveries' || table === 'artifacts')
          expect(brokenAt).toMatchObject({ run, problem: 'receipt' });
        else expect(brokenAt).not.toBeNull();
      });
      await fc.assert(tries, { numRuns: samples(160) });
      expect(await auditOf(ledger)).toMatchObject({ whole: true });
    });

    test('are found where a row is taken away, and what follows it is named', async () => {
      const picks = fc.tuple(fc.constantFrom(...TABLES), fc.nat());
      const tries = fc.asyncProperty(picks, async ([[table, key], which]) => {
        const rows = await sql(`select * from ${table} order by ${key}`);
        const row = rows[which % rows.length] ?? expect.fail(`${table} is empty`);
        await sql(`delete from ${table} where ${whereIs(row)}`);
        const { whole, brokenAt } = await auditOf(ledger);
        const values = Object.values(row).map(literal).join(', ');
        await sql(`insert into ${table} (${Object.keys(row).join(', ')}) values (${values})`);
        expect([table, whole]).toEqual([table, false]);
        const next = rows[(which % rows.length) + 1];
        if (table === 'events' && next && Number(next.seq) === Number(row.seq) + 1)
          expect(brokenAt).toEqual({ run: next.run, position: next.position, problem: 'missing' });
      });
      await fc.assert(tries, { numRuns: samples(60) });
      expect(await auditOf(ledger)).toMatchObject({ whole: true });
    });

    test('are found where events are put in, or change places', async () => {
      const [one, two] = await sql("select * from events where what = 'fetched' order by seq");
      const places = [one?.seq, two?.seq].map(Number);
      const place = (seq: number, run: Row[string] | undefined, now: number) =>
        sql(`update events set seq = ${now} where seq = ${seq} and run = ${literal(run ?? null)}`);
      await place(places[0] ?? 0, one?.run, 900_000);
      await place(places[1] ?? 0, two?.run, places[0] ?? 0);
      await place(900_000, one?.run, places[1] ?? 0);
      expect((await auditOf(ledger)).brokenAt).toEqual({
        run: two?.run,
        position: two?.position,
        problem: 'changed',
      });
      await place(places[1] ?? 0, one?.run, 900_000);
      await place(places[0] ?? 0, two?.run, places[1] ?? 0);
      await place(900_000, one?.run, places[0] ?? 0);
      const before = await auditOf(ledger);
      expect(before.whole).toBe(true);
      const seq = Number(before.head?.split('-')[0]) + 1;
      await sql(
        `insert into events (seq, hash, run, position, at, what, reason) values (${seq}, '${sha256('x')}', ${literal(one?.run ?? null)}, 99, 1, 'noted', 'stored')`,
      );
      expect((await auditOf(ledger)).brokenAt).toEqual({ run: one?.run, position: 99, problem: 'changed' });
      await sql(`delete from events where seq = ${seq}`);
    });

    test('are found where a delivery, a run or a place of the chain was made up', async () => {
      const [delivery] = await sql("select * from deliveries where state = 'pending' order by id");
      const made = { ...delivery, id: `${delivery?.run}.77`, position: 77, idempotency_key: 'made up' };
      await sql(
        `insert into deliveries (${Object.keys(made).join(', ')}) values (${Object.values(made).map(literal).join(', ')})`,
      );
      expect((await auditOf(ledger)).brokenAt).toMatchObject({ run: delivery?.run, problem: 'receipt' });
      await sql("delete from deliveries where idempotency_key = 'made up'");
      const head = await ledger.receipts.head();
      await sql(`update meta set value = '5-${sha256('y')}' where key = 'head'`);
      expect((await auditOf(ledger)).brokenAt).toMatchObject({ problem: 'head' });
      await sql(`update meta set value = '${head}' where key = 'head'`);
      expect(await auditOf(ledger)).toMatchObject({ whole: true });
    });

    test('keep nobody from working on, and are still found then', async () => {
      await sql("delete from meta where key = 'head'");
      const claim = claimed(await ledger.runs.claim(claimant('two', MONDAY + 9 * HOUR), MONDAY + 8 * HOUR));
      await ledger.runs.finish(claim.lease, { state: 'failed', reason: 'interrupted', error: null }, MONDAY);
      expect((await auditOf(ledger)).brokenAt).toMatchObject({ run: claim.run.id, problem: 'changed' });
      // No chain is mended: the next test begins with an empty store.
      await begin();
    });
  });
}
