import { afterEach, describe, expect, test } from 'vitest';
import type { Receipt } from '../../../src/channels/channel.js';
import { Secret } from '../../../src/lib/secret.js';
import { connectSlack } from '../../support/connections.js';
import { slackEnvelope } from '../../support/envelope.js';
import { quickClock } from '../../support/quick-clock.js';
import {
  CHANNEL,
  type SlackFault,
  type SlackOptions,
  type SlackServer,
  startSlack,
} from '../../support/slack-server.js';

const TOKEN = 'xoxb-not-a-real-token';
let server: SlackServer;
let clock = quickClock();
afterEach(async () => {
  expect(server.violations).toEqual([]);
  await server.stop();
});

async function post(
  slack: Partial<SlackOptions> = {},
  settings: { timeout?: number; signal?: AbortSignal; token?: string } = {},
): Promise<Receipt> {
  server = await startSlack({ token: TOKEN, ...slack });
  clock = quickClock();
  const config = {
    token: new Secret(settings.token ?? TOKEN),
    apiUrl: server.apiUrl,
    timeout: settings.timeout ?? 5_000,
  };
  const signal = settings.signal ?? new AbortController().signal;
  return connectSlack(config, {}, { clock }).deliver(slackEnvelope(), signal);
}

const atPost = (...faults: (SlackFault | null)[]) => ({ faults: { 'chat.postMessage': faults } });
const blockTypes = () => server.posts[0]?.blocks.map(({ type }) => type);
const times = (method: string) => server.calls.filter((call) => call === method).length;

