import {
  chmodSync,
  copyFileSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Episode } from '../../src/alerts/episodes/state.js';
import { backupLedger, restoreLedger } from '../../src/ledger/backup.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { SERVICE_LEASE } from '../../src/ledger/model/service-lease.js';
import { openLedger } from '../../src/ledger/open.js';
import { checkOf, DAY, episodeOf } from '../support/alert-work.js';
import { runHere } from '../support/cli.js';
import { deskConfig } from '../support/desk.js';
import { emptyFolder } from '../support/folder.js';
import { claimant, claimed, due, HOUR, MINUTE, MONDAY, planFor, queue } from '../support/ledger-work.js';

const LATER = MONDAY + 5 * HOUR;

interface Store {
  readonly path: string;
  open(at?: number): Promise<Ledger>;
}

function store(): Store {
  const path = join(emptyFolder(), 'botdigest.db');
  return {
    path,
    async open(at = LATER) {
      const ledger = await openLedger({ kind: 'sqlite', path }, () => at);
      onTestFinished(() => ledger.close());
      return ledger;
    },
  };
}

/** Looks at the schedule at `at`, and queues what is due then. */
const look = (ledger: Ledger, from: number | null, at: number, slots: readonly number[] = []) =>
  ledger.slots.advance(
    {
      from: from === null ? null : { digest: 'weekly', schedule: 's', at: from },
      to: { digest: 'weekly', schedule: 's', at },
      due: slots.map((slot) => due(slot)),
    },
    at,
  );

async function complete(ledger: Ledger, at: number): Promise<string> {
  const { lease, run } = claimed(await ledger.runs.claim(claimant('one', at + HOUR), at));
  const [delivery] = await ledger.runs.plan(lease, planFor('ada@example.com'), at);
  await ledger.deliveries.begin(lease, delivery?.id ?? '', at);
  const delivered = {
    state: 'delivered',
    reason: 'first',
    error: null,
    notes: null,
    providerRef: null,
    notBefore: null,
  } as const;
  await ledger.deliveries.end(lease, delivery?.id ?? '', delivered, at);
  await ledger.runs.finish(lease, { state: 'completed', reason: 'delivered', error: null }, at);
  return run.id;
}

/** Puts a copy in the place of the store, as a file manager does. */
function putBack(path: string): void {
  for (const part of ['-wal', '-shm']) rmSync(path + part, { force: true });
  renameSync(`${path}.copy`, path);
}

/** A store whose file was copied while a run was queued, and put back after that run was sent. */
async function olderCopy({ path, open }: Store): Promise<string> {
  const first = await open(MONDAY);
  await look(first, null, MONDAY - MINUTE);
  await look(first, MONDAY - MINUTE, MONDAY, [MONDAY]);
  await first.close();
  await backupLedger(path, `${path}.copy`, { force: false });
  const second = await open(MONDAY);
  const run = await complete(second, MONDAY);
  await look(second, MONDAY, MONDAY + 2 * HOUR);
  await second.close();
  putBack(path);
  return run;
}

describe('An older copy that is put back', () => {
  test('counts from now on, and sends nothing of what has gone out since', async () => {
    const at = store();
    const run = await olderCopy(at);
    const ledger = await at.open();
    expect(await ledger.slots.cursors()).toMatchObject([{ digest: 'weekly', at: LATER }]);
    expect(await ledger.runs.claim(claimant('two', LATER + HOUR), LATER)).toBeNull();
    expect(await ledger.history.run(run)).toMatchObject({
      run: { state: 'failed', reason: 'restored', error: expect.stringContaining(`botdigest resend ${run}`) },
    });
  });

  test('is said once: to whoever starts the service, and under notify', async () => {
    const at = store();
    await olderCopy(at);
    const ledger = await at.open();
    expect(await ledger.reloads.due()).toMatchObject([
      {
        place: 'ledger',
        problem: expect.stringMatching(/older copy .* It is unknown what one run delivered/),
      },
    ]);
    expect(await ledger.takeRewound()).toEqual({ at: LATER, runs: 1, episodes: 0 });
    expect(await ledger.takeRewound()).toBeNull();
    await ledger.close();
    const again = await at.open(LATER + HOUR);
    expect(await again.takeRewound()).toBeNull();
    expect(await again.slots.cursors()).toMatchObject([{ at: LATER }]);
  });

  test('leaves a send that was under way to a person', async () => {
    const at = store();
    const first = await at.open(MONDAY);
    await queue(first, 'weekly', [MONDAY]);
    const { lease, run } = claimed(await first.runs.claim(claimant('one', MONDAY + HOUR), MONDAY));
    const [one, two] = await first.runs.plan(lease, planFor('ada@example.com', 'bo@example.com'), MONDAY);
    await first.deliveries.begin(lease, one?.id ?? '', MONDAY);
    await backupLedger(at.path, `${at.path}.copy`, { force: false });
    await first.deliveries.withdraw(lease, one?.id ?? '', MONDAY);
    await first.close();
    putBack(at.path);
    const ledger = await at.open();
    expect((await ledger.deliveries.of(run.id)).map(({ id, state, reason }) => [id, state, reason])).toEqual([
      [one?.id, 'held', 'restored'],
      [two?.id, 'failed', 'restored'],
    ]);
  });

  test('is noticed also as a copy without the file of what was written last', async () => {
    const at = store();
    const first = await at.open(MONDAY);
    await look(first, null, MONDAY);
    // The file of the store alone: what was committed last stands in the -wal.
    copyFileSync(at.path, `${at.path}.copy`);
    await look(first, MONDAY, MONDAY + HOUR, [MONDAY + HOUR]);
    await first.close();
    putBack(at.path);
    expect(await (await at.open()).takeRewound()).toEqual({ at: LATER, runs: 0, episodes: 0 });
  });
});

