import { afterEach, expect, test } from 'vitest';
import type { Envelope } from '../../../src/channels/channel.js';
import { Secret } from '../../../src/lib/secret.js';
import { connectSlack } from '../../support/connections.js';
import { attachment, slackEnvelope } from '../../support/envelope.js';
import { CHANNEL, type SlackFaults, type SlackServer, startSlack } from '../../support/slack-server.js';

const TOKEN = 'xoxb-not-a-real-token';
let server: SlackServer;
afterEach(async () => {
  expect(server.violations).toEqual([]);
  await server.stop();
});

/** The files part, with pictures left out of the message part before it. A server that will be silent is not waited for long. */
async function share(faults: SlackFaults, overrides: Partial<Envelope> = {}, scopes?: string) {
  server = await startSlack({ token: TOKEN, faults, ...(scopes && { scopes }) });
  const timeout = JSON.stringify(faults).includes('silence') ? 1_500 : 10_000;
  const config = { token: new Secret(TOKEN), apiUrl: server.apiUrl, timeout };
  const connection = connectSlack(config);
  const signal = new AbortController().signal;
  const body = slackEnvelope().body.map((part) => ({
    ...part,
    bytes: Buffer.from(JSON.stringify({ text: 'Hello', blocks: [] })),
  }));
  const message = await connection.deliver(slackEnvelope({ body: body.slice(0, 1) }), signal);
  if (message.state !== 'delivered') throw new Error(message.message);
  const references = { message: message.providerRef };
  return connection.deliver(slackEnvelope({ part: 'files', references, ...overrides }), signal);
}

const thread = () => `${CHANNEL}:${server.posts[0]?.ts}`;

test('puts the files into the thread of their message, bytes as they are', async () => {
  expect(await share({})).toEqual({ state: 'delivered', providerRef: 'F0000000001,F0000000002', notes: [] });
  expect(server.files.map(({ name, shares }) => [name, shares])).toEqual([
    ['weekly-support.pdf', [thread()]],
    ['weekly-support.xlsx', [thread()]],
  ]);
  expect(server.files.map(({ bytes }) => bytes)).toEqual(
    slackEnvelope().attachments.map(({ bytes }) => bytes),
  );
});

test('is done at once when there are no files', async () => {
  expect(await share({}, { attachments: [] })).toMatchObject({ state: 'delivered', providerRef: thread() });
  expect(server.calls).toEqual(['chat.postMessage']);
});

test('posts no files outside a thread', async () => {
  expect(await share({}, { references: {} })).toMatchObject({ state: 'permanent', reason: 'no-thread' });
});

test('cleans the names that people will see', async () => {
  await share(
    {},
    { attachments: [attachment('../a/b.csv', 'text/csv', 'x'), attachment('-A-B.csv', 'text/csv', 'y')] },
  );
  expect(server.files.map(({ name }) => name)).toEqual(['a-b.csv', 'A-B-2.csv']);
});

test.each([
  ['an upload is cut', { upload: [null, { cut: true }] }, 'connection-lost'],
  ['an upload is cut after the bytes', { upload: [{ doneThen: 'cut' }] }, 'connection-lost'],
  ['an upload gets no answer', { upload: [{ doneThen: 'silence' }] }, 'timeout-before-accept'],
  ['the upload host fails', { upload: [{ status: 500 }] }, 'server-error'],
  [
    'the place to upload is not told',
    { 'files.getUploadURLExternal': [{ doneThen: 'cut' }] },
    'connection-lost',
  ],
  [
    'Slack asks to slow down',
    { 'files.getUploadURLExternal': [{ status: 429, headers: { 'retry-after': '5' } }] },
    'rate-limited',
  ],
] satisfies [string, SlackFaults, string][])(
  'shows nothing and tries again when %s',
  async (_name, faults, reason) => {
    expect(await share(faults)).toMatchObject({ state: 'retryable', reason });
    expect(server.files.flatMap(({ shares }) => shares)).toEqual([]);
  },
);

test.each([
  ['cut', { doneThen: 'cut' as const }],
  ['silent', { doneThen: 'silence' as const }],
])('a %s answer after the files were shown leaves them unknown', async (_name, fault) => {
  expect(await share({ 'files.completeUploadExternal': [fault] })).toMatchObject({
    state: 'unknown',
    reason: 'silent-after-post',
  });
  expect(server.files.flatMap(({ shares }) => shares)).toHaveLength(2);
});

test('a definite refusal after the uploads is final', async () => {
  const receipt = await share({
    'files.completeUploadExternal': [{ error: 'missing_scope', extra: { needed: 'files:write' } }],
  });
  expect(receipt).toMatchObject({
    state: 'permanent',
    reason: 'missing-scope',
    message: expect.stringContaining('files:write'),
  });
});

test('a message without pictures needs no scope of files; its files do, and the sentence says so', async () => {
  const receipt = await share({}, {}, 'chat:write');
  expect(server.posts).toHaveLength(1);
  expect(receipt).toEqual({
    state: 'permanent',
    reason: 'missing-scope',
    message:
      'Slack wants a permission that the app does not have: missing_scope, needed: files:write. Pictures and files need the scopes files:write and files:read: add them and install the app again.',
  });
});
