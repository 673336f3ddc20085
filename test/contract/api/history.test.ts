import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openApp } from '../../../src/app.js';
import type { BotSnapshot, Snapshot } from '../../../src/chatbot/snapshot.js';
import { openLedger } from '../../../src/ledger/open.js';
import { systemClock } from '../../../src/lib/time/clock.js';
import { json, type Respond, raw, startApi } from '../../support/api-server.js';
import { emptyFolder } from '../../support/folder.js';
import { someOf } from '../../support/samples.js';

const DAY = 86_400_000;
/** A Monday, 08:00 in Warsaw. */
const AT = Date.parse('2026-11-23T07:00:00Z');
const watch = { signal: new AbortController().signal };

/** A value for each hour or day that is asked for, the same whenever it is asked for. */
const series: Respond = (response, request, index) => {
  const [from, to] = [Date.parse(request.query.get('from') ?? ''), Date.parse(request.query.get('to') ?? '')];
  const step = request.query.get('dimension') === 'hour' ? 3_600_000 : DAY;
  const data = [];
  for (let at = from; at < to; at += step)
    data.push({ date: new Date(at).toISOString(), value: (at / step) % 17 });
  json({ data })(response, request, index);
};

const healthy: Respond = (response, request, index) => {
  const rows = [{ id: 'a', name: request.query.get('from'), value: 5 }];
  if (request.path.endsWith('.interactions')) json(rows)(response, request, index);
  else series(response, request, index);
};

const WEEKLY =
  'period: lastWeek, reports: [{ conversations: { bySource: false } }, paid, messages, interactions]';