describe('a message', () => {
  test('goes out with its pictures once Slack can show them', async () => {
    const receipt = await post({ pollsUntilReady: 3 });
    expect(receipt).toEqual({
      state: 'delivered',
      providerRef: `${CHANNEL}:${server.posts[0]?.ts}`,
      notes: [],
    });
    const images = server.posts[0]?.blocks.filter(({ type }) => type === 'image');
    expect(images?.map(({ slack_file }) => slack_file)).toEqual([
      { id: 'F0000000001' },
      { id: 'F0000000002' },
    ]);
    expect(server.files.map(({ shares }) => shares)).toEqual([[], []]);
    expect(clock.slept.length).toBeGreaterThanOrEqual(3);
  });

  test('carries its key, so that it can be found again', async () => {
    await post();
    expect(server.posts[0]?.metadata).toEqual({
      event_type: 'botdigest_delivery',
      event_payload: { key: slackEnvelope().idempotencyKey },
    });
  });

  test('goes without a picture that never gets ready, and says so to readers and in the receipt', async () => {
    const receipt = await post({ pollsUntilReady: Number.POSITIVE_INFINITY });
    expect(receipt).toMatchObject({
      state: 'delivered',
      notes: [
        expect.stringContaining('charts-conversations.png is missing'),
        expect.stringContaining('charts-heatmap.png is missing'),
      ],
    });
    expect(blockTypes()).toEqual(['header', 'section', 'context', 'context', 'context']);
    expect(JSON.stringify(server.posts[0]?.blocks)).toContain('A chart is missing: Conversations');
    expect(clock.slept.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(5_000);
  });

  test.each([
    ['the upload is cut', { upload: [{ cut: true }] }],
    ['the upload host fails', { upload: [{ status: 503 }] }],
    ['no place to upload is given', { 'files.getUploadURLExternal': [{ error: 'internal_error' }] }],
    ['the place to upload cannot be read', { 'files.getUploadURLExternal': [{ doneThen: 'nonsense' }] }],
    [
      'uploading is not allowed',
      { 'files.getUploadURLExternal': [{ error: 'missing_scope', extra: { needed: 'files:write' } }] },
    ],
    [
      'Slack does not say whether it is ready',
      { 'files.info': [{ error: 'missing_scope', extra: { needed: 'files:read' } }] },
    ],
  ] satisfies [string, SlackOptions['faults']][])('goes without a picture when %s', async (_name, faults) => {
    const receipt = await post({ faults });
    expect(receipt).toMatchObject({
      state: 'delivered',
      notes: [expect.stringContaining('The picture charts-conversations.png is missing')],
    });
    expect(blockTypes()).toEqual(['header', 'section', 'context', 'image', 'context']);
  });

  test('goes without pictures when their upload cannot be completed', async () => {
    const receipt = await post({ faults: { 'files.completeUploadExternal': [{ doneThen: 'cut' }] } });
    expect(receipt).toMatchObject({ state: 'delivered', notes: { length: 2 } });
    expect(server.posts).toHaveLength(1);
  });

  test('is sent once more without pictures when Slack refuses its layout, which proves that nothing was posted', async () => {
    const receipt = await post(
      atPost({
        error: 'invalid_blocks',
        extra: { response_metadata: { messages: ['[ERROR] invalid slack file'] } },
      }),
    );
    expect(receipt).toMatchObject({
      state: 'delivered',
      notes: [expect.stringContaining('invalid slack file')],
    });
    expect(times('chat.postMessage')).toBe(2);
    expect(blockTypes()).not.toContain('image');
  });

  test('is given up when its layout is refused without pictures too', async () => {
    const receipt = await post(atPost({ error: 'invalid_blocks' }, { error: 'invalid_blocks' }));
    expect(receipt).toMatchObject({ state: 'permanent', reason: 'invalid-blocks' });
    expect(times('chat.postMessage')).toBe(2);
  });
});

const RATE_LIMITS: [string, SlackFault, number | null][] = [
  ['429 with Retry-After', { status: 429, headers: { 'retry-after': '30' } }, 30_000],
  ['429 without Retry-After', { status: 429 }, null],
  ['ratelimited', { error: 'ratelimited' }, null],
  ['ratelimited with Retry-After', { error: 'ratelimited', headers: { 'retry-after': '7' } }, 7_000],
];

describe.each(RATE_LIMITS)('%s', (_name, fault, waitMs) => {
  test('waits as long as Slack asks, without another call', async () => {
    expect(await post(atPost(fault))).toMatchObject({ state: 'retryable', reason: 'rate-limited', waitMs });
    expect(times('chat.postMessage')).toBe(1);
  });

  test('holds the whole message back when it meets a picture', async () => {
    const receipt = await post({ faults: { 'files.getUploadURLExternal': [fault] } });
    expect(receipt).toMatchObject({ state: 'retryable', reason: 'rate-limited', waitMs });
    expect(server.calls).toEqual(['files.getUploadURLExternal']);
  });
});

test.each([
  ['channel_not_found', 'channel-not-found'],
  ['not_in_channel', 'not-in-channel'],
  ['is_archived', 'is-archived'],
  ['token_revoked', 'token-revoked'],
  ['account_inactive', 'account-inactive'],
  ['invalid_auth', 'invalid-auth'],
  ['restricted_action_read_only_channel', 'not-allowed'],
  ['msg_too_long', 'too-large'],
  ['something_new', 'refused'],
])('%s is final, and the sentence says what to do', async (error, reason) => {
  const receipt = await post(atPost({ error }));
  expect(receipt).toMatchObject({
    state: 'permanent',
    reason,
    message: expect.stringMatching(/^Slack .*\.$/),
  });
  expect(times('chat.postMessage')).toBe(1);
});

test('names the scope that is missing', async () => {
  const receipt = await post(
    atPost({ error: 'missing_scope', extra: { needed: 'chat:write', provided: 'identify' } }),
  );
  expect(receipt).toMatchObject({
    state: 'permanent',
    reason: 'missing-scope',
    message: expect.stringContaining('needed: chat:write'),
  });
});

test('repeats no token that Slack quotes', async () => {
  const messages = [`[ERROR] odd header: Bearer ${TOKEN}`];
  const receipt = await post(atPost({ error: 'not_allowed', extra: { response_metadata: { messages } } }));
  expect(receipt).toHaveProperty('message', expect.stringContaining('Bearer <secret>'));
});

test('stops at the first call when the token is wrong', async () => {
  expect(await post({}, { token: 'xoxb-another' })).toMatchObject({
    state: 'permanent',
    reason: 'invalid-auth',
  });
  expect(server.calls).toHaveLength(1);
});

test('follows no redirect, and blames the address', async () => {
  const receipt = await post(atPost({ status: 302, headers: { location: 'http://127.0.0.1:1/' } }));
  expect(receipt).toMatchObject({
    state: 'permanent',
    reason: 'refused',
    message: expect.stringContaining('slack.apiUrl'),
  });
});

test.each([
  ['500', { status: 500 }],
  ['503', { status: 503, body: '<html>busy</html>' }],
  ['service_unavailable', { error: 'service_unavailable' }],
] satisfies [string, SlackFault][])('%s is tried again later', async (_name, fault) => {
  expect(await post(atPost(fault))).toMatchObject({
    state: 'retryable',
    reason: 'server-error',
    waitMs: null,
  });
  expect(times('chat.postMessage')).toBe(1);
});

test.each([
  ['is cut', { doneThen: 'cut' }],
  ['cannot be read', { doneThen: 'nonsense' }],
  ['is a gateway that gave up', { status: 504 }],
  ['says that it may have failed half-way', { error: 'fatal_error' }],
] satisfies [string, SlackFault][])(
  'an answer to the post that %s leaves it unknown',
  async (_name, fault) => {
    expect(await post(atPost(fault))).toMatchObject({ state: 'unknown', reason: 'silent-after-post' });
    expect(times('chat.postMessage')).toBe(1);
  },
);

test('silence after the post leaves it unknown', async () => {
  expect(await post(atPost({ doneThen: 'silence' }), { timeout: 2_000 })).toMatchObject({
    state: 'unknown',
    reason: 'silent-after-post',
  });
  expect(server.posts).toHaveLength(1);
});

test('a run that is stopped after the post leaves it unknown', async () => {
  const [before, stop] = [server, new AbortController()];
  const receipt = post(atPost({ doneThen: 'silence' }), { signal: stop.signal });
  await expect.poll(() => server !== before && server.posts.length, { timeout: 30_000 }).toBe(1);
  stop.abort();
  expect(await receipt).toMatchObject({ state: 'unknown', reason: 'stopped-after-post' });
});
