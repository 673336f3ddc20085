import { expect, onTestFinished, test } from 'vitest';
import { openDesk, standingOf } from '../../../support/desk.js';
import { type SlackFaults, startSlack } from '../../../support/slack-server.js';
import { messageIds, type Script, scriptedSmtp } from '../../../support/smtp-script.js';
import { SLACK_TOKEN } from '../../../support/world.js';

const MINUTE = 60_000;
const signal = new AbortController().signal;

async function slackDesk(
  faults: SlackFaults,
  { scopes, onUnknown = 'hold' }: { scopes?: string; onUnknown?: string } = {},
) {
  const slack = await startSlack({ token: SLACK_TOKEN, faults, ...(scopes === undefined ? {} : { scopes }) });
  onTestFinished(() => slack.stop());
  const deliver = [`slack: { channel: C0123456789, onUnknown: ${onUnknown} }`];
  return { slack, desk: await openDesk({ slackUrl: slack.apiUrl, deliver }) };
}

async function mailDesk(script: Script, onUnknown: string | null = 'resend') {
  const mail = await scriptedSmtp(script);
  onTestFinished(() => mail.stop());
  const policy = onUnknown === null ? '' : `, onUnknown: ${onUnknown}`;
  const deliver = [`email: { to: [ada@example.com]${policy} }`];
  return { mail, desk: await openDesk({ mailPort: mail.port, deliver }) };
}

/** Keeps the first message and drops the connection; takes the others. */
function dropOnce(times = 1): Script {
  let left = times;
  return { dot: () => (left-- > 0 ? { drop: true } : { reply: '250 2.0.0 Ok: queued' }) };
}

test('a post that Slack took without saying so is found in the channel and not posted again', async () => {
  const { slack, desk } = await slackDesk({ 'chat.postMessage': [{ doneThen: 'cut' }] });
  const first = await desk.run();
  expect(standingOf(first.story)).toEqual([
    'C0123456789 message: unknown, silent-after-post',
    'C0123456789 files: pending, planned',
  ]);
  expect(first.story.run.state).toBe('retrying');
  desk.clock.forward(2 * MINUTE);
  const second = await desk.run();
  expect(standingOf(second.story)).toEqual([
    'C0123456789 message: delivered, found-there',
    'C0123456789 files: delivered, first',
  ]);
  expect(slack.posts).toHaveLength(1);
  expect(slack.files.map(({ shares }) => shares)).toContainEqual([`C0123456789:${slack.posts[0]?.ts}`]);
});

test('a post that Slack did not take is posted once the channel says that it is not there', async () => {
  const { slack, desk } = await slackDesk({ 'chat.postMessage': [{ cut: true }] });
  await desk.run();
  expect(slack.posts).toHaveLength(0);
  desk.clock.forward(2 * MINUTE);
  const { story } = await desk.run();
  expect(story.run).toMatchObject({ state: 'completed', reason: 'delivered' });
  expect(story.events.map(({ reason }) => reason)).toContain('not-there');
  expect(slack.posts).toHaveLength(1);
});

test('files that Slack shared without saying so are found in the thread', async () => {
  const { slack, desk } = await slackDesk({ 'files.completeUploadExternal': [null, { doneThen: 'cut' }] });
  expect(standingOf((await desk.run()).story)[1]).toBe('C0123456789 files: unknown, silent-after-post');
  desk.clock.forward(2 * MINUTE);
  expect(standingOf((await desk.run()).story)[1]).toBe('C0123456789 files: delivered, found-there');
  expect(slack.files.filter(({ shares }) => shares.length > 0)).toHaveLength(1);
});

test('without the scope to look, a held post waits for a person, whose word settles it', async () => {
  const { slack, desk } = await slackDesk(
    { 'chat.postMessage': [{ doneThen: 'silence' }, null] },
    { scopes: 'chat:write,files:write,files:read' },
  );
  const app = await desk.app((text) => text.replace('timeout: 10s }\nbots', 'timeout: 500ms }\nbots'));
  const watch = { signal };
  await app.run(app.digest('daily'), Date.parse('2025-11-24T07:00:00Z'), watch);
  desk.clock.forward(2 * MINUTE);
  const held = await app.run(app.digest('daily'), Date.parse('2025-11-24T07:00:00Z'), watch);
  expect(standingOf(held.story)).toEqual([
    'C0123456789 message: held, silent-after-post',
    'C0123456789 files: skipped, earlier-part',
  ]);
  expect(held.story.run).toMatchObject({ state: 'failed', reason: 'held' });
  expect(held.story.deliveries[0]?.error).toContain('channels:history');
  expect(await app.resend(held.story.run.id, {}, watch)).not.toBeNull();
  expect(slack.posts).toHaveLength(1);
  const resolved = await app.resolve(`${held.story.run.id}.1`, 'resend', watch);
  expect(resolved.story.run.state).toBe('completed');
  expect(slack.posts).toHaveLength(2);
});

test('a mail whose server fell silent after the dot goes once more, under the same Message-ID, and is flagged', async () => {
  const { mail, desk } = await mailDesk(dropOnce());
  expect(standingOf((await desk.run()).story)).toEqual([
    'ada@example.com message: unknown, silent-after-data',
  ]);
  desk.clock.forward(2 * MINUTE);
  const { story } = await desk.run();
  expect(standingOf(story)).toEqual(['ada@example.com message: delivered, possible-duplicate']);
  expect(mail.messages).toHaveLength(2);
  const [first, second] = mail.messages;
  expect(second).toBe(first);
  expect(new Set(messageIds(mail.messages)).size).toBe(1);
});

test('a mail whose server falls silent twice is not sent a third time', async () => {
  const { mail, desk } = await mailDesk(dropOnce(9));
  await desk.run();
  for (let round = 0; round < 3; round += 1) {
    desk.clock.forward(2 * MINUTE);
    await desk.run();
  }
  const { story } = await desk.run();
  expect(standingOf(story)).toEqual(['ada@example.com message: held, silent-after-data']);
  expect(mail.messages).toHaveLength(2);
});

test('a mail with a key that the relay knows is sent again until it answers, and comes once', async () => {
  const { mail, desk } = await mailDesk(dropOnce(3), null);
  const edit = (text: string) => text.replace(/^email: \{/m, '$& idempotencyHeader: Resend-Idempotency-Key,');
  for (let round = 0; round < 3; round += 1) {
    expect(standingOf((await desk.run(edit)).story)).toEqual([
      'ada@example.com message: unknown, silent-after-data',
    ]);
    desk.clock.forward(20 * MINUTE);
  }
  const { story } = await desk.run(edit);
  expect(standingOf(story)).toEqual(['ada@example.com message: delivered, retry']);
  expect(story.events.filter(({ reason }) => reason === 'idempotent')).toHaveLength(3);
  expect(mail.messages).toHaveLength(4);
  // The relay delivers the first message of each key.
  const keys = mail.messages.map((message) => /^Resend-Idempotency-Key: (\w+)\r$/m.exec(message)?.[1]);
  expect(keys).toEqual(Array(4).fill(story.deliveries[0]?.idempotencyKey));
  expect(new Set(mail.messages).size).toBe(1);
});

test('with onUnknown: hold it is not sent again', async () => {
  const { mail, desk } = await mailDesk(dropOnce(), 'hold');
  await desk.run();
  desk.clock.forward(2 * MINUTE);
  expect(standingOf((await desk.run()).story)).toEqual(['ada@example.com message: held, silent-after-data']);
  expect(mail.messages).toHaveLength(1);
});
