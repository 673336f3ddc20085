import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { ChannelTools } from '../../../src/channels/channel.js';
import type { OAuth2Login } from '../../../src/channels/email/blocks/oauth2.js';
import { createAccessTokens } from '../../../src/channels/oauth2/access-tokens.js';
import { createHttpClient } from '../../../src/http/client.js';
import { Secret } from '../../../src/lib/secret.js';
import { checkOf, connectEmail } from '../../support/connections.js';
import { movableClock } from '../../support/desk.js';
import { emailConfig } from '../../support/email-config.js';
import { mailEnvelope } from '../../support/envelope.js';
import { deadPort } from '../../support/free-port.js';
import { type Script, scriptedSmtp } from '../../support/smtp-script.js';
import { startMailServer } from '../../support/smtp-server.js';
import { testCertificate } from '../../support/tls.js';
import { respondWith, startTokenServer } from '../../support/token-server.js';

const MINUTE = 60_000;

interface Setting {
  readonly by?: 'client' | 'refresh';
  readonly tokens?: Parameters<typeof startTokenServer>[0];
  readonly login?: Partial<OAuth2Login>;
  readonly timeout?: number;
  readonly script?: Script;
}

/** A token server, a mail server that takes its tokens (or speaks a script), and a connection to both. */
async function open({ by = 'client', tokens, login, timeout = 5_000, script }: Setting = {}) {
  const tokenServer = await startTokenServer(tokens);
  const mailServer = script
    ? await scriptedSmtp(script)
    : await startMailServer({ accepts: (token) => tokenServer.accepts(token) });
  onTestFinished(async () => void (await Promise.all([mailServer.stop(), tokenServer.stop()])));
  const clock = movableClock();
  const settings = emailConfig(mailServer.port, { timeout, oauth2: tokenServer.login(by, login) });
  const tools: Partial<ChannelTools> = { clock };
  const connection = connectEmail(settings, {}, tools);
  const send = (signal = new AbortController().signal) => connection.deliver(mailEnvelope(), signal);
  const mails = () => ('mails' in mailServer ? mailServer.mails : []);
  return { tokenServer, mailServer, connection, clock, send, mails };
}

test('an app that asks in its own name logs in to the mailbox with its token', async () => {
  const { tokenServer, send, mails } = await open();
  expect(await send()).toMatchObject({ state: 'delivered', notes: [] });
  expect(tokenServer.forms).toEqual([
    {
      grant_type: 'client_credentials',
      client_id: 'botdigest-app',
      client_secret: 'app-secret~8Q/+x',
      scope: 'https://outlook.office365.com/.default',
    },
  ]);
  expect(mails()).toMatchObject([{ user: 'reports@example.org', from: 'reports@example.org' }]);
});

test('a refresh token gets tokens without a scope, and is not in any mail', async () => {
  const { tokenServer, send, mails } = await open({ by: 'refresh' });
  expect(await send()).toMatchObject({ state: 'delivered', notes: [] });
  expect(tokenServer.forms).toEqual([
    {
      grant_type: 'refresh_token',
      refresh_token: 'refresh-token-0',
      client_id: 'botdigest-app',
      client_secret: 'app-secret~8Q/+x',
    },
  ]);
  expect(mails()[0]?.raw).not.toMatch(/refresh-token|access-token/);
});

test('one token serves all mails until shortly before it expires', async () => {
  const { tokenServer, send, clock } = await open({ tokens: { expiresIn: 3600 } });
  await send();
  clock.forward(58 * MINUTE);
  await send();
  expect(tokenServer.issued).toHaveLength(1);
  clock.forward(1.5 * MINUTE);
  await send();
  expect(tokenServer.issued).toHaveLength(2);
});

test.each([
  ['short', 40, 19_000, 21_000],
  ['unknown', null, 3 * MINUTE, 5 * MINUTE],
])('a token of %s validity is kept for a part of it', async (_name, expiresIn, within, after) => {
  const { tokenServer, send, clock } = await open({ tokens: { expiresIn } });
  await send();
  clock.forward(within);
  await send();
  expect(tokenServer.issued).toHaveLength(1);
  clock.forward(after - within);
  await send();
  expect(tokenServer.issued).toHaveLength(2);
});

test('mails that are sent at once wait for one request', async () => {
  const { tokenServer, send, mails } = await open();
  await Promise.all([send(), send(), send(), send()]);
  expect(tokenServer.forms).toHaveLength(1);
  expect(mails()).toHaveLength(4);
});

