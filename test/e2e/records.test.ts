import { expect, onTestFinished, test } from 'vitest';
import { runHere } from '../support/cli.js';
import { type Desk, openDesk } from '../support/desk.js';
import { startSlack } from '../support/slack-server.js';
import { scriptedSmtp } from '../support/smtp-script.js';
import { SLACK_TOKEN } from '../support/world.js';

const RUN_KEYS = [
  'id',
  'digest',
  'scheduledFor',
  'trigger',
  'state',
  'reason',
  'attempt',
  'startedAt',
  'finishedAt',
  'error',
  'deliveries',
];
const DELIVERY_KEYS = [
  'id',
  'kind',
  'target',
  'part',
  'state',
  'attempt',
  'reason',
  'error',
  'notes',
  'providerRef',
  'notBefore',
];
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

async function json(desk: Desk, args: readonly string[], code = 0) {
  const answer = await runHere([...args, '--json'], { cwd: desk.folder });
  expect([args, answer.code]).toEqual([args, code]);
  return JSON.parse(answer.stdout);
}

test('runs, explain, resolve and resend say the same of a run as JSON, key by key', async () => {
  let silent = true;
  const mail = await scriptedSmtp({
    RCPT: (line) => ({ reply: line.includes('grace') ? '550 5.1.1 unknown' : '250 ok' }),
    dot: () => (silent ? { drop: true } : { reply: '250 2.0.0 Ok: queued' }),
  });
  onTestFinished(() => mail.stop());
  const to = '[ada@example.com, grace@example.com]';
  const desk = await openDesk({
    mailPort: mail.port,
    deliver: [`email: { to: ${to}, onUnknown: hold }`, 'folder: { path: ./exports }'],
  });
  await desk.run();
  desk.clock.forward(120_000);
  const { story } = await desk.run();
  silent = false;

  const [listed, ...others] = await json(desk, ['runs', '--digest', 'daily']);
  expect(others).toEqual([]);
  expect(Object.keys(listed)).toEqual(expect.arrayContaining(RUN_KEYS));
  for (const delivery of listed.deliveries)
    expect(Object.keys(delivery)).toEqual(expect.arrayContaining(DELIVERY_KEYS));
  expect(listed).toMatchObject({
    id: story.run.id,
    scheduledFor: '2025-11-24T07:00:00.000Z',
    trigger: 'manual',
    state: 'partial',
    reason: 'held',
    startedAt: expect.stringMatching(INSTANT),
    finishedAt: expect.stringMatching(INSTANT),
    deliveries: [
      { target: 'ada@example.com', part: 'message', state: 'held', reason: 'silent-after-data', attempt: 1 },
      { target: 'grace@example.com', state: 'failed', reason: 'recipient-rejected', providerRef: null },
      { kind: 'folder', target: './exports', part: 'files', state: 'delivered', notBefore: null },
    ],
  });

  const { events, attempts, artifacts, ...told } = await json(desk, ['explain', story.run.id]);
  expect(told).toEqual(listed);
  const times = events.map(({ at }: { at: string }) => at);
  expect(times).toEqual(times.toSorted());
  expect(events[0]).toMatchObject({ at: expect.stringMatching(INSTANT), what: 'queued' });
  expect(events.at(-1)).toMatchObject({ what: 'partial', reason: 'held' });
  expect(attempts).toHaveLength(3);
  expect(artifacts.length).toBeGreaterThan(0);

  const resolved = await json(desk, ['resolve', `${story.run.id}.1`, '--as', 'delivered']);
  expect(resolved).toMatchObject({
    id: story.run.id,
    state: 'partial',
    deliveries: [{ state: 'delivered', reason: 'resolved' }, { state: 'failed' }, {}],
  });

  const resent = await json(desk, ['resend', story.run.id, '--target', 'grace@example.com'], 1);
  expect(resent).toMatchObject({
    trigger: 'resend',
    state: 'partial',
    deliveries: [{ attempt: 1 }, { state: 'failed', reason: 'recipient-rejected', attempt: 2 }, {}],
  });
  expect(mail.messages).toHaveLength(1);
});

test('next marks the days on which clocks change, and what that does to a slot', async () => {
  const desk = await openDesk({
    deliver: ['folder: { path: ./exports }'],
    lines: ['schedule: "30 2 * * *"'],
  });
  await desk.app();
  const slots = await json(desk, ['next', 'daily', '-n', '366']);
  expect(slots).toHaveLength(366);
  const marked = slots.filter(({ clockChange }: { clockChange: string | null }) => clockChange !== null);
  expect(marked.map(({ clockChange }: { clockChange: string }) => clockChange).toSorted()).toEqual([
    'clocks go back to 02:00, and repeat this time: this is the first',
    'clocks go forward to 03:00, and skip its time: it is due right after',
  ]);
  for (const { digest, zone, scheduledFor } of slots)
    expect([digest, zone, scheduledFor]).toEqual(['daily', 'Europe/Warsaw', expect.stringMatching(INSTANT)]);
  const { stdout } = await runHere(['next', 'daily', '-n', '366'], { cwd: desk.folder });
  expect(stdout).toContain('it is due right after');
});

test('a digest that was never heard of is refused by every command that takes one', async () => {
  const desk = await openDesk({ deliver: ['folder: { path: ./exports }'] });
  await desk.run();
  for (const args of [
    ['runs', '--digest', 'dialy'],
    ['next', 'dialy'],
    ['run', 'dialy'],
    ['preview', 'dialy'],
  ]) {
    const { code, stderr } = await runHere([...args, '-c', 'config.yaml'], { cwd: desk.folder });
    expect([args, code]).toEqual([args, 2]);
    expect(stderr).toContain('did you mean “daily”?');
  }
  // Of a digest that the configuration has no more, the runs are listed all the same.
  await desk.app((text) => text.replace('  daily:', '  other:'));
  const { code, stdout } = await runHere(['runs', '--digest', 'daily'], { cwd: desk.folder });
  expect([code, stdout.split('\n').length]).toEqual([0, 3]);
});

test('what a delivered message had to leave out is a note, not an error', async () => {
  const faults = { 'files.getUploadURLExternal': [{ error: 'internal_error' }] };
  const slack = await startSlack({ token: SLACK_TOKEN, faults });
  onTestFinished(() => slack.stop());
  const desk = await openDesk({ slackUrl: slack.apiUrl, deliver: ['slack: { channel: C0123456789 }'] });
  const { story } = await desk.run();
  const note = 'The picture heatmap.png is missing: it could not be uploaded (internal_error).';
  const [listed] = await json(desk, ['runs']);
  expect(listed.deliveries[0]).toMatchObject({ state: 'delivered', error: null, notes: note });
  const explained = await json(desk, ['explain', story.run.id]);
  expect(explained.attempts[0]).toMatchObject({ outcome: 'delivered', error: null, notes: note });
  const { stdout } = await runHere(['explain', story.run.id], { cwd: desk.folder });
  expect(stdout).toContain(`slack C0123456789 (message): delivered. ${note}`);
});