test('Pauses and skips of an older copy are those of its time', async () => {
  const at = store();
  const first = await at.open(MONDAY);
  await first.pauses.pause('weekly', { until: null, by: 'ada' }, MONDAY);
  await first.pauses.skip({ digest: 'daily', scheduledFor: LATER + DAY }, 'bo', MONDAY);
  const known = await first.pauses.all();
  await backupLedger(at.path, `${at.path}.copy`, { force: false });
  await first.pauses.resume('weekly', 'cy', MONDAY + 1);
  await first.close();
  putBack(at.path);
  const ledger = await at.open();
  expect(await ledger.takeRewound()).not.toBeNull();
  expect(await ledger.pauses.all()).toEqual(known);
});

describe('Alerts of an older copy', () => {
  /** A ledger whose last check found four episodes, of which readers were told differently much, and which went on since. */
  async function withEpisodes(ledger: Ledger): Promise<readonly Episode[]> {
    const over = { end: '2026-11-22', closedAt: MONDAY, thread: null } as const;
    const untold = { told: 'nothing', toldAt: null } as const;
    const episodes = [
      episodeOf('outage', 'told'),
      episodeOf('outage', 'untold', untold),
      episodeOf('outage', 'missed', { ...over, ...untold }),
      episodeOf('outage', 'over', { ...over, told: 'recovered' }),
      episodeOf('outage', 'dropped', { ...over, told: 'dropped', toldAt: null }),
    ];
    await queue(ledger, 'alert.outage', [MONDAY]);
    const { lease } = claimed(await ledger.runs.claim(claimant('one', MONDAY + HOUR), MONDAY));
    await ledger.runs.plan(lease, { ...planFor(), check: checkOf({ episodes }) }, MONDAY);
    await ledger.runs.finish(lease, { state: 'completed', reason: 'delivered', error: null }, MONDAY);
    await ledger.alerts.snooze('volume', { until: LATER + DAY, by: 'ada@desk' }, MONDAY);
    return episodes;
  }

  const told = async (ledger: Ledger) =>
    Object.fromEntries((await ledger.alerts.episodes({})).map((one) => [one.bot, [one.told, one.toldAt]]));

  /** Nothing that may have been told since is due to be told; a reminder counts from now. */
  const AS_TOLD = {
    told: ['firing', LATER],
    untold: ['firing', LATER],
    missed: ['recovered', LATER],
    over: ['recovered', MONDAY],
    dropped: ['dropped', null],
  };

  test('count as told, with a mark at their check until the next one', async () => {
    const at = store();
    const first = await at.open(MONDAY);
    const episodes = await withEpisodes(first);
    expect(await first.alerts.checks()).toMatchObject([{ rewoundAt: null }]);
    await backupLedger(at.path, `${at.path}.copy`, { force: false });
    await queue(first, 'weekly', [MONDAY]);
    await first.close();
    putBack(at.path);
    const ledger = await at.open();
    expect(await told(ledger)).toEqual(AS_TOLD);
    const same = ({ told: _, toldAt: __, ...rest }: Episode) => rest;
    for (const episode of episodes)
      expect(same((await ledger.alerts.episode(episode.id)) ?? episode)).toEqual(same(episode));
    expect(await ledger.alerts.checks()).toEqual([
      { alert: 'outage', at: MONDAY, series: checkOf().series, rewoundAt: LATER },
    ]);
    expect(await ledger.alerts.snoozes()).toMatchObject([{ alert: 'volume', until: LATER + DAY }]);
    expect((await ledger.reloads.due())[0]?.problem).toMatch(
      /goes out twice\. 3 episodes of alerts count as told: /,
    );
    expect(await ledger.takeRewound()).toEqual({ at: LATER, runs: 0, episodes: 3 });

    await queue(ledger, 'alert.outage', [LATER]);
    const { lease } = claimed(await ledger.runs.claim(claimant('one', LATER + HOUR), LATER));
    const next = checkOf({ from: MONDAY, to: LATER });
    await ledger.runs.plan(lease, { ...planFor(), check: next }, LATER);
    expect(await ledger.alerts.checks()).toMatchObject([{ at: LATER, rewoundAt: null }]);
    expect(await told(ledger)).toEqual(AS_TOLD);
  });

  test('count as told in a backup that is restored, and the command says so', async () => {
    const folder = emptyFolder();
    const path = join(folder, 'data', 'botdigest.db');
    const ledger = await openLedger({ kind: 'sqlite', path }, () => MONDAY);
    await withEpisodes(ledger);
    await ledger.close();
    const config = deskConfig('http://127.0.0.1:1', { deliver: ['folder: { path: ./out }'] });
    writeFileSync(join(folder, 'config.yaml'), config);
    await backupLedger(path, join(folder, 'one.db'), { force: false });
    const { stdout } = await runHere(['restore', 'one.db', '--force'], { cwd: folder });
    expect(stdout).toMatch(
      /Schedules continue from now\. 3 episodes of alerts count as told: botdigest alerts shows them\.\n$/,
    );
    const back = await openLedger({ kind: 'sqlite', path });
    onTestFinished(() => back.close());
    expect(await told(back)).toMatchObject({
      told: ['firing', expect.any(Number)],
      untold: ['firing', expect.any(Number)],
      missed: ['recovered', expect.any(Number)],
      over: ['recovered', MONDAY],
    });
  });

  test('that were being checked are left to a person, with what was found', async () => {
    const at = store();
    const first = await at.open(MONDAY);
    await queue(first, 'alert.outage', [MONDAY]);
    const { lease, run } = claimed(await first.runs.claim(claimant('one', MONDAY + HOUR), MONDAY));
    const check = checkOf({ episodes: [episodeOf('outage', 'support')] });
    await first.runs.plan(lease, { ...planFor('ada@example.com'), check }, MONDAY);
    await backupLedger(at.path, `${at.path}.copy`, { force: false });
    await queue(first, 'weekly', [MONDAY]);
    await first.close();
    putBack(at.path);
    const ledger = await at.open();
    expect(await ledger.runs.claim(claimant('two', LATER + HOUR), LATER)).toBeNull();
    expect(await ledger.history.run(run.id)).toMatchObject({
      run: { state: 'failed', reason: 'restored' },
      deliveries: [{ state: 'failed', reason: 'restored' }],
    });
    expect((await ledger.reloads.due())[0]?.problem).toMatch(
      /one run .* One episode of an alert counts as told: /,
    );
  });
});

