import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runHere } from '../../support/cli.js';
import { startService } from '../../support/running-service.js';
import { limitFiles, limitHandles, limitMemory, openScene } from '../../support/scene.js';
import { until } from '../../support/until.js';
import { SLACK_TOKEN } from '../../support/world.js';

const MINUTE = 60_000;
const READERS = ['ada@example.com', 'grace@example.com'];
/** The lease of a process that died is out after that. */
const LATER = 40_000;

test('what a library throws where nobody catches it ends the process with a line, and the next one finishes the run', async () => {
  const at = await openScene({ missed: null, to: READERS });
  const run = await at.queue();
  const doomed = startService(at.folder, {
    END_ON: 'ledger:deliveries.end:committed',
    THROW: `the socket of ${SLACK_TOKEN} is gone`,
  });
  expect(await doomed.ended).toBe(1);
  const last = doomed.log().trimEnd().split('\n').at(-1);
  expect(last).toMatch(/ error Unexpected: the socket of <secret> is gone\. The process exits; another/);
  expect(doomed.log()).not.toMatch(/^ +at /m);
  expect(at.mailsTo('ada@example.com')).toHaveLength(1);

  const next = startService(at.folder, { CLOCK_FORWARD: String(LATER) });
  await until(async () => (await at.ledger.history.run(run.id))?.run.state === 'completed', next.log);
  for (const reader of READERS) expect(at.mailsTo(reader), reader).toHaveLength(1);
  const { stdout } = await runHere(['explain', run.id], { cwd: at.folder });
  expect(stdout).toMatch(/run +running +taken-over/);
});

test.each([
  ['fetch', 'csv'],
  ['render', 'pdf, png'],
])(
  'without a file handle at the %s nothing is sent or lost; with some again it goes on by itself',
  async (step, formats) => {
    const at = await openScene({ missed: null });
    at.edit((text) => text.replace('formats: [csv]', `formats: [${formats}]`));
    const service = startService(at.folder, {
      END_ON: `run:${step}:begun`,
      END_WITH: 'SIGSTOP',
      CLOCK_ON_SIGUSR2: String(2 * MINUTE),
    });
    await until(() => service.log().includes('has started with'), service.log);
    const run = await at.queue();
    await until(() => isStopped(service.pid), service.log);
    limitHandles(service.pid, 3);
    service.signal('SIGCONT');
    await until(() => service.log().includes('retrying, resource-exhausted'), service.log);
    expect(at.mail.sessions).toBe(0);
    expect((await at.ledger.history.run(run.id))?.run).toMatchObject({ state: 'retrying', plannedAt: null });
    const { stdout } = await runHere(['explain', run.id], { cwd: at.folder });
    expect(stdout).toMatch(/retrying, resource-exhausted\./);
    expect(stdout).toMatch(/This machine is short of file handles, memory or space: .*EMFILE/);

    limitHandles(service.pid, 1024);
    service.signal('SIGUSR2');
    await until(async () => {
      service.signal('SIGCONT');
      return (await at.ledger.history.run(run.id))?.run.state === 'completed';
    }, service.log);
    expect(at.mail.messages).toHaveLength(1);
  },
);

test('a disk that fills while a digest is rendered keeps all of it back; with room again it goes out, once', async () => {
  const at = await openScene({ missed: null, to: READERS });
  const run = await at.queue();
  const service = startService(at.folder, { END_ON: 'run:render:begun', END_WITH: 'SIGSTOP' });
  await until(() => isStopped(service.pid), service.log);
  limitFiles(service.pid, 1);
  service.signal('SIGCONT');
  await until(() => service.log().includes('The store '), service.log);
  expect(at.mail.sessions).toBe(0);
  expect((await at.ledger.history.run(run.id))?.run).toMatchObject({ state: 'running', plannedAt: null });
  limitFiles(service.pid, 'unlimited');
  await until(async () => (await at.ledger.history.run(run.id))?.run.state === 'completed', service.log);
  for (const reader of READERS) expect(at.mailsTo(reader), reader).toHaveLength(1);
  expect((await at.ledger.history.run(run.id))?.run).toMatchObject({ attempt: 1, crashes: 0 });
});

/** Whether a process stands still, by its state in `/proc`. */
const isStopped = (pid: number) => / T /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));

test('without memory for a render nothing is sent: the run waits, or its process dies; with memory again it goes out, once', async () => {
  const at = await openScene({ missed: null, to: READERS });
  at.edit((text) => text.replace('formats: [csv]', 'formats: [pdf, xlsx, png]'));
  const run = await at.queue();
  const short = startService(at.folder, { END_ON: 'run:render:begun', END_WITH: 'SIGSTOP' });
  await until(() => isStopped(short.pid), short.log);
  limitMemory(short.pid);
  short.signal('SIGCONT');
  let died = false;
  void short.ended.then(() => {
    died = true;
  });
  await until(() => died || short.log().includes('retrying, resource-exhausted'), short.log);
  short.signal('SIGKILL');
  await short.ended;
  expect(at.mail.sessions).toBe(0);
  expect((await at.ledger.history.run(run.id))?.run).toMatchObject({ plannedAt: null });

  const next = startService(at.folder, { CLOCK_FORWARD: String(3 * MINUTE) });
  await until(async () => (await at.ledger.history.run(run.id))?.run.state === 'completed', next.log);
  for (const reader of READERS) expect(at.mailsTo(reader), reader).toHaveLength(1);
});

test('when the thread that renders breaks down the log says so, and the run is made on another, once', async () => {
  const at = await openScene({ missed: null, to: READERS });
  const run = await at.queue();
  const service = startService(at.folder, { END_THREAD: '1', CLOCK_ON_SIGUSR2: String(2 * MINUTE) });
  await until(() => service.log().includes('retrying, thread-ended'), service.log);
  expect(service.log()).toMatch(/error .*The worker thread has ended: exit code 1/);
  expect(at.mail.sessions).toBe(0);
  service.signal('SIGUSR2');
  await until(async () => (await at.ledger.history.run(run.id))?.run.state === 'completed', service.log);
  for (const reader of READERS) expect(at.mailsTo(reader), reader).toHaveLength(1);
});

test('a run over which three processes die is set aside after the third, and nobody got anything of it', async () => {
  const at = await openScene({ missed: null, to: READERS });
  const run = await at.queue();
  for (const death of [0, 1, 2]) {
    const doomed = startService(at.folder, {
      END_ON: 'run:render:begun',
      END_WITH: 'SIGKILL',
      CLOCK_FORWARD: String(death * LATER),
    });
    expect(await doomed.ended).not.toBe(0);
    expect(at.mail.sessions).toBe(0);
    const story = await at.ledger.history.run(run.id);
    expect(story?.run, doomed.log()).toMatchObject({ state: 'running', crashes: death });
  }
  const next = startService(at.folder, { CLOCK_FORWARD: String(3 * LATER) });
  await until(async () => (await at.ledger.history.run(run.id))?.run.state === 'failed', next.log);
  expect((await runHere(['explain', run.id], { cwd: at.folder })).stdout).toMatch(/quarantined/);
  expect(at.mailsTo(READERS[0] ?? '')).toEqual([]);
});
