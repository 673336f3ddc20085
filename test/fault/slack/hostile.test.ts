import { afterEach, describe, expect, test } from 'vitest';
import { Secret } from '../../../src/lib/secret.js';
import { connectSlack } from '../../support/connections.js';
import { slackEnvelope } from '../../support/envelope.js';
import {
  actOf,
  HOSTILE,
  type HostileServer,
  type Hostility,
  hostileHttp,
} from '../../support/hostile-http.js';
import { loopTime } from '../../support/loop-time.js';
import { CHANNEL, startSlack } from '../../support/slack-server.js';

const TOKEN = 'xoxb-not-a-real-token';
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function keep(server: Promise<HostileServer>): Promise<HostileServer> {
  const made = await server;
  stops.push(made.stop);
  return made;
}

const connect = (apiUrl: string, timeout = 1_000) =>
  connectSlack({ token: new Secret(TOKEN), apiUrl, timeout });
const never = new AbortController().signal;
/** A message without pictures: the first thing that is called is the post. */
const words = slackEnvelope({ body: slackEnvelope().body.filter(({ role }) => role === 'body') });

const says = (body: string) => {
  const head = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`;
  return hostileHttp((socket) => void socket.write(head + body));
};

describe('a post whose answer does not come whole is in doubt', () => {
  test.each(Object.keys(HOSTILE) as Hostility[])('%s', async (what) => {
    const server = await keep(hostileHttp(actOf(what)));
    const delivery = connect(`${server.url}/api/`).deliver(words, never);
    expect(await loopTime(() => delivery)).toBeLessThan(8_000);
    expect(await delivery).toMatchObject({ state: 'unknown', reason: 'silent-after-post' });
    expect(server.requests).toEqual(['POST /api/chat.postMessage HTTP/1.1']);
  });
});

const DEEP = '['.repeat(5_000) + ']'.repeat(5_000);

describe('a post whose answer cannot be read is in doubt', () => {
  test.each([
    ['5,000 arrays', DEEP],
    ['5,000 arrays within a good answer', `{"ok":true,"channel":"C1","ts":"1","message":${DEEP}}`],
    ['5,000 arrays as the error', `{"ok":false,"error":${DEEP}}`],
    ['an error that is no word', '{"ok":false,"error":{"a":1}}'],
    ['messages that are a number', '{"ok":true,"response_metadata":{"messages":7}}'],
    ['warnings that are a number', '{"ok":true,"response_metadata":{"warnings":7}}'],
    ['null', 'null'],
    ['a number', '7'],
    ['no answer', '{}'],
    ['no JSON', '<html>'],
  ])('%s', async (_what, body) => {
    const server = await keep(says(body));
    const receipt = await connect(`${server.url}/api/`).deliver(words, never);
    expect(receipt).toMatchObject({ state: 'unknown', reason: 'silent-after-post' });
  });
});

test('a post that was never written is tried again', async () => {
  const server = await keep(hostileHttp(() => {}));
  const apiUrl = `${server.url.replace('http:', 'https:')}/api/`;
  const receipt = await connect(apiUrl, 300).deliver(words, never);
  expect(receipt).toMatchObject({ state: 'retryable', reason: 'timeout-before-accept' });
});

test('a gzip file in the place of an answer is not unpacked', async () => {
  const server = await keep(
    hostileHttp((socket) => {
      socket.write(
        'HTTP/1.1 200 OK\r\nContent-Type: application/gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8b\x08\x00',
      );
    }),
  );
  const receipt = await connect(`${server.url}/api/`).deliver(words, never);
  expect(receipt).toMatchObject({ state: 'unknown' });
});

test('no file goes to an address in the operator’s network, and the message goes without its pictures', async () => {
  const inner = await keep(hostileHttp(() => {}));
  const slack = await startSlack({ token: TOKEN, uploadUrl: inner.url.replace('127.0.0.1', '10.0.0.1') });
  stops.push(slack.stop);
  const receipt = await connect(slack.apiUrl).deliver(slackEnvelope(), never);
  expect(receipt).toMatchObject({ state: 'delivered' });
  expect(JSON.stringify(receipt)).toContain('the upload address is not https');
  const files = await connect(slack.apiUrl).deliver(
    slackEnvelope({ part: 'files', references: { message: `${CHANNEL}:1764000000.000001` } }),
    never,
  );
  expect(files).toMatchObject({
    state: 'permanent',
    message: expect.stringContaining('named an address for files that nothing is sent to'),
  });
  expect(inner.requests).toEqual([]);
});

test('an upload whose answer never ends costs a picture, not the message', async () => {
  const inner = await keep(hostileHttp(actOf('a body that stops after seven bytes')));
  const slack = await startSlack({ token: TOKEN, uploadUrl: inner.url });
  stops.push(slack.stop);
  const receipt = await connect(slack.apiUrl, 500).deliver(slackEnvelope(), never);
  expect(receipt).toMatchObject({ state: 'delivered' });
  expect(JSON.stringify(receipt)).toContain('no whole answer in time');
  expect(inner.requests.join()).not.toContain(TOKEN);
});
