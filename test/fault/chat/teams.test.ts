import { expect, test } from 'vitest';
import { connectChat } from '../../../src/channels/chat/connection.js';
import type { ChatOptions } from '../../../src/channels/chat/options.js';
import { teams, teamsService } from '../../../src/channels/teams/channel.js';
import { createHttpClient } from '../../../src/http/client.js';
import { type ChatFault, startTeams, TEAMS_SIGNATURE } from '../../support/chat-servers.js';
import { connectTeams } from '../../support/connections.js';
import { teamsEnvelope } from '../../support/envelope.js';

const refusal = (code: string) => JSON.stringify({ error: { code, message: 'No.' } });

/** What is answered, what that means, and what the sentence tells. */
const CASES: readonly (readonly [
  what: string,
  fault: ChatFault,
  state: string,
  reason: string,
  says: RegExp,
])[] = [
  ['400', { status: 400 }, 'permanent', 'message-refused', /posts the card/],
  [
    'a workflow that is switched off',
    { status: 400, body: refusal('WorkflowTriggerIsNotEnabled') },
    'permanent',
    'switched-off',
    /Turn it on in Power Automate/,
  ],
  ['401', { status: 401 }, 'permanent', 'address-refused', /signature.*copy the address/],
  ['403', { status: 403 }, 'permanent', 'address-refused', /Anyone must be allowed/],
  ['404', { status: 404 }, 'permanent', 'address-gone', /deleted/],
  ['410', { status: 410 }, 'permanent', 'address-gone', /deleted/],
  ['413', { status: 413 }, 'permanent', 'too-large', /too large/],
  ['418', { status: 418 }, 'permanent', 'refused', /418/],
  ['a redirect', { status: 302, headers: { location: '/x' } }, 'permanent', 'redirected', /another address/],
  ['429', { status: 429, headers: { 'retry-after': '7' } }, 'retryable', 'rate-limited', /slow down/],
  ['500', { status: 500 }, 'retryable', 'server-error', /for the moment/],
  ['502', { status: 502 }, 'retryable', 'server-error', /for the moment/],
  ['503', { status: 503 }, 'retryable', 'server-error', /for the moment/],
  ['504', { status: 504 }, 'unknown', 'silent-after-post', /gave up waiting/],
  ['a connection that is cut', { cut: true }, 'unknown', 'silent-after-post', /may have been posted/],
  ['a connection that is cut after it', { doneThen: 'cut' }, 'unknown', 'silent-after-post', /may have/],
  ['half of an answer', { doneThen: 'half' }, 'unknown', 'silent-after-post', /may have/],
  ['silence', { doneThen: 'silence' }, 'unknown', 'silent-after-post', /may have/],
];

const QUICK = 600;

function connect(address: string) {
  const tools = { http: createHttpClient(), userAgent: 'botdigest/test', timeout: QUICK };
  return connectChat(teamsService, tools, teams.options.parse({ url: address }) as ChatOptions);
}

test.each(CASES)('a workflow that answers with %s', async (_what, fault, state, reason, says) => {
  const server = await startTeams([fault]);
  const receipt = await connect(server.address).deliver(teamsEnvelope(), new AbortController().signal);
  expect(receipt).toMatchObject({ state, reason, message: expect.stringMatching(says) });
  expect(receipt).toHaveProperty('message', expect.stringMatching(/^Teams at 127\.0\.0\.1:\d+ .*\.$/));
  expect(JSON.stringify(receipt)).not.toContain(TEAMS_SIGNATURE);
  expect(server.calls).toHaveLength(1);
  if (state === 'retryable')
    expect(receipt).toMatchObject({ waitMs: reason === 'rate-limited' ? 7_000 : null });
});

test('a signature that is wrong is told with the code of the answer', async () => {
  const server = await startTeams();
  const wrong = server.address.replace(TEAMS_SIGNATURE, 'another-signature');
  const receipt = await connectTeams(wrong).deliver(teamsEnvelope(), new AbortController().signal);
  expect(receipt).toMatchObject({
    reason: 'address-refused',
    message: expect.stringContaining('HTTP status 401, DirectApiAuthorizationRequired'),
  });
});

test('a code that repeats the signature is not shown', async () => {
  const server = await startTeams([{ status: 403, body: refusal(TEAMS_SIGNATURE.replaceAll('-', '_')) }]);
  const address = server.address.replace(TEAMS_SIGNATURE, TEAMS_SIGNATURE.replaceAll('-', '_'));
  const receipt = await connectTeams(address).deliver(teamsEnvelope(), new AbortController().signal);
  expect(JSON.stringify(receipt)).not.toContain('not_a_real_one');
});

test('a message is accepted, which is not yet shown', async () => {
  const server = await startTeams();
  const receipt = await connectTeams(server.address).deliver(teamsEnvelope(), new AbortController().signal);
  expect(receipt).toEqual({ state: 'delivered', providerRef: 'accepted (HTTP status 202)', notes: [] });
});

test('what a message had no room for is told with its receipt', async () => {
  const server = await startTeams();
  const { body } = teamsEnvelope();
  const short = teamsEnvelope({ body: body.map((file) => ({ ...file, detail: 'Most used interactions' })) });
  const receipt = await connectTeams(server.address).deliver(short, new AbortController().signal);
  expect(receipt).toMatchObject({ notes: ['Left out to stay within 28.0 kB: Most used interactions.'] });
});

test('a message that is too large is not sent', async () => {
  const server = await startTeams();
  const { body } = teamsEnvelope();
  const bytes = Buffer.from(JSON.stringify({ text: 'ż'.repeat(14_000) }));
  const receipt = await connectTeams(server.address).deliver(
    teamsEnvelope({ body: body.map((file) => ({ ...file, bytes })) }),
    new AbortController().signal,
  );
  expect(receipt).toMatchObject({
    state: 'permanent',
    reason: 'too-large',
    message: expect.stringContaining('28.0 kB, more than the 28.0 kB'),
  });
  expect(server.calls).toEqual([]);
});

test.each([
  ['no body', []],
  ['a body that cannot be read', teamsEnvelope().body.map((file) => ({ ...file, bytes: Buffer.from('{') }))],
])('%s is not sent', async (_what, body) => {
  const server = await startTeams();
  const envelope = teamsEnvelope({ body });
  const receipt = await connectTeams(server.address).deliver(envelope, new AbortController().signal);
  expect(receipt).toMatchObject({ state: 'permanent', reason: 'unreadable-body' });
  expect(server.calls).toEqual([]);
});

test('a run that is stopped after the message was sent leaves it unknown', async () => {
  const server = await startTeams([{ doneThen: 'silence' }]);
  const stop = new AbortController();
  const receipt = connectTeams(server.address).deliver(teamsEnvelope(), stop.signal);
  await expect.poll(() => server.posts.length, { timeout: 30_000 }).toBe(1);
  stop.abort();
  expect(await receipt).toMatchObject({ state: 'unknown', reason: 'stopped-after-post' });
});
