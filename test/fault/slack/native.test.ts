import { afterEach, describe, expect, test } from 'vitest';
import type { Envelope, Receipt } from '../../../src/channels/channel.js';
import { Secret } from '../../../src/lib/secret.js';
import { openSlack } from '../../support/connections.js';
import { nativeSlackEnvelope } from '../../support/envelope.js';
import {
  CHANNEL,
  PERSON,
  type SlackFault,
  type SlackOptions,
  type SlackServer,
  startSlack,
} from '../../support/slack-server.js';

const TOKEN = 'xoxb-not-a-real-token';
let server: SlackServer;
afterEach(async () => {
  expect(server.violations).toEqual([]);
  await server.stop();
});

interface Case extends Partial<SlackOptions> {
  readonly to?: readonly string[];
  readonly envelope?: Envelope;
}

/** Sends a message to each of these, one after the other, while Slack is open. */
async function post({ to = [CHANNEL], envelope = nativeSlackEnvelope(), ...slack }: Case = {}) {
  server = await startSlack({ token: TOKEN, ...slack });
  const open = openSlack({ token: new Secret(TOKEN), apiUrl: server.apiUrl, timeout: 2_000 });
  const receipts: Receipt[] = [];
  for (const channel of to)
    receipts.push(await open.connectTo(channel, null).deliver(envelope, new AbortController().signal));
  return receipts;
}

const atPost = (...faults: (SlackFault | null)[]) => ({ faults: { 'chat.postMessage': faults } });
const times = (method: string) => server.calls.filter((call) => call === method).length;
const kinds = () =>
  server.posts.map(({ blocks }) =>
    blocks.map(({ type }) => type).filter((type) => type === 'image' || type === 'data_visualization'),
  );
const REFUSED: SlackFault = { error: 'invalid_blocks' };
const NATIVE = ['data_visualization', 'image'];
const PICTURES = ['image', 'image'];

test('a chart that Slack draws is not uploaded, the other picture is', async () => {
  expect(await post()).toEqual([
    { state: 'delivered', providerRef: `${CHANNEL}:${server.posts[0]?.ts}`, notes: [] },
  ]);
  expect(kinds()).toEqual([NATIVE]);
  expect(server.files.map(({ name }) => name)).toEqual(['charts-heatmap.png']);
});

describe('a workspace that does not know the block', () => {
  test('gets pictures in the same delivery, and the receipt says why', async () => {
    expect(await post({ kit: 'plain' })).toMatchObject([
      {
        state: 'delivered',
        notes: [expect.stringMatching(/native charts .*unsupported type: data_visualization.*slack\.charts/)],
      },
    ]);
    expect(kinds()).toEqual([PICTURES]);
    expect(times('chat.postMessage')).toBe(2);
    expect(server.files.map(({ name }) => name)).toEqual(['charts-heatmap.png', 'charts-conversations.png']);
  });

  test('is asked once a conversation, as long as Slack is open', async () => {
    const [, second] = await post({ kit: 'plain', to: [CHANNEL, CHANNEL, PERSON, PERSON] });
    expect(second).toMatchObject({ state: 'delivered', notes: [] });
    expect(kinds()).toEqual([PICTURES, PICTURES, PICTURES, PICTURES]);
    expect(times('chat.postMessage')).toBe(6);
  });

  test('gets words where pictures cannot be uploaded either', async () => {
    const [receipt] = await post({ kit: 'plain', scopes: 'chat:write' });
    expect(receipt).toMatchObject({ state: 'delivered', notes: { length: 3 } });
    expect(kinds()).toEqual([[]]);
    expect(JSON.stringify(server.posts[0]?.blocks)).toContain('A chart is missing: Conversations');
  });
});

test('a message that is too long with native charts goes with pictures, and the next one is tried again', async () => {
  const tooLong = { error: 'msg_blocks_too_long' };
  await post({ ...atPost(tooLong), to: [CHANNEL, CHANNEL] });
  expect(kinds()).toEqual([PICTURES, NATIVE]);
});

test('a refusal that was about the pictures is not held against the charts', async () => {
  const [receipt] = await post({ ...atPost(REFUSED, REFUSED), to: [CHANNEL, CHANNEL] });
  expect(receipt).toMatchObject({ state: 'delivered', notes: { length: 2 } });
  expect(kinds()).toEqual([[], NATIVE]);
});

test('a message that is refused in every layout is given up', async () => {
  const [receipt] = await post(atPost(REFUSED, REFUSED, REFUSED));
  expect(receipt).toMatchObject({ state: 'permanent', reason: 'invalid-blocks' });
  expect(times('chat.postMessage')).toBe(3);
});

test.each([
  ['the charts', [{ doneThen: 'cut' }], NATIVE],
  ['the pictures in their place', [REFUSED, { doneThen: 'cut' }], PICTURES],
] satisfies [string, SlackFault[], string[]][])(
  'a post that falls silent with %s is in doubt, and is not followed by another',
  async (_what, faults, kind) => {
    expect(await post(atPost(...faults))).toMatchObject([{ state: 'unknown', reason: 'silent-after-post' }]);
    expect(kinds()).toEqual([kind]);
    expect(times('chat.postMessage')).toBe(faults.length);
  },
);

test('an account that is held back stops the message between its layouts', async () => {
  const [receipt] = await post({
    kit: 'plain',
    faults: { 'files.getUploadURLExternal': [null, { status: 429, headers: { 'retry-after': '9' } }] },
  });
  expect(receipt).toMatchObject({ state: 'retryable', reason: 'rate-limited', waitMs: 9_000 });
  expect(server.posts).toEqual([]);
});

test('a stored message of which one layout is damaged goes in the other', async () => {
  const [native, ...others] = nativeSlackEnvelope().body;
  if (!native) throw new Error('There is no body.');
  const body = [{ ...native, bytes: Buffer.from('{"text"') }, ...others];
  expect(await post({ envelope: nativeSlackEnvelope({ body }) })).toMatchObject([{ state: 'delivered' }]);
  expect(kinds()).toEqual([PICTURES]);
});

test('what stands in the place of a picture is said in the language of its digest', async () => {
  const body = nativeSlackEnvelope().body.map((part) =>
    part.cid === undefined ? part : { ...part, detail: `Brakuje wykresu: ${part.cid}` },
  );
  await post({ scopes: 'chat:write', envelope: nativeSlackEnvelope({ body }) });
  expect(JSON.stringify(server.posts[0]?.blocks)).toContain('"Brakuje wykresu: heatmap"');
});
