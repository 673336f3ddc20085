import { afterEach, expect, test } from 'vitest';
import { slackDeliverer } from '../../../src/deliver/slack/slack.js';
import { createHttpClient } from '../../../src/http/client.js';
import { Secret } from '../../../src/lib/secret.js';
import { quickClock } from '../../support/quick-clock.js';
import { type SlackOptions, type SlackServer, startSlack } from '../../support/slack-server.js';

let server: SlackServer;
afterEach(() => server.stop());

async function check(slack: Omit<SlackOptions, 'token'> = {}, token = 'xoxb-right') {
  server = await startSlack({ token: 'xoxb-right', ...slack });
  const config = { token: new Secret(token), apiUrl: server.apiUrl, timeout: 2_000 };
  return slackDeliverer(config, quickClock(), createHttpClient()).check(new AbortController().signal);
}

test('names the workspace that took the token', async () => {
  expect(await check()).toEqual({ ok: true, detail: 'Slack took the token of botdigest in Example.' });
  expect(server.calls).toEqual(['auth.test']);
});

test('names the scopes that the app lacks', async () => {
  expect(await check({ scopes: 'chat:write' })).toMatchObject({
    ok: false,
    message: 'The Slack app lacks files:write, files:read.',
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
