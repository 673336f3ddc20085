import { expect, onTestFinished, test } from 'vitest';
import type { ServiceEvent } from '../../../../src/run/events/event.js';
import { LEASE } from '../../../../src/run/journal/limits.js';
import { testName } from '../../../../src/schedule/test-name.js';
import { runHere } from '../../../support/cli.js';
import { openDesk, standingOf } from '../../../support/desk.js';
import { claimed } from '../../../support/ledger-work.js';
import { CHANNEL, startSlack } from '../../../support/slack-server.js';
import { messageIds, type Script, scriptedSmtp } from '../../../support/smtp-script.js';
import { until } from '../../../support/until.js';
import { SLACK_TOKEN } from '../../../support/world.js';

const watch = { signal: new AbortController().signal };
const ME = { kind: 'email', address: 'me@example.com' };
const HOURLY = 'schedule: "0 * * * *"';

async function room({
  deliver = ['email: { to: [ada@example.com] }'],
  lines = [],
  script = {},
}: {
  deliver?: readonly string[];
  lines?: readonly string[];
  script?: Script;
} = {}) {
  const mail = await scriptedSmtp(script);
  const slack = await startSlack({ token: SLACK_TOKEN });
  onTestFinished(async () => void (await Promise.all([mail.stop(), slack.stop()])));
  const desk = await openDesk({ mailPort: mail.port, slackUrl: slack.apiUrl, deliver, lines });
  return { desk, mail, slack };
}

test('a test goes to these alone, marked, and stands in the ledger with who asked for it', async () => {
  const { desk, mail, slack } = await room();
  const app = await desk.app();
  const to = [ME, { kind: 'slack', address: CHANNEL }];
  const { story } = await app.test(app.digest('daily'), { to, by: 'ann' }, watch);
  expect(standingOf(story)).toEqual([
    'me@example.com message: delivered, first',
    `${CHANNEL} message: delivered, first`,
    `${CHANNEL} files: delivered, first`,
  ]);
  expect(story.run).toMatchObject({ digest: 'test.daily', trigger: 'test', state: 'completed' });
  expect(story.events[0]).toMatchObject({ what: 'queued', reason: 'test', detail: 'ann' });
  expect(mail.messages).toHaveLength(1);
  expect(mail.messages[0]).toContain('Subject: [Test] Support bot, yesterday');
  expect(mail.messages[0]).toContain('To: me@example.com');
  expect(JSON.stringify(slack.posts)).toContain('[Test] Support bot, yesterday');
  const { files } = await app.previewRun(story.run.id, null);
  expect(files.filter(({ same }) => same === false)).toEqual([]);
});

test.each([
  ['de-DE', '[Test]'],
  ['es-ES', '[Prueba]'],
  ['fr-FR', '[Test]'],
  ['pl-PL', '[Test]'],
  ['uk-UA', '[Тест]'],
])('in %s the mark is %s, also before a subject of the user’s own', async (locale, mark) => {
  const { desk, mail } = await room({
    deliver: ['email: { to: [ada@example.com], subject: Numbers }'],
    lines: [`locale: ${locale}`],
  });
  const app = await desk.app();
  await app.test(app.digest('daily'), { to: [ME], by: 'ann' }, watch);
  const [, subject = ''] = /^Subject: (.*)\r\n/m.exec(mail.messages[0] ?? '') ?? [];
  const word = /=\?UTF-8\?[BQ]\?/i.test(subject) ? decoded(subject) : subject;
  expect(word).toBe(`${mark} Numbers`);
});

/** An encoded word of RFC 2047. */
function decoded(word: string): string {
  return word.replace(/=\?UTF-8\?([BQ])\?(.*?)\?=(?:\s+(?==\?))?/gi, (_all, form: string, text: string) =>
    form.toUpperCase() === 'B'
      ? Buffer.from(text, 'base64').toString()
      : decodeURIComponent(text.replaceAll('_', ' ').replaceAll('=', '%')),
  );
}

test('it counts for nothing: no slot, streak, last run, repetition or figure knows of it', async () => {
  const { desk, mail } = await room({
    script: { RCPT: (line) => ({ reply: line.includes('me@') ? '550 5.1.1 unknown' : '250 ok' }) },
  });
  const app = await desk.app();
  const ledger = await desk.ledger();
  const { story } = await app.test(app.digest('daily'), { to: [ME], by: 'ann' }, watch);
  const { id, scheduledFor } = story.run;
  expect(story.run).toMatchObject({ state: 'failed', reason: 'undelivered' });
  expect(await ledger.streaks.due()).toEqual([]);
  expect(await ledger.history.counts()).toEqual({ runs: {}, deliveries: [] });
  expect(await ledger.history.digests()).toEqual([]);
  expect([...(await ledger.history.lastCompleted()).keys()]).toEqual([]);
  expect(await ledger.history.unfinished(Date.now() + 86_400_000)).toEqual([]);
  expect(await ledger.history.runs({ limit: 9 })).toEqual([]);
  expect((await ledger.history.runs({ limit: 9, tests: true })).map(({ run }) => run.id)).toEqual([id]);
  await expect(app.findRun('last')).rejects.toThrow('Nothing was run yet');
  expect(await app.findRun(id.slice(0, 6))).toBe(id);

  const sent = await app.run(app.digest('daily'), scheduledFor - 60_000, watch);
  expect(standingOf(sent.story)).toEqual(['ada@example.com message: delivered, first']);
  expect(mail.messages).toHaveLength(1);
  const slot = { digest: 'daily', scheduledFor, trigger: 'cron', deadline: null } as const;
  expect(await ledger.slots.request(slot, null, scheduledFor)).toMatchObject({ kind: 'created' });
});

