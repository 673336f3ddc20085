import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { RunningApp } from '../../../../src/app.js';
import { openLedger } from '../../../../src/ledger/open.js';
import type { ServiceEvent } from '../../../../src/run/events/event.js';
import { fingerprint } from '../../../../src/schedule/due.js';
import { type DeskOptions, openDesk } from '../../../support/desk.js';
import { CHANNEL, startSlack } from '../../../support/slack-server.js';
import { until } from '../../../support/until.js';
import { SLACK_TOKEN } from '../../../support/world.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

interface Service {
  readonly running: RunningApp;
  /** Another look at the schedules, as each minute. */
  look(): Promise<void>;
  get(path: string): Promise<{ readonly status: number; readonly text: string }>;
}

/** A digest that was due a moment ago, next in a week, and somebody on Slack who is told. */
async function outage(options: Partial<DeskOptions> = {}) {
  const slack = await startSlack({ token: SLACK_TOKEN });
  onTestFinished(() => slack.stop());
  const due = Math.floor(Date.now() / MINUTE) * MINUTE;
  const at = new Date(due);
  const schedule = `${at.getUTCMinutes()} ${at.getUTCHours()} * * ${at.getUTCDay()}`;
  const desk = await openDesk({
    slackUrl: slack.apiUrl,
    deliver: ['email: { to: [ada@example.com] }'],
    ...options,
    lines: [`schedule: "${schedule}"`, 'timezone: UTC', ...(options.lines ?? [])],
  });
  const ledger = await openLedger(desk.store);
  onTestFinished(() => ledger.close());
  const looked = { digest: 'daily', schedule: fingerprint({ schedule, zone: 'UTC' }), at: due - MINUTE };
  await ledger.slots.advance({ from: null, to: looked, due: [] }, due - MINUTE);
  const around = `server: { listen: 127.0.0.1:0, baseUrl: https://botdigest.example.com/ }\nnotify: [{ slack: { channel: ${CHANNEL} } }]`;
  const edit = (text: string) => text.replace('server: off', around);
  const start = async (): Promise<Service> => {
    const seen: ServiceEvent[] = [];
    const running = await (await desk.app(edit)).start((happening) => void seen.push(happening));
    onTestFinished(() => running.stop());
    const url = seen.flatMap((one) => (one.kind === 'serving' ? [one.url] : []))[0] ?? '';
    return {
      running,
      look: () => running.reload(),
      async get(path) {
        const answer = await fetch(url + path);
        return { status: answer.status, text: await answer.text() };
      },
    };
  };
  const run = async () => (await ledger.history.runs({ limit: 1 }))[0]?.run;
  return { desk, slack, ledger, start, run, due };
}

const overdue = (text: string) =>
  Number(/^botdigest_overdue_seconds\{digest="daily"\} (\S+)$/m.exec(text)?.[1]);

test('a mail server that is down is told of after fifteen minutes, once, over restarts and by two processes', async () => {
  const at = await outage();
  const one = await at.start();
  const two = await at.start();
  await until(async () => (await at.run())?.state === 'retrying');
  await one.look();
  expect(at.slack.posts).toEqual([]);
  expect((await one.get('/')).text).toContain('<h1>1 digest: a digest is tried again</h1>');
  expect(overdue((await one.get('/metrics')).text)).toBeLessThan(120);

  at.desk.clock.forward(15 * MINUTE);
  await Promise.all([one.look(), two.look()]);
  await until(() => at.slack.posts.length > 0);
  expect(at.slack.posts.map(({ text }) => text)).toEqual(['botdigest: daily: late, and still tried']);
  const said = JSON.stringify(at.slack.posts[0]);
  for (const words of ['unreachable', 'explain', '127.0.0.1:1', 'Page: https://botdigest.example.com/'])
    expect(said).toContain(words);

  const id = (await at.run())?.id ?? '';
  const health = await one.get('/healthz');
  expect([health.status, JSON.parse(health.text)]).toMatchObject([
    200,
    { status: 'ok', problems: [], warnings: [expect.stringContaining(`botdigest explain ${id} says why`)] },
  ]);
  const page = (await one.get('/')).text;
  expect(page).toContain('<h1>1 digest: a digest is late</h1>');
  expect(page).toContain('Support bot, yesterday is late.');
  expect(page).not.toContain('All is well');
  expect(page).not.toContain('ada@');
  const seconds = overdue((await one.get('/metrics')).text);
  expect(seconds).toBeGreaterThanOrEqual(15 * 60);
  expect(seconds).toBeLessThan(18 * 60);

  await Promise.all([one.running.stop(), two.running.stop()]);
  at.desk.clock.forward(20 * MINUTE);
  const again = await at.start();
  await again.look();
  await wait(300);
  expect(at.slack.posts).toHaveLength(1);
  expect((await again.get('/')).text).toContain('<h1>1 digest: a digest is late</h1>');
});

test('a run that another process keeps to itself, or that nobody has begun, is late as well', async () => {
  const at = await outage({ lines: ['grace: 1m'] });
  await at.ledger.slots.advance(
    {
      from: (await at.ledger.slots.cursors())[0] ?? null,
      to: {
        ...((await at.ledger.slots.cursors())[0] as never as { digest: string; schedule: string }),
        at: at.due,
      },
      due: [{ scheduledFor: at.due, trigger: 'cron', state: 'queued', reason: 'on-time', deadline: null }],
    },
    at.due,
  );
  // Somebody took it and neither ends nor lets it go.
  await at.ledger.runs.claim({ owner: 'stuck', until: at.due + 30 * 24 * HOUR }, Date.now());
  const service = await at.start();
  at.desk.clock.forward(3 * MINUTE);
  await service.look();
  await until(() => at.slack.posts.length > 0);
  expect(JSON.stringify(at.slack.posts[0])).toContain('stuck works on it, attempt 1');
  expect((await service.get('/')).text).toContain('<h1>1 digest: a digest is late</h1>');
});

test('a digest that waits for its figures is late', async () => {
  const at = await outage({ lines: ['onGap: hold', 'grace: 5m'], deliver: ['folder: { path: ./out }'] });
  await at.desk.api.close();
  const service = await at.start();
  await until(async () => (await at.run())?.state === 'retrying');
  at.desk.clock.forward(6 * MINUTE);
  await service.look();
  await until(() => at.slack.posts.length > 0);
  expect(at.slack.posts.map(({ text }) => text)).toEqual(['botdigest: daily: late, and still tried']);
});