/** A server and a configuration; each run is of a process of its own on one store. */
async function world(digest: string, { zone = 'Europe/Warsaw' } = {}) {
  let respond = healthy;
  const api = await startApi((response, request, index) => respond(response, request, index));
  onTestFinished(() => api.close());
  const folder = emptyFolder();
  const file = join(folder, 'config.yaml');
  const path = join(folder, 'store.db');
  const write = (lines: string) => {
    writeFileSync(
      file,
      [
        `timezone: ${zone}`,
        `store: sqlite:${path}`,
        `chatbot: { token: a-token-for-tests, baseUrl: "${api.url}", minInterval: 0ms, concurrency: 8, retries: 0 }`,
        'bots: { a: { storyId: story-a }, b: { storyId: story-b } }',
        'digests:',
        lines,
      ].join('\n'),
    );
  };
  write(`  quiet: { bots: [a], formats: [json], ${digest} }`);
  const appAt = async (now: number) => {
    const started = Date.now();
    const clock = { ...systemClock, now: () => now + Date.now() - started };
    const app = await openApp(file, { env: {}, clock });
    onTestFinished(() => app.stop());
    return app;
  };
  /** The requests of what `work` does, by report: those for a window, and those for more than the window's days. */
  const counted = async (work: () => Promise<unknown>) => {
    const before = api.requests.length;
    await work();
    const counts: Record<string, number> = {};
    for (const { path: report } of api.requests.slice(before)) {
      const name = report.replace(/^\/reports\/(conversations\.)?/, '');
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  };
  const runAt = async (at: number, name = 'quiet') => {
    const app = await appAt(at);
    return counted(() => app.run(app.digest(name), at, watch));
  };
  const snapshotAt = async (at: number): Promise<Snapshot> => {
    const ledger = await openLedger({ kind: 'sqlite', path });
    try {
      const records = await ledger.history.runs({ limit: 99 });
      const run = records.find(({ run: one }) => one.scheduledFor === at)?.run.id ?? '';
      const [stored] = await ledger.contents.snapshots(run);
      return JSON.parse(stored?.json ?? '');
    } finally {
      await ledger.close();
    }
  };
  return {
    api,
    path,
    write,
    appAt,
    counted,
    runAt,
    snapshotAt,
    answerBy(other: Respond) {
      respond = other;
    },
  };
}

const answersOf = ({ bots }: Snapshot, report: string) =>
  (bots as readonly [BotSnapshot])[0].answers.filter(
    (answer) => answer.window === 'history' && answer.report === report,
  );

describe('a weekly digest', () => {
  const windows = { conversations: 2, paid: 2, messages: 2, interactions: 2 };

  test('asks for the weeks before at once the first time, and for none of them from then on', async () => {
    const { runAt } = await world(WEEKLY);
    expect(await runAt(AT)).toEqual({ conversations: 3, paid: 3, messages: 3, interactions: 9 });
    expect(await runAt(AT + 7 * DAY)).toEqual(windows);
    expect(await runAt(AT + 14 * DAY)).toEqual(windows);
  });

  test('asks for two weeks that it missed, and for nothing else', async () => {
    const { runAt } = await world(WEEKLY);
    await runAt(AT);
    expect(await runAt(AT + 21 * DAY)).toEqual({ conversations: 3, paid: 3, messages: 3, interactions: 4 });
  });

  test('compared with nothing asks for the last week too, which was too young to be kept', async () => {
    const { runAt } = await world(`${WEEKLY}, compare: none`);
    expect(await runAt(AT)).toEqual({ conversations: 2, paid: 2, messages: 2, interactions: 9 });
    expect(await runAt(AT + 7 * DAY)).toEqual({ conversations: 2, paid: 2, messages: 2, interactions: 2 });
  });

  test('in a zone with a half hour asks for one week of each series', async () => {
    const { runAt } = await world(WEEKLY, { zone: 'Asia/Kolkata' });
    expect(await runAt(AT)).toEqual({ conversations: 15, paid: 15, messages: 15, interactions: 9 });
    expect(await runAt(AT + 7 * DAY)).toEqual({
      conversations: 15,
      paid: 15,
      messages: 15,
      interactions: 2,
    });
  });

  test.each(someOf(2, ['Europe/Warsaw', 'UTC', 'Asia/Kolkata']))(
    'in %s has the same snapshot of kept weeks as of requested ones',
    async (zone) => {
      const [first, second] = [await world(WEEKLY, { zone }), await world(WEEKLY, { zone })];
      await first.runAt(AT);
      await first.runAt(AT + 7 * DAY);
      await second.runAt(AT + 7 * DAY);
      const kept = await first.snapshotAt(AT + 7 * DAY);
      const asked = await second.snapshotAt(AT + 7 * DAY);
      expect(kept.bots).toEqual(asked.bots);
      expect(answersOf(kept, 'conversations')).toHaveLength(11);
      expect(answersOf(kept, 'interactions')).toHaveLength(7);
    },
  );

  test('asks again for weeks that did not come, which no reader misses', async () => {
    const { runAt, snapshotAt, answerBy, appAt } = await world(WEEKLY);
    answerBy((response, request, index) => {
      const from = Date.parse(request.query.get('from') ?? '');
      const broken = request.path.endsWith('.paid') && from < AT - 20 * DAY;
      (broken ? raw('', 500) : healthy)(response, request, index);
    });
    await runAt(AT);
    const snapshot = await snapshotAt(AT);
    expect(new Set(answersOf(snapshot, 'paid').map(({ result }) => result.kind))).toEqual(new Set(['gap']));
    expect(answersOf(snapshot, 'paid')).toHaveLength(11);
    const app = await appAt(AT);
    const [record] = await (await app.history()).runs({ limit: 1 });
    expect(record?.run).toMatchObject({ state: 'completed', attempt: 1 });
    answerBy(healthy);
    expect(await runAt(AT + 7 * DAY)).toEqual({ ...windows, paid: 3 });
    expect(await runAt(AT + 14 * DAY)).toEqual(windows);
  });

  test('asks for no history of a report whose figures did not come', async () => {
    const { runAt, answerBy, snapshotAt } = await world(`${WEEKLY}, onGap: send, gapPatience: 0s`);
    answerBy((response, request, index) =>
      (request.path.endsWith('.interactions') ? raw('', 404) : healthy)(response, request, index),
    );
    expect(await runAt(AT)).toEqual({ conversations: 3, paid: 3, messages: 3, interactions: 2 });
    const weeks = answersOf(await snapshotAt(AT), 'interactions').map(({ result }) => result);
    expect(weeks).toHaveLength(7);
    expect(new Set(weeks.map((result) => result.kind === 'gap' && result.reason))).toEqual(
      new Set(['not-found']),
    );
  });

  test('asks again for a week with a value that could not be read, alone', async () => {
    const { runAt, answerBy, api } = await world(WEEKLY);
    const bad = '2026-10-07T10:00:00.000Z';
    answerBy((response, request, index) => {
      const hours = json({
        data: [
          { date: '2026-09-30T10:00:00.000Z', value: 4 },
          { date: bad, value: 'many' },
        ],
      });
      const concerned =
        request.path.endsWith('.messages') && (request.query.get('from') ?? '').startsWith('2026-08');
      (concerned ? hours : healthy)(response, request, index);
    });
    await runAt(AT);
    answerBy(healthy);
    const before = api.requests.length;
    expect(await runAt(AT + 7 * DAY)).toEqual({ ...windows, messages: 3 });
    const ranges = api.requests
      .slice(before)
      .filter(({ path }) => path.endsWith('.messages'))
      .map(({ query }) => query.get('from')?.slice(0, 10));
    expect(ranges).toContain('2026-10-04');
  });
});

test('a daily digest asks for one week more once a week', async () => {
  const { runAt } = await world(
    'period: yesterday, reports: [{ conversations: { bySource: false } }, interactions]',
  );
  const days: Record<string, number>[] = [];
  for (let day = 0; day < 9; day += 1) days.push(await runAt(AT + day * DAY));
  const windows = { conversations: 2, interactions: 2 };
  expect(days).toEqual([
    { conversations: 3, interactions: 10 },
    { conversations: 3, interactions: 3 },
    ...Array.from({ length: 6 }, () => windows),
    { conversations: 3, interactions: 3 },
  ]);
});

test('digests of one bot share their weeks', async () => {
  const { runAt, write } = await world(WEEKLY);
  write(
    [
      `  weekly: { bots: [a], formats: [json], ${WEEKLY} }`,
      '  daily: { bots: [a, b], formats: [json], period: yesterday, reports: [{ conversations: { bySource: false } }] }',
    ].join('\n'),
  );
  await runAt(AT, 'weekly');
  // Bot b asks for all twelve; of bot a the week before, which the weekly digest compared with, is kept as well.
  expect(await runAt(AT, 'daily')).toEqual({ conversations: 4 + 1 });
});

test('a run of other reports, and one of a longer window, ask for none', async () => {
  for (const digest of [
    'period: lastWeek, reports: [average, heatmap]',
    'period: last90days, compare: none, reports: [{ conversations: { bySource: false } }, interactions]',
  ]) {
    const { api, runAt } = await world(digest);
    await runAt(AT);
    const first = api.requests.map(({ query }) => query.get('from') ?? '').toSorted()[0];
    expect(first?.slice(0, 10)).toBe(digest.includes('last90days') ? '2026-08-24' : '2026-11-09');
  }
});

describe('a preview', () => {
  const preview = async ({ appAt, counted }: Awaited<ReturnType<typeof world>>) => {
    const app = await appAt(AT);
    const slot = { digest: 'quiet', scheduledFor: AT, trigger: 'manual' } as const;
    return counted(() => app.preview(app.digest('quiet'), slot, watch));
  };

  test('makes no store', async () => {
    const quiet = await world('period: yesterday, reports: [{ conversations: { bySource: false } }]');
    expect(await preview(quiet)).toEqual({ conversations: 3 });
    expect(existsSync(quiet.path)).toBe(false);
  });

  test('uses and keeps weeks where there is a store', async () => {
    const quiet = await world('period: yesterday, reports: [{ conversations: { bySource: false } }]');
    await (await openLedger({ kind: 'sqlite', path: quiet.path })).close();
    expect(await preview(quiet)).toEqual({ conversations: 3 });
    expect(await preview(quiet)).toEqual({ conversations: 2 });
    expect(await quiet.runAt(AT)).toEqual({ conversations: 2 });
  });

  test('goes on without a store that cannot be used', async () => {
    const quiet = await world('period: yesterday, reports: [{ conversations: { bySource: false } }]');
    writeFileSync(quiet.path, 'This is no database, and longer than the header of one. '.repeat(99));
    expect(await preview(quiet)).toEqual({ conversations: 3 });
  });
});

test('an export asks for no week before', async () => {
  const { appAt, counted } = await world('period: lastWeek');
  const app = await appAt(AT);
  const bot = app.config.bots.get('a');
  if (!bot) throw new Error('There is no bot.');
  const request = {
    bot,
    report: 'conversations',
    period: 'lastWeek',
    dimension: 'auto',
    sources: null,
    format: { kind: 'json', options: {} },
    at: AT,
  } as const;
  expect(await counted(() => app.export(request, watch))).toEqual({ conversations: 1 });
});