test.each<[what: string, change: (path: string) => void]>([
  ['nothing happened', () => {}],
  ['the note of what was last written is gone', (path) => rmSync(`${path}-last`)],
  ['the note is not readable as one', (path) => writeFileSync(`${path}-last`, 'nonsense')],
  ['the store is begun anew', (path) => rmSync(path)],
  [
    'the note is a link to somewhere else',
    (path) => {
      rmSync(`${path}-last`);
      symlinkSync('/etc/hostname', `${path}-last`);
    },
  ],
])('No older copy is seen where %s', async (_what, change) => {
  const at = store();
  const first = await at.open(MONDAY);
  await look(first, null, MONDAY);
  await first.close();
  change(at.path);
  expect(await (await at.open()).takeRewound()).toBeNull();
});

describe('A backup', () => {
  test('is whole, of one moment, this user’s alone, and comes back with schedules that count from now on', async () => {
    const at = store();
    const ledger = await at.open(MONDAY);
    await look(ledger, null, MONDAY - MINUTE);
    await look(ledger, MONDAY - MINUTE, MONDAY, [MONDAY]);
    const run = await complete(ledger, MONDAY);
    await ledger.weeks.keep([{ key: 'a', ended: MONDAY, json: '["a week"]' }]);
    const file = join(emptyFolder(), 'backups', 'one.db');
    expect(await backupLedger(at.path, file, { force: false })).toMatchObject({ file, runs: 1 });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const before = readFileSync(file);
    await look(ledger, MONDAY, MONDAY + HOUR, [MONDAY + HOUR]);
    await ledger.close();
    expect(await restoreLedger(at.path, file, { force: true, at: LATER })).toEqual({
      known: 1,
      runs: 0,
      episodes: 0,
      at: LATER,
    });
    expect(readFileSync(file)).toEqual(before);
    expect(statSync(at.path).mode & 0o777).toBe(0o600);
    const back = await at.open(LATER + MINUTE);
    expect((await back.history.runs({ limit: 9 })).map((record) => record.run.id)).toEqual([run]);
    expect(await back.slots.cursors()).toMatchObject([{ at: LATER }]);
    expect(await back.takeRewound()).toEqual({ at: LATER, runs: 0, episodes: 0 });
    expect(await back.weeks.of(['a'])).toEqual(new Map([['a', '["a week"]']]));
  });

  test('takes no place that is taken, unless told, and leaves no draft', async () => {
    const at = store();
    await (await at.open()).close();
    const folder = emptyFolder();
    const file = join(folder, 'one.db');
    writeFileSync(file, 'precious');
    await expect(backupLedger(at.path, file, { force: false })).rejects.toMatchObject({ exitCode: 2 });
    expect(readFileSync(file, 'utf8')).toBe('precious');
    await expect(backupLedger(at.path, '/dev/null', { force: true })).rejects.toMatchObject({ exitCode: 2 });
    await backupLedger(at.path, file, { force: true });
    await expect(backupLedger(join(folder, 'nowhere.db'), `${file}2`, { force: false })).rejects.toThrow(
      /no store/,
    );
    expect(existsSync(`${file}2`)).toBe(false);
  });
});