test('a send that is left while it waits for a token leaves it to the others', async () => {
  const { tokenServer, send } = await open();
  let release = () => {};
  tokenServer.answer((response) => {
    release = () => respondWith(503, {})(response);
  });
  const stop = new AbortController();
  const [left, other] = [send(stop.signal), send()];
  await expect.poll(() => tokenServer.forms.length).toBe(1);
  stop.abort();
  expect(await left).toMatchObject({ state: 'retryable', reason: 'aborted' });
  release();
  expect(await other).toMatchObject({ state: 'retryable', reason: 'token-unavailable' });
  expect(tokenServer.forms).toHaveLength(1);
});

test('a token that the mail server refuses is asked for anew, once for all', async () => {
  const { tokenServer, send, mails } = await open();
  await send();
  tokenServer.revoke();
  const receipts = await Promise.all([send(), send(), send()]);
  expect(receipts.map(({ state }) => state)).toEqual(['delivered', 'delivered', 'delivered']);
  expect(tokenServer.issued).toHaveLength(2);
  expect(mails()).toHaveLength(4);
});

test('a new token that is refused as well ends the send, and the message names the mail server and its reason', async () => {
  const { tokenServer, connection, send, mails } = await open();
  const refusing = await startMailServer({ accepts: () => false });
  onTestFinished(() => refusing.stop());
  const settings = emailConfig(refusing.port, { oauth2: tokenServer.login('client') });
  const receipt = await connectEmail(settings).deliver(mailEnvelope(), new AbortController().signal);
  expect(receipt).toMatchObject({ state: 'permanent', reason: 'auth-failed' });
  expect(receipt).toHaveProperty(
    'message',
    expect.stringMatching(
      /^The mail server 127\.0\.0\.1:\d+, asked .* refused the access token, also a new one: 535 .* after \{"status":"400","schemes":"Bearer","scope":"https:\/\/mail\.google\.com\/"\}\. Check email\.oauth2/,
    ),
  );
  expect(JSON.stringify(receipt)).not.toMatch(/access-token-|app-secret/);
  expect(tokenServer.issued).toHaveLength(2);
  expect(refusing.mails).toEqual([]);
  expect(await checkOf(connection)).toMatchObject({ ok: true });
  expect([await send(), mails().length]).toMatchObject([{ state: 'delivered' }, 1]);
});

test('a refresh token that is good for one use is replaced in memory, and told of once', async () => {
  const { tokenServer, connection, send, clock } = await open({ by: 'refresh', tokens: { rotates: true } });
  const [first, second] = [await send(), await send()];
  clock.forward(60 * MINUTE);
  const third = await send();
  expect(tokenServer.forms.map(({ refresh_token }) => refresh_token)).toEqual([
    'refresh-token-0',
    'refresh-token-1',
  ]);
  expect([first, second, third]).toMatchObject([
    { state: 'delivered', notes: [expect.stringContaining('replaced the refresh token')] },
    { state: 'delivered', notes: [] },
    { state: 'delivered', notes: [] },
  ]);
  expect(JSON.stringify([first, await checkOf(connection)])).not.toMatch(/refresh-token-/);
});

test('a configuration that is read again goes on with the tokens of this process', async () => {
  const { tokenServer, mailServer, send, clock } = await open({ by: 'refresh', tokens: { rotates: true } });
  const login = { ...tokenServer.login('refresh') };
  const tokens = createAccessTokens({ http: createHttpClient(), clock, userAgent: 'botdigest/test' });
  const again = () =>
    connectEmail(emailConfig(mailServer.port, { oauth2: login }), {}, { clock, tokens }).deliver(
      mailEnvelope(),
      new AbortController().signal,
    );
  expect(await again()).toMatchObject({ state: 'delivered' });
  expect(await again()).toMatchObject({ state: 'delivered' });
  expect(tokenServer.issued).toHaveLength(1);
  clock.forward(60 * MINUTE);
  expect(await again()).toMatchObject({ state: 'delivered' });
  expect(tokenServer.issued).toHaveLength(2);
  // Another process has the used one only.
  expect(await send()).toMatchObject({
    state: 'permanent',
    reason: 'token-refused',
    message: expect.stringContaining('does not take the grant'),
  });
});

test('a check tells of a replaced refresh token', async () => {
  const { connection } = await open({ by: 'refresh', tokens: { rotates: true } });
  expect(await checkOf(connection)).toMatchObject({
    ok: true,
    detail: expect.stringMatching(
      /took the connection and the login with an access token.* No address was tried\. The token server replaced the refresh token\./,
    ),
  });
});

