import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { runCli } from '../support/cli.js';
import { startService } from '../support/running-service.js';
import { limitFiles, openScene, type Scene } from '../support/scene.js';
import { until } from '../support/until.js';
import { SLACK_TOKEN } from '../support/world.js';

const MINUTE = 60_000;

/** The value of a metric with exactly these labels. */
function metric(text: string, name: string): number {
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${name} `));
  return Number(line?.slice(name.length + 1) ?? Number.NaN);
}

test('a service tells of failing deliveries once and of their recovery once, counts, and says when its store is unwritable', async () => {
  let refused = 0;
  const at: Scene = await openScene({
    missed: 5,
    script: {
      // Until two runs have failed and somebody has been told.
      RCPT(line) {
        if (!line.includes('ada') || (refused >= 2 && at.told().length > 0)) return { reply: '250 ok' };
        refused += 1;
        return { reply: '550 5.1.1 no such user' };
      },
    },
  });
  const service = startService(at.folder);
  await until(() => at.told().length === 2, service.log);
  expect(at.told()).toMatchObject([
    { health: 'failing', digest: 'daily', run: { state: 'failed', reason: 'undelivered' } },
    { health: 'well', digest: 'daily', failures: refused, run: { state: 'completed' } },
  ]);
  await until(() => at.mailsTo('ops@example.com').length > 0, service.log);
  await until(async () => ((await at.ledger.history.counts()).runs.completed ?? 0) >= 3, service.log);
  expect(at.slack.posts.map(({ text }) => text)).toEqual([
    'botdigest: daily: not delivered',
    'botdigest: daily: works again',
  ]);
  expect(at.mailsTo('ops@example.com').map((mail) => /^Subject: (.*)$/m.exec(mail)?.[1])).toEqual([
    'botdigest: daily: works again',
  ]);

  const { text } = await service.get('/metrics');
  expect(metric(text, 'botdigest_runs{state="failed"}')).toBe(refused);
  expect(metric(text, 'botdigest_runs_ended_total{digest="daily",state="failed"}')).toBe(refused);
  expect(metric(text, 'botdigest_runs{state="completed"}')).toBeGreaterThanOrEqual(3);
  expect(metric(text, 'botdigest_deliveries{kind="email",state="failed"}')).toBe(refused);
  expect(metric(text, 'botdigest_run_lateness_seconds_count{digest="daily"}')).toBeGreaterThanOrEqual(
    refused + 3,
  );
  expect(metric(text, 'botdigest_run_duration_seconds_count{digest="daily",state="failed"}')).toBe(refused);
  expect(metric(text, 'botdigest_notices_total{kind="webhook",state="delivered"}')).toBe(2);
  expect(metric(text, 'botdigest_heartbeat_up')).toBe(1);
  expect(Date.now() / 1000 - metric(text, 'botdigest_last_tick_timestamp_seconds')).toBeLessThan(90);
  const beats = at.hooks.calls.filter(
    ({ path, method }) => path === '/beat/heart-secret' && method === 'GET',
  );
  expect(beats.length).toBeGreaterThanOrEqual(3);

  expect(await service.get('/healthz')).toMatchObject({ status: 200 });
  expect(await service.get('/readyz')).toMatchObject({ status: 200 });
  const page = await service.get('/');
  expect(page.text).toContain('All is well');
  expect(page.text).not.toContain('@example.com');

  limitFiles(service.pid, 1);
  await until(async () => (await service.get('/healthz')).status === 503, service.log);
  expect((await service.get('/healthz')).text).toMatch(/The store \S+botdigest\.db .*\./);
  limitFiles(service.pid, 'unlimited');
  await until(async () => (await service.get('/healthz')).status === 200, service.log);

  service.signal('SIGTERM');
  expect(await service.ended).toBe(0);
  const printed = [service.log(), text, page.text, JSON.stringify(at.told()), ...at.mail.messages].join('\n');
  for (const secret of ['heart-secret', 'hook-secret', SLACK_TOKEN]) expect(printed).not.toContain(secret);
});

test('killed after it told of a failure and before it noted that, it tells again after its restart: nothing is lost', async () => {
  const RCPT = (line: string) => ({ reply: line.includes('ada') ? '550 5.1.1 no' : '250 ok' });
  const at = await openScene({ missed: 1, script: { RCPT } });
  const doomed = startService(at.folder, { END_ON: 'ledger:streaks.told:begun', END_WITH: 'SIGKILL' });
  expect(await doomed.ended).toBeNull();
  expect(at.told()).toMatchObject([{ health: 'failing' }]);
  // The lease of the one who told is out by then.
  const next = startService(at.folder, { CLOCK_FORWARD: String(6 * MINUTE) });
  await until(() => at.told().length > 1, next.log);
  await until(async () => (await at.ledger.streaks.due()).length === 0, next.log);
  const [first, second, ...more] = at.told();
  expect(second).toMatchObject({ id: first?.id, health: 'failing' });
  expect(more).toEqual([]);
  next.signal('SIGTERM');
  expect(await next.ended).toBe(0);
});

test('an address that is taken is one sentence at the start, and nothing is begun', async () => {
  const at = await openScene({ missed: 1 });
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  at.edit((text) => text.replace('127.0.0.1:0 ', `127.0.0.1:${port} `));
  const { code, stderr } = await runCli(['start'], { cwd: at.folder });
  expect(code).toBe(2);
  expect(stderr).toBe(
    `error: server.listen: 127.0.0.1:${port} is in use by another program: stop that one, or choose another port, or set server: off.\n`,
  );
  expect(await at.ledger.history.runs({ limit: 1 })).toEqual([]);
});