describe('A restore is refused, and the store stays as it is,', () => {
  const damaged = (file: string) => {
    const bytes = readFileSync(file);
    bytes.fill(0x5a, 8_192, 60_000);
    writeFileSync(file, bytes);
  };
  test.each<[what: string, spoil: (file: string) => void, message: RegExp]>([
    ['of a file that is no database', (file) => writeFileSync(file, 'x'.repeat(5_000)), /is damaged/],
    ['of an empty file', (file) => writeFileSync(file, ''), /is damaged/],
    ['of a damaged copy', damaged, /is damaged/],
    [
      'of a copy that is cut off',
      (file) => writeFileSync(file, readFileSync(file).subarray(0, 40_000)),
      /is damaged/,
    ],
    ['of another program’s database', (file) => sql(file, 'drop table meta'), /belongs to another program/],
    [
      'of a newer version’s ledger',
      (file) => sql(file, "update meta set value = '99' where key = 'schema'"),
      /newer/,
    ],
    ['of a file that is not there', (file) => rmSync(file), /There is no file/],
  ])('%s', async (_what, spoil, message) => {
    const at = store();
    await queue(await at.open(), 'weekly', [MONDAY]);
    const file = `${at.path}.copy`;
    await backupLedger(at.path, file, { force: false });
    spoil(file);
    await expect(restoreLedger(at.path, file, { force: true, at: LATER })).rejects.toThrow(message);
    expect((await (await at.open()).history.runs({ limit: 9 })).length).toBe(1);
  });

  test('while a service works on it, and without --force', async () => {
    const at = store();
    const ledger = await at.open();
    await backupLedger(at.path, `${at.path}.copy`, { force: false });
    await ledger.leases.take(`${SERVICE_LEASE}one`, claimant('one', LATER + HOUR), LATER);
    const restore = (force: boolean, now = LATER) =>
      restoreLedger(at.path, `${at.path}.copy`, { force, at: now });
    await expect(restore(true)).rejects.toThrow(/The service one works on the store/);
    await expect(restore(false)).rejects.toMatchObject({ exitCode: 2 });
    await ledger.close();
    expect(await restore(true, LATER + 2 * HOUR)).toMatchObject({ known: 0 });
  });
});

test('On PostgreSQL both commands name its own programs, with 2', async () => {
  const folder = emptyFolder();
  const config = deskConfig('http://127.0.0.1:1', { deliver: ['folder: { path: ./out }'] });
  writeFileSync(
    join(folder, 'config.yaml'),
    config.replace('sqlite:./data/botdigest.db', 'postgres://u@127.0.0.1:1/db'),
  );
  chmodSync(join(folder, 'config.yaml'), 0o600);
  for (const [command, program] of [
    ['backup', 'pg_dump'],
    ['restore', 'pg_restore'],
  ] as const) {
    const { code, stderr } = await runHere([command, 'one.db'], { cwd: folder });
    expect([code, stderr]).toEqual([2, expect.stringContaining(program)]);
  }
});

function sql(file: string, statement: string): void {
  const db = new Libsql(file);
  db.exec(statement);
  db.close();
}
