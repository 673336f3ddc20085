import { expect, test } from 'vitest';
import { connectChat } from '../../../src/channels/chat/connection.js';
import type { ChatOptions } from '../../../src/channels/chat/options.js';
import { googleChat, googleChatService } from '../../../src/channels/google-chat/channel.js';
import { createHttpClient } from '../../../src/http/client.js';
import { type ChatFault, GOOGLE_CHAT_TOKEN, startGoogleChat } from '../../support/chat-servers.js';
import { connectGoogleChat } from '../../support/connections.js';
import { googleChatEnvelope } from '../../support/envelope.js';

const refusal = (status: string) => JSON.stringify({ error: { code: 400, message: 'No.', status } });

const CASES: readonly (readonly [
  what: string,
  fault: ChatFault,
  state: string,
  reason: string,
  says: RegExp,
])[] = [
  [
    '400',
    { status: 400, body: refusal('INVALID_ARGUMENT') },
    'permanent',
    'message-refused',
    /HTTP status 400, INVALID_ARGUMENT/,
  ],
  ['401', { status: 401 }, 'permanent', 'address-refused', /key or token/],
  ['403', { status: 403 }, 'permanent', 'address-refused', /administrator/],
  ['404', { status: 404 }, 'permanent', 'address-gone', /deleted/],
  ['413', { status: 413 }, 'permanent', 'too-large', /too large/],
  ['429', { status: 429, headers: { 'retry-after': '2' } }, 'retryable', 'rate-limited', /slow down/],
  ['500', { status: 500 }, 'retryable', 'server-error', /for the moment/],
  ['503', { status: 503 }, 'retryable', 'server-error', /for the moment/],
  ['504', { status: 504 }, 'unknown', 'silent-after-post', /gave up waiting/],
  ['a connection that is cut', { cut: true }, 'unknown', 'silent-after-post', /may have been posted/],
  ['half of an answer', { doneThen: 'half' }, 'unknown', 'silent-after-post', /may have/],
  ['silence', { doneThen: 'silence' }, 'unknown', 'silent-after-post', /may have/],
];

const QUICK = 600;

test.each(CASES)('Google Chat that answers with %s', async (_what, fault, state, reason, says) => {
  const server = await startGoogleChat([fault]);
  const tools = { http: createHttpClient(), userAgent: 'botdigest/test', timeout: QUICK };
  const options = googleChat.options.parse({ url: server.address }) as ChatOptions;
  const connection = connectChat(googleChatService, tools, options);
  const receipt = await connection.deliver(googleChatEnvelope(), new AbortController().signal);
  expect(receipt).toMatchObject({ state, reason, message: expect.stringMatching(says) });
  expect(receipt).toHaveProperty('message', expect.stringMatching(/^Google Chat at 127\.0\.0\.1:\d+ .*\.$/));
  expect(JSON.stringify(receipt)).not.toContain(GOOGLE_CHAT_TOKEN);
  expect(server.calls).toHaveLength(1);
  if (state === 'retryable')
    expect(receipt).toMatchObject({ waitMs: reason === 'rate-limited' ? 2_000 : null });
});

const send = (address: string, overrides = {}) =>
  connectGoogleChat(address).deliver(googleChatEnvelope(overrides), new AbortController().signal);

test('the name of the message is its reference', async () => {
  const server = await startGoogleChat();
  expect(await send(server.address)).toEqual({
    state: 'delivered',
    providerRef: 'spaces/AAAAtest/messages/m0.m0',
    notes: [],
  });
});

test.each(['', 'not json', '{"name":"<script>"}', '[]'])('a yes with the body %j is a yes', async (body) => {
  const server = await startGoogleChat([{ status: 200, body }]);
  expect(await send(server.address)).toMatchObject({ state: 'delivered', providerRef: 'HTTP status 200' });
});

test('a digest has a thread of its own, which its corrections go into', async () => {
  const server = await startGoogleChat();
  await send(server.address, { idempotencyKey: 'first' });
  await send(server.address, { idempotencyKey: 'another digest' });
  const follows = [
    { part: 'message', idempotencyKey: 'first', providerRef: 'spaces/AAAAtest/messages/m0.m0' },
    { part: 'message', idempotencyKey: 'correction 1', providerRef: null },
  ];
  await send(server.address, { idempotencyKey: 'correction 2', follows });
  const [first, another, correction] = server.posts;
  expect(correction?.thread).toBe(first?.thread);
  expect(another?.thread).not.toBe(first?.thread);
  expect(new Set(server.posts.map(({ requestId }) => requestId)).size).toBe(3);
  expect(first?.requestId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
});

test('a second try has the id of the first, so that a space that heeds it shows one', async () => {
  const server = await startGoogleChat([{ doneThen: 'cut' }], { heedsRequestId: true });
  expect(await send(server.address)).toMatchObject({ state: 'unknown' });
  expect(await send(server.address)).toMatchObject({ state: 'delivered' });
  expect(server.posts).toHaveLength(1);
  expect(server.calls).toHaveLength(2);
});

test('parameters that the address has stay as they are', async () => {
  const server = await startGoogleChat([], {
    more: '&threadKey=all-digests&messageReplyOption=REPLY_MESSAGE_OR_FAIL',
  });
  await send(server.address, { idempotencyKey: 'one' });
  await send(server.address, { idempotencyKey: 'two' });
  expect(server.posts.map(({ thread }) => thread)).toEqual(['all-digests', 'all-digests']);
  expect(server.calls[0]?.path).toContain(
    'threadKey=all-digests&messageReplyOption=REPLY_MESSAGE_OR_FAIL&requestId=',
  );
});
