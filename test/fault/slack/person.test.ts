import { afterEach, describe, expect, test } from 'vitest';
import { Secret } from '../../../src/lib/secret.js';
import { connectSlack } from '../../support/connections.js';
import { slackEnvelope } from '../../support/envelope.js';
import {
  DIRECT,
  PERSON,
  type SlackFaults,
  type SlackOptions,
  type SlackServer,
  startSlack,
} from '../../support/slack-server.js';

const TOKEN = 'xoxb-not-a-real-token';
const never = new AbortController().signal;
let server: SlackServer;
afterEach(async () => {
  expect(server.violations).toEqual([]);
  await server.stop();
});

async function connect(slack: Partial<SlackOptions> = {}, channel = PERSON) {
  server = await startSlack({ token: TOKEN, ...slack });
  const config = { token: new Secret(TOKEN), apiUrl: server.apiUrl, timeout: 1_500 };
  return connectSlack(config, { channel });
}

test('a message to a person stands in the direct message, with its files in its thread', async () => {
  const to = await connect();
  const message = await to.deliver(slackEnvelope(), never);
  const ts = server.posts[0]?.ts;
  expect(server.posts).toMatchObject([{ channel: DIRECT }]);
  expect(message).toMatchObject({ state: 'delivered', providerRef: `${DIRECT}:${ts}` });
  const references = { message: `${DIRECT}:${ts}` };
  const files = await to.deliver(slackEnvelope({ part: 'files', references }), never);
  expect(files).toMatchObject({ state: 'delivered' });
  expect(server.files.flatMap(({ shares }) => shares)).toEqual([`${DIRECT}:${ts}`, `${DIRECT}:${ts}`]);
});

test('a correction stands in the thread of what it follows, in the direct message', async () => {
  const to = await connect();
  const first = await to.deliver(slackEnvelope(), never);
  if (first.state !== 'delivered') throw new Error(first.message);
  const follows = [{ part: 'message', idempotencyKey: 'first', providerRef: first.providerRef }];
  const again = slackEnvelope({ follows, idempotencyKey: 'second' });
  expect(await to.deliver(again, never)).toMatchObject({ state: 'delivered' });
  expect(server.posts[1]).toMatchObject({ channel: DIRECT, thread: server.posts[0]?.ts, broadcast: true });
});

describe('a message in doubt', () => {
  const search = { since: Date.parse('2026-11-23T07:00:00.000Z'), signal: never };

  test('is found in the direct message', async () => {
    const to = await connect({ faults: { 'chat.postMessage': [{ doneThen: 'cut' }] } });
    expect(await to.deliver(slackEnvelope(), never)).toMatchObject({ state: 'unknown' });
    expect(await to.find?.(slackEnvelope(), search)).toEqual({
      state: 'found',
      providerRef: `${DIRECT}:${server.posts[0]?.ts}`,
    });
  });

  test('is absent where it did not arrive', async () => {
    const to = await connect();
    expect(await to.find?.(slackEnvelope(), search)).toEqual({ state: 'absent' });
  });

  test.each([
    ['chat:write,im:write', 'im:history for a person'],
    ['chat:write', 'scope im:write'],
  ])('cannot be looked up with %s, and the sentence says what is wanted', async (scopes, said) => {
    const to = await connect({ scopes });
    expect(await to.find?.(slackEnvelope(), search)).toMatchObject({
      state: 'unclear',
      message: expect.stringContaining(said),
    });
  });
});

test.each<[string, Partial<SlackOptions>, object]>([
  [
    'without the scope',
    { scopes: 'chat:write,files:write,files:read' },
    { state: 'permanent', reason: 'missing-scope', message: expect.stringContaining('scope im:write') },
  ],
  [
    'whom the app may not write to',
    { faults: { 'chat.postMessage': [{ error: 'messages_tab_disabled' }] } },
    { state: 'permanent', reason: 'not-allowed', message: expect.stringContaining('Messages Tab') },
  ],
  [
    'who has left',
    { faults: { 'conversations.open': [{ error: 'user_disabled' }] } },
    { state: 'permanent', reason: 'user-not-found' },
  ],
])('a person %s gets nothing, and the sentence says what to do', async (_who, slack, receipt) => {
  expect(await (await connect(slack)).deliver(slackEnvelope(), never)).toMatchObject(receipt);
  expect(server.posts).toEqual([]);
});

test('somebody whom the workspace does not know gets nothing', async () => {
  const to = await connect({}, 'W0000000000');
  expect(await to.deliver(slackEnvelope(), never)).toMatchObject({
    state: 'permanent',
    reason: 'user-not-found',
  });
  expect(server.calls).toEqual(['conversations.open']);
});

test.each([
  ['cut', { cut: true }, 'connection-lost'],
  ['cut after it was done', { doneThen: 'cut' }, 'connection-lost'],
  ['silent', { doneThen: 'silence' }, 'timeout-before-accept'],
  ['without a conversation', { status: 200, body: '{"ok":true}' }, 'unreadable'],
  [
    'with a conversation that is no id',
    { status: 200, body: '{"ok":true,"channel":{"id":"D0:1"}}' },
    'unreadable',
  ],
] satisfies [string, NonNullable<SlackFaults[string]>[number], string][])(
  'an answer about the direct message that is %s leaves everything to the next try',
  async (_what, fault, reason) => {
    const to = await connect({ faults: { 'conversations.open': [fault] } });
    expect(await to.deliver(slackEnvelope(), never)).toMatchObject({ state: 'retryable', reason });
    expect(server.calls).toEqual(['conversations.open']);
    expect(await to.deliver(slackEnvelope(), never)).toMatchObject({ state: 'delivered' });
  },
);
