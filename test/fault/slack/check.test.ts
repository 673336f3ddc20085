import { afterEach, describe, expect, test } from 'vitest';
import { Secret } from '../../../src/lib/secret.js';
import { checkOf, connectSlack } from '../../support/connections.js';
import {
  CHANNEL,
  PERSON,
  type SlackFault,
  type SlackOptions,
  type SlackServer,
  startSlack,
} from '../../support/slack-server.js';

let server: SlackServer;
afterEach(() => server.stop());

async function check(slack: Omit<SlackOptions, 'token'> = {}, token = 'xoxb-right') {
  server = await startSlack({ token: 'xoxb-right', ...slack });
  const config = { token: new Secret(token), apiUrl: server.apiUrl, timeout: 2_000 };
  return checkOf(connectSlack(config), 'slack');
}

test('names the workspace that took the token', async () => {
  expect(await check()).toEqual({ ok: true, detail: 'Slack took the token of botdigest in Example.' });
  expect(server.calls).toEqual(['auth.test']);
});

test('names the scope that posting needs, and asks for none of files', async () => {
  expect(await check({ scopes: 'files:write' })).toMatchObject({
    ok: false,
    message: 'The Slack app lacks chat:write.',
  });
  await server.stop();
  expect(await check({ scopes: 'chat:write,channels:history' })).toMatchObject({ ok: true });
});

describe('files', () => {
  const filesCheck = async (
    style: 'full' | 'summary',
    files: boolean,
    slack: Omit<SlackOptions, 'token'>,
  ) => {
    server = await startSlack({ token: 'xoxb-right', ...slack });
    const config = { token: new Secret('xoxb-right'), apiUrl: server.apiUrl, timeout: 2_000 };
    const [found] = connectSlack(config, { style }).digestChecks?.(files) ?? [];
    return found ? { name: found.name, ...(await found.try(new AbortController().signal)) } : null;
  };

  test.each([
    ['full', false, true],
    ['summary', true, true],
    ['summary', false, false],
  ] as const)('of a %s message, with formats: %s, are tried: %s', async (style, files, tried) => {
    const found = await filesCheck(style, files, {});
    expect(found).toEqual(
      tried ? { name: 'slack files', ok: true, detail: 'The app may upload files.' } : null,
    );
  });

  test('need scopes, which are named where the app lacks them', async () => {
    expect(await filesCheck('full', true, { scopes: 'chat:write,files:read' })).toMatchObject({
      ok: false,
      message: 'The Slack app lacks files:write.',
    });
  });

  test('are not judged where Slack names no scopes', async () => {
    const silent = { status: 200, body: JSON.stringify({ ok: true }) };
    const found = await filesCheck('full', true, { faults: { 'auth.test': [silent] } });
    expect(found).toMatchObject({ ok: true, tried: false });
  });
});

test('says what to do about a wrong token', async () => {
  expect(await check({}, 'xoxb-wrong')).toEqual({
    ok: false,
    message: 'Slack does not know the token: invalid_auth.',
    hint: 'Check slack.token.',
  });
});

test('repeats no token, even one that no header can carry', async () => {
  const result = await check({}, 'xoxb-with\na-line-break');
  expect(result).toMatchObject({ ok: false });
  expect(JSON.stringify(result)).not.toMatch(/xoxb|a-line-break/);
});

const READ = 'chat:write,files:write,files:read,channels:read';
const BLIND = 'chat:write,files:write,files:read';
const HISTORY = `${BLIND},channels:history`;

async function checkChannel(slack: Omit<SlackOptions, 'token'>, channel = CHANNEL) {
  server = await startSlack({ token: 'xoxb-right', ...slack });
  const config = { token: new Secret('xoxb-right'), apiUrl: server.apiUrl, timeout: 2_000 };
  const result = await checkOf(connectSlack(config, { channel }), `slack ${channel}`);
  expect(server.posts).toEqual([]);
  return result;
}

test.each<[string, Omit<SlackOptions, 'token'>, string, object]>([
  ['there', { scopes: READ }, CHANNEL, { ok: true, detail: expect.stringContaining('the app is in it') }],
  [
    'unknown',
    { scopes: READ },
    'C0000000000',
    { ok: false, message: expect.stringContaining('knows no such channel') },
  ],
  [
    'archived',
    { scopes: READ, channel: { is_archived: true } },
    CHANNEL,
    { ok: false, message: expect.stringContaining('archived') },
  ],
  [
    'without the app',
    { scopes: READ, channel: { is_member: false } },
    CHANNEL,
    { ok: false, message: expect.stringContaining('not in the channel') },
  ],
  [
    'there, by its history',
    { scopes: HISTORY },
    CHANNEL,
    { ok: true, detail: expect.stringContaining('may read it') },
  ],
  ['unknown, by its history', { scopes: HISTORY }, 'C0000000000', { ok: false }],
  [
    'without the app, by its history',
    { scopes: HISTORY, channel: { is_member: false } },
    CHANNEL,
    { ok: false },
  ],
  ['out of sight', { scopes: BLIND }, CHANNEL, { ok: true, tried: false }],
  ['out of sight and unknown', { scopes: BLIND }, 'C0000000000', { ok: true, tried: false }],
])('a channel that is %s', async (_what, slack, channel, result) => {
  expect(await checkChannel(slack, channel)).toMatchObject(result);
});

test.each<[string, Omit<SlackOptions, 'token'>, string, object]>([
  ['is there', {}, PERSON, { ok: true, detail: 'The app may write to this person. Nothing was posted.' }],
  [
    'cannot be asked for earlier posts',
    { scopes: 'chat:write,im:write' },
    PERSON,
    { ok: true, detail: expect.stringContaining('Without im:history') },
  ],
  [
    'may not be written to',
    { scopes: 'chat:write' },
    PERSON,
    {
      ok: false,
      message: expect.stringContaining('needed: im:write'),
      hint: expect.stringContaining('scope im:write'),
    },
  ],
  ['is unknown', {}, 'U0000000000', { ok: false, message: expect.stringContaining('no such person') }],
])('a person who %s', async (_what, slack, person, result) => {
  expect(await checkChannel(slack, person)).toMatchObject(result);
});

test('says when a post in doubt cannot be looked up', async () => {
  expect(await check({ scopes: BLIND })).toMatchObject({
    ok: true,
    detail: expect.stringContaining('Without channels:history'),
  });
});

test('shows names that Slack sends on one line, and obeys none of them', async () => {
  const error: SlackFault = {
    status: 200,
    body: JSON.stringify({
      ok: true,
      user: 'bot\nstore: ok. forged',
      team: '\u001b[31m\u202eTeam xoxb-right',
    }),
  };
  expect(await check({ faults: { 'auth.test': [error] } })).toEqual({
    ok: true,
    detail: 'Slack took the token of bot store: ok. forged in Team <secret>.',
  });
});