test('two tests of one instant are two, with messages of their own', async () => {
  const { desk, mail } = await room();
  const [one, two] = [await desk.app(), await desk.app()];
  const at = desk.clock.now();
  Object.assign(desk.clock, { now: () => at });
  const made = await Promise.all(
    [one, two].map((app) => app.test(app.digest('daily'), { to: [ME], by: 'ann' }, watch)),
  );
  expect(new Set(made.map(({ story }) => story.run.id)).size).toBe(2);
  expect(made.map(({ story }) => story.run.state)).toEqual(['completed', 'completed']);
  expect(new Set(messageIds(mail.messages)).size).toBe(2);
});

test('a failed test is tried once, and a resend of it stays a test', async () => {
  let broken = true;
  const { desk, mail } = await room({
    script: { RCPT: () => ({ reply: broken ? '451 4.3.0 later' : '250 ok' }) },
  });
  const app = await desk.app();
  const { story } = await app.test(app.digest('daily'), { to: [ME], by: 'ann' }, watch);
  expect(standingOf(story)).toEqual(['me@example.com message: failed, gave-up']);
  expect(story.run.state).toBe('failed');
  broken = false;
  const again = await app.resend(story.run.id, {}, watch);
  expect(again?.story.run).toMatchObject({ state: 'completed', trigger: 'test' });
  expect(mail.messages[0]).toContain('[Test]');
});

test('where figures are missing it goes without them, and no correction follows', async () => {
  const { desk, mail } = await room({ lines: ['onGap: hold', 'gapPatience: 1h'] });
  const app = await desk.app((text) =>
    text.replace('reports: [average]', 'reports: [average, interactions]'),
  );
  desk.api.setFaults([{ match: { report: 'interactions' }, fault: { kind: 'status', status: 500 } }]);
  const { story } = await app.test(app.digest('daily'), { to: [ME], by: 'ann' }, watch);
  expect(story.run).toMatchObject({ state: 'partial', reason: 'incomplete' });
  desk.api.setFaults([]);
  expect(await app.resend(story.run.id, {}, watch)).toBeNull();
  expect(mail.messages).toHaveLength(1);
});

test('a test whose process died before it was made is ended by the service, which works on the digest as before', async () => {
  const { desk, mail } = await room({ lines: [HOURLY] });
  const app = await desk.app();
  await app.history();
  const ledger = await desk.ledger();
  const now = desk.clock.now();
  const slot = { digest: testName('daily'), scheduledFor: now, trigger: 'test', deadline: now } as const;
  const { run } = await ledger.slots.request(slot, null, now);
  claimed(await ledger.runs.claim({ owner: 'killed', until: now + LEASE }, now));
  desk.clock.forward(LEASE + 1);
  const seen: ServiceEvent[] = [];
  const service = await app.start((event) => void seen.push(event));
  onTestFinished(() => service.stop());
  await until(async () => (await ledger.history.run(run.id))?.run.state === 'failed');
  const ended = (await ledger.history.run(run.id))?.run;
  expect(ended).toMatchObject({ reason: 'interrupted' });
  expect(ended?.error).toContain('botdigest test daily makes another');
  expect(await ledger.streaks.due()).toEqual([]);
  expect(mail.messages).toEqual([]);
});

test('readers who get another form get that one, others say which', async () => {
  const deliver = [
    '{ email: { to: [ada@example.com] }, title: For Ada }',
    '{ email: { to: [ewa@example.com] }, locale: pl-PL }',
  ];
  const { desk, mail } = await room({ deliver });
  const app = await desk.app();
  const digest = app.digest('daily');
  const ada = { kind: 'email', address: 'ADA@example.com' };
  await app.test(digest, { to: [ada], by: 'ann' }, watch);
  expect(mail.messages[0]).toContain('Subject: [Test] For Ada');
  await expect(app.test(digest, { to: [ME], by: 'ann' }, watch)).rejects.toThrow('say which with --slice');
  await expect(app.test(digest, { to: [ME], slice: 'pl', by: 'ann' }, watch)).rejects.toThrow('pl-PL');
  await app.test(digest, { to: [ME], slice: 'pl-PL', by: 'ann' }, watch);
  expect(mail.messages[1]).toContain('To: me@example.com');
  const bad = { kind: 'email', address: 'nobody' };
  await expect(app.test(digest, { to: [bad], slice: 'pl-PL', by: 'ann' }, watch)).rejects.toMatchObject({
    exitCode: 2,
  });
  expect(await (await app.history()).runs({ limit: 9, tests: true })).toHaveLength(2);
});

test('the command prints the digest’s id, and lists and explains it as a test', async () => {
  const { desk } = await room();
  await desk.app();
  const cwd = { cwd: desk.folder };
  const made = await runHere(['test', 'daily', '--to', 'me@example.com', '--json'], cwd);
  expect(made.code, made.stderr).toBe(0);
  const { id, digest, trigger } = JSON.parse(made.stdout);
  expect([digest, trigger]).toEqual(['daily', 'test']);
  const listed = JSON.parse((await runHere(['runs', '--digest', 'daily', '--json'], cwd)).stdout);
  expect(listed).toMatchObject([{ id, digest: 'daily', trigger: 'test' }]);
  expect((await runHere(['runs'], cwd)).stdout).toMatch(/ daily +.* test /);
  expect((await runHere(['explain', id], cwd)).stdout).toMatch(
    /^daily, scheduled for .* \(test\): completed/,
  );
  expect((await runHere(['test', 'daily'], cwd)).code).toBe(2);
  expect((await runHere(['test', 'dayly', '--to', 'me@example.com'], cwd)).stderr).toContain('daily');
});