const LOGIN_PAGE = '<!doctype html><title>Sign in</title>';
const ANSWERS: [string, number, unknown, 'retryable' | 'permanent', string, RegExp][] = [
  [
    'a wrong secret',
    401,
    { error: 'invalid_client', error_description: 'AADSTS7000215' },
    'permanent',
    'token-refused',
    /does not take the client or its secret: invalid_client: AADSTS7000215\. Check oauth2\.clientId/,
  ],
  [
    'a used-up grant',
    400,
    { error: 'invalid_grant' },
    'permanent',
    'token-refused',
    /does not take the grant: invalid_grant\. .*put a new one into oauth2\.refreshToken/,
  ],
  [
    'a wrong scope',
    400,
    { error: 'invalid_scope' },
    'permanent',
    'token-refused',
    /does not know the scope.*Check oauth2\.scope/,
  ],
  [
    'a grant that is not allowed',
    400,
    { error: 'unauthorized_client' },
    'permanent',
    'token-refused',
    /does not let this client ask in this way/,
  ],
  [
    'another error',
    400,
    { error: 'invalid_request' },
    'permanent',
    'token-refused',
    /refused the request: invalid_request/,
  ],
  [
    'an error with status 200',
    200,
    { error: 'bad_verification_code' },
    'permanent',
    'token-refused',
    /refused the request: bad_verification_code/,
  ],
  [
    '404',
    404,
    LOGIN_PAGE,
    'permanent',
    'token-refused',
    /refused the request: HTTP status 404\. Check oauth2\.tokenUrl/,
  ],
  ['a redirect', 302, '', 'permanent', 'token-refused', /points to another address: HTTP status 302/],
  ['500', 500, '', 'retryable', 'token-unavailable', /gives no token now: HTTP status 500/],
  [
    'temporarily_unavailable',
    400,
    { error: 'temporarily_unavailable' },
    'retryable',
    'token-unavailable',
    /gives no token now/,
  ],
  [
    'a page instead of JSON',
    200,
    LOGIN_PAGE,
    'retryable',
    'token-unavailable',
    /gave an answer that is not JSON: HTTP status 200\. Check oauth2\.tokenUrl/,
  ],
  [
    'more than a token has',
    200,
    'x'.repeat(300_000),
    'retryable',
    'token-unavailable',
    /gave an answer that is not JSON: more than 262144 bytes/,
  ],
  [
    'no access_token',
    200,
    { token_type: 'Bearer' },
    'permanent',
    'token-refused',
    /gave an answer without an access_token that can be used/,
  ],
  [
    'a token with a line end',
    200,
    { access_token: 'a\r\nMAIL FROM:<x@example.com>' },
    'permanent',
    'token-refused',
    /gave an answer without an access_token that can be used/,
  ],
];

test.each(ANSWERS)(
  'a token server that answers with %s gave no token, and no mail server is asked',
  async (_name, status, body, state, reason, message) => {
    const { tokenServer, mailServer, connection, send } = await open({ script: {} });
    tokenServer.answer(respondWith(status, body));
    const receipt = await send();
    expect(receipt).toMatchObject({ state, reason });
    const told = 'message' in receipt ? receipt.message : '';
    expect(told).toMatch(new RegExp(`^The token server 127\\.0\\.0\\.1:\\d+ ${message.source}`));
    expect('sessions' in mailServer && mailServer.sessions).toBe(0);
    const check = await checkOf(connection);
    expect(check).toMatchObject({ ok: false, message: expect.stringMatching(/^The token server 127/) });
  },
);

test('waits as long as the token server asks', async () => {
  const { tokenServer, send } = await open();
  tokenServer.answer(respondWith(429, { error: 'slow_down' }, { 'retry-after': '90' }));
  expect(await send()).toMatchObject({ state: 'retryable', reason: 'token-unavailable', waitMs: 90_000 });
  tokenServer.answer(null);
  expect(await send()).toMatchObject({ state: 'delivered' });
});

test('repeats no secret that the token server quotes', async () => {
  const { tokenServer, send } = await open({ by: 'refresh' });
  const words = 'secret app-secret~8Q/+x and app-secret~8Q%2F%2Bx of refresh-token-0\u001b[31m is wrong';
  tokenServer.answer(respondWith(401, { error: 'invalid_client', error_description: words }));
  expect(await send()).toHaveProperty(
    'message',
    expect.stringContaining('invalid_client: secret <secret> and <secret> of <secret> is wrong. Check'),
  );
});

test('a token server that falls silent, drops or is not there: try again', async () => {
  const silent = await open({ timeout: 300 });
  silent.tokenServer.answer(() => {});
  expect(await silent.send()).toMatchObject({
    state: 'retryable',
    reason: 'token-unavailable',
    message: expect.stringMatching(/^The token server .* did not answer in time/),
  });
  silent.tokenServer.answer((response) => response.destroy());
  expect(await silent.send()).toMatchObject({
    state: 'retryable',
    message: expect.stringMatching(/^The token server .* broke the connection/),
  });
  const gone = await open({ login: { tokenUrl: `http://127.0.0.1:${await deadPort()}/token` } });
  expect(await gone.send()).toMatchObject({
    state: 'retryable',
    message: expect.stringMatching(/^The token server .* cannot be reached: ECONNREFUSED\. Check oauth2/),
  });
});

