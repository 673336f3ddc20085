import Libsql from 'libsql';
import { expect, onTestFinished, test } from 'vitest';
import { runHere } from '../../../support/cli.js';
import { type Desk, openDesk, standingOf } from '../../../support/desk.js';
import { filesBelow } from '../../../support/folder.js';
import { deadPort } from '../../../support/free-port.js';
import { CHANNEL, startSlack } from '../../../support/slack-server.js';
import { scriptedSmtp } from '../../../support/smtp-script.js';
import { SLACK_TOKEN } from '../../../support/world.js';

const MINUTE = 60_000;
const watch = { signal: new AbortController().signal };

/** What `explain` prints of a run. */
async function explained(desk: Desk, run: string): Promise<string> {
  const { stdout, stderr, code } = await runHere(['explain', run], { cwd: desk.folder });
  expect([code, stderr]).toEqual([0, '']);
  return stdout;
}

/** Changes the store as a broken disk might. */
function damage(desk: Desk, statement: string): void {
  const store = new Libsql(desk.store.kind === 'sqlite' ? desk.store.path : '');
  store.exec(statement);
  store.close();
}

const WAITING = ['email: { to: [ada@example.com] }', 'folder: { path: ./exports }'];

const FIRST_BYTES = '(select gzip from contents order by length(gzip) limit 1)';

test.each([
  ['snapshots that are not there', 'delete from snapshots', 'gone', 'is not stored'],
  ['files that cannot be unpacked', "update contents set gzip = x'00010203'", 'damaged', 'resend'],
  ['files that are others than planned', `update contents set gzip = ${FIRST_BYTES}`, 'damaged', 'resend'],
  ['files that are not there', 'delete from contents', 'gone', 'is not stored'],
])('%s end a delivery in words of their own, and nothing is sent', async (_name, broken, word, told) => {
  const mail = await scriptedSmtp({});
  onTestFinished(() => mail.stop());
  const dead = await deadPort();
  const desk = await openDesk({ mailPort: dead, deliver: WAITING.slice(0, 1) });
  expect((await desk.run()).story.run.state).toBe('retrying');
  damage(desk, broken);
  desk.clock.forward(2 * MINUTE);
  const { story } = await desk.run((text) => text.replace(`port: ${dead}`, `port: ${mail.port}`));
  expect(standingOf(story)).toEqual([`ada@example.com message: failed, content-${word}`]);
  expect(story.run).toMatchObject({ state: 'failed', reason: 'undelivered', crashes: 0 });
  expect(mail.messages).toEqual([]);
  const text = await explained(desk, story.run.id);
  expect(text).toContain(`content-${word}`);
  expect(text).toContain(told);
});

test('a token of Slack that is revoked between fetching and posting is named, and stops nobody else', async () => {
  const slack = await startSlack({
    token: SLACK_TOKEN,
    faults: { 'files.getUploadURLExternal': [{ error: 'token_revoked' }] },
  });
  onTestFinished(() => slack.stop());
  const deliver = [`slack: { channel: ${CHANNEL} }`, 'folder: { path: ./exports }'];
  const desk = await openDesk({ slackUrl: slack.apiUrl, deliver });
  const { story } = await desk.run();
  expect(standingOf(story)).toEqual([
    `${CHANNEL} message: failed, token-revoked`,
    `${CHANNEL} files: skipped, earlier-part`,
    './exports files: delivered, first',
  ]);
  expect(story.run).toMatchObject({ state: 'partial', reason: 'undelivered' });
  const text = await explained(desk, story.run.id);
  expect(text).toContain('token was revoked');
  expect(text).toContain('Install the app again');
  const app = await desk.app();
  const mended = await app.resend(story.run.id, {}, watch);
  expect(mended?.story.run.state).toBe('completed');
  expect(slack.posts).toHaveLength(1);
});

test('a token of the API that is revoked after fetching changes nothing: what was stored goes out', async () => {
  const mail = await scriptedSmtp({});
  onTestFinished(() => mail.stop());
  const dead = await deadPort();
  const desk = await openDesk({ mailPort: dead, deliver: WAITING });
  const { story } = await desk.run();
  desk.clock.forward(2 * MINUTE);
  const sent = await desk.run((text) =>
    text.replace(`port: ${dead}`, `port: ${mail.port}`).replace('token: sandbox', 'token: revoked'),
  );
  expect(sent.story.run).toMatchObject({ id: story.run.id, state: 'completed' });
  expect(mail.messages).toHaveLength(1);
});

test('a target that disappears from the configuration is named by explain, and the others get theirs', async () => {
  const dead = await deadPort();
  const desk = await openDesk({
    mailPort: dead,
    deliver: ['email: { to: [ada@example.com, grace@example.com] }'],
  });
  const { story } = await desk.run();
  const mail = await scriptedSmtp({});
  onTestFinished(() => mail.stop());
  desk.clock.forward(2 * MINUTE);
  const later = await desk.run((text) =>
    text.replace(`port: ${dead}`, `port: ${mail.port}`).replace('ada@example.com, ', ''),
  );
  expect(standingOf(later.story)).toEqual([
    'ada@example.com message: failed, target-gone',
    'grace@example.com message: delivered, retry',
  ]);
  expect(await explained(desk, story.run.id)).toContain(
    'The configuration no longer sends this digest there.',
  );
  expect(filesBelow(desk.folder).size).toBeGreaterThan(0);
});
