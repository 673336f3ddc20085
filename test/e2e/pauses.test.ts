import { userInfo } from 'node:os';
import { expect, test } from 'vitest';
import { runCli } from '../support/cli.js';
import { startService } from '../support/running-service.js';
import { openScene } from '../support/scene.js';
import { until } from '../support/until.js';

const MINUTE = 60_000;
const ME = userInfo().username;

test('a running service heeds pause, resume and skip of another process, and shows who asked', async () => {
  const at = await openScene({ missed: 3 });
  const cli = async (args: readonly string[], code = 0) => {
    const answer = await runCli(args, { cwd: at.folder });
    expect(answer.code, answer.stderr).toBe(code);
    return answer;
  };
  const waiting = await at.queue();
  const paused = await cli(['pause', 'daily']);
  expect(paused.stdout).toContain('daily is paused until it is resumed.');
  expect(paused.stdout).toContain(
    `The run ${waiting.id} for 2026-11-20T07:00:00.000Z is queued and goes on.`,
  );

  const service = startService(at.folder, { CLOCK_ON_SIGUSR2: String(2 * MINUTE) });
  /** Two minutes pass, and the service looks at its schedules. */
  const pass = async () => {
    const looks = service.log().split('read again').length;
    service.signal('SIGUSR2');
    service.signal('SIGHUP');
    await until(() => service.log().split('read again').length > looks, service.log);
  };
  await until(() => service.log().includes(`daily: paused by ${ME}, without an end`), service.log);
  await until(() => at.mail.messages.length === 1, service.log);
  await pass();
  const counted = async () => (await at.ledger.history.counts()).runs;
  await until(async () => ((await counted()).skipped ?? 0) >= 4, service.log);
  expect(await counted()).toEqual({ completed: 1, skipped: (await counted()).skipped });
  const health = await service.get('/healthz');
  expect([health.status, JSON.parse(health.text)]).toMatchObject([
    200,
    { status: 'ok', problems: [], warnings: [], paused: [{ digest: 'daily', until: null, by: ME }] },
  ]);
  expect((await service.get('/')).text).toContain(`paused by ${ME}`);
  const metrics = (await service.get('/metrics')).text;
  expect(metrics).toContain('\nbotdigest_paused{digest="daily"} 1\n');
  expect(metrics).toContain('\nbotdigest_overdue_seconds{digest="daily"} 0\n');
  const runs = await cli(['runs', '--limit', '2']);
  expect(runs.stdout).toMatch(/daily .* skipped +paused .*\n.*\ndaily is paused, by /);
  expect(runs.stdout).toContain(`daily is paused, by ${ME}.`);

  expect((await cli(['resume', 'daily'])).stdout).toContain('daily is resumed.');
  await pass();
  await until(() => service.log().includes(`daily: its pause was ended by ${ME}`), service.log);
  await until(() => at.mail.messages.length >= 2, service.log);

  const [cursor] = await at.ledger.slots.cursors();
  const next = Math.floor((cursor?.at ?? 0) / MINUTE + 1) * MINUTE;
  const taken = await cli(['skip', 'daily', new Date(next - MINUTE).toISOString()], 2);
  expect(taken.stderr).toMatch(
    /^error: The slot \S+ \S+ \(UTC\) of daily has a run already: [0-9a-f]{16} is \w+, \S+\./,
  );
  // The service's clock is ahead: the slot may have come meanwhile.
  const skip = new Date(next + MINUTE).toISOString();
  const skipped = await cli(['skip', 'daily', skip, '--json']);
  expect(JSON.parse(skipped.stdout)).toMatchObject({ digest: 'daily', slot: skip, skipped: true, by: ME });
  await pass();
  await until(() => service.log().includes(`daily: due at ${skip}, skipped, skipped-by-hand`), service.log);
  expect(service.log()).toContain(`daily: ${ME} skips its slot at ${skip}`);
  const all = JSON.parse((await cli(['runs', '--json'])).stdout);
  const run = all.find(({ scheduledFor }: { scheduledFor: string }) => scheduledFor === skip);
  expect(run).toMatchObject({ state: 'skipped', reason: 'skipped-by-hand', trigger: 'cron', deliveries: [] });
  const story = JSON.parse((await cli(['explain', run.id, '--json'])).stdout);
  expect(story.events).toMatchObject([{ what: 'skipped', reason: 'skipped-by-hand', detail: ME }]);
  service.signal('SIGTERM');
  expect(await service.ended).toBe(0);
});