test('a token server whose certificate nobody vouches for is told no secret', async () => {
  let asked = 0;
  const server = createServer(testCertificate, () => {
    asked += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = server.address() as AddressInfo;
  const { send } = await open({ login: { tokenUrl: `https://127.0.0.1:${port}/token` } });
  expect(await send()).toMatchObject({
    state: 'permanent',
    reason: 'tls-failed',
    message: expect.stringMatching(/^The token server .* has a certificate that cannot be trusted/),
  });
  expect(asked).toBe(0);
});

const reply = (line: string) => ({ reply: line });

test.each([
  ['250-scripted\r\n250 AUTH PLAIN LOGIN', 'it offers PLAIN, LOGIN'],
  ['250-scripted\r\n250 AUTH=PLAIN', 'it offers PLAIN'],
  ['250-scripted\r\n250 AUTH XOAUTH', 'it offers XOAUTH'],
  ['250 scripted', 'it offers no login'],
])('a mail server that greets with %j is sent no token', async (greeting, offers) => {
  const { mailServer, send } = await open({ script: { EHLO: reply(greeting) } });
  expect(await send()).toMatchObject({
    state: 'permanent',
    reason: 'auth-not-offered',
    message: expect.stringContaining(`takes no access tokens (XOAUTH2): ${offers}. Use the server and port`),
  });
  expect('commands' in mailServer && mailServer.commands).toEqual(['EHLO reports.example.org']);
});

const XOAUTH2 = '250-scripted\r\n250 AUTH LOGIN XOAUTH2';

test.each([
  ['454 4.7.0 try later', 'retryable', 'auth-unavailable', 1],
  ['421 4.3.2 closing', 'retryable', 'auth-unavailable', 1],
  ['535 5.7.3 Authentication unsuccessful', 'permanent', 'auth-failed', 2],
  ['501 5.5.2 malformed', 'permanent', 'auth-failed', 2],
] as const)('%s to AUTH XOAUTH2 is %s', async (line, state, reason, sessions) => {
  const { mailServer, tokenServer, send } = await open({
    script: { EHLO: reply(XOAUTH2), AUTH: reply(line) },
  });
  expect(await send()).toMatchObject({ state, reason, message: expect.stringContaining(line) });
  expect(mailServer).toMatchObject({ sessions });
  expect(tokenServer.issued).toHaveLength(sessions);
  expect('commands' in mailServer && mailServer.commands.join()).not.toContain('MAIL');
});

test('repeats no token that the mail server quotes, also in base64', async () => {
  const quote = (line: string) => reply(`535 5.7.8 no: ${line}`);
  const { send } = await open({ script: { EHLO: reply(XOAUTH2), AUTH: quote } });
  const receipt = JSON.stringify(await send());
  expect(receipt).toMatch(/535 5\.7\.8 no: AUTH XOAUTH2 [\w+/]+<secret>/);
  expect(receipt).not.toContain(Buffer.from('access-token-2').toString('base64').slice(0, 16));
});

test.each([
  ['drops at the login', { AUTH: { drop: true } }, 'connection-lost'],
  ['falls silent at the login', { AUTH: { silent: true } }, 'timeout-before-accept'],
] satisfies [string, Script, string][])(
  'a mail server that %s took nothing: try again',
  async (_name, script, reason) => {
    const { tokenServer, send } = await open({ timeout: 500, script: { EHLO: reply(XOAUTH2), ...script } });
    expect(await send()).toMatchObject({ state: 'retryable', reason });
    expect(tokenServer.issued).toHaveLength(1);
  },
);

test.each([
  ['AUTH', '535 5.7.139 Authentication unsuccessful, basic authentication is disabled.'],
  ['AUTH', '534-5.7.9 Application-specific password required.\r\n534 5.7.9 see the help'],
  ['MAIL', '550 5.7.30 Basic authentication is not supported for Client Submission.'],
] as const)('a password that is refused at %s with %j points to email.oauth2', async (point, line) => {
  const server = await scriptedSmtp({ [point]: reply(line) });
  onTestFinished(() => server.stop());
  const login = { user: 'reports', password: new Secret('correct horse battery') };
  const receipt = await connectEmail(emailConfig(server.port, login)).deliver(
    mailEnvelope(),
    new AbortController().signal,
  );
  expect(receipt).toMatchObject({
    state: 'permanent',
    reason: 'auth-failed',
    message: expect.stringContaining('set email.oauth2 instead'),
  });
});

test('a sender that Microsoft 365 refuses after the message is told as one', async () => {
  const { send } = await open({
    script: {
      EHLO: reply(XOAUTH2),
      dot: reply('554 5.2.252 SendAsDenied; app@example.org not allowed to send as reports@example.org'),
    },
  });
  expect(await send()).toMatchObject({ state: 'permanent', reason: 'sender-rejected' });
});
