import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Connection } from '../../src/channels/channel.js';
import type { EmailSettings } from '../../src/channels/email/settings.js';
import { Secret } from '../../src/lib/secret.js';
import { checkOf, connectEmail } from '../support/connections.js';
import { checkSignature, signingKey } from '../support/dkim.js';
import { emailConfig } from '../support/email-config.js';
import { mailEnvelope } from '../support/envelope.js';
import { type Postfix, postfixLack, startPostfix } from '../support/postfix.js';
import { startMailServer, type TestMailServer } from '../support/smtp-server.js';
import { testCertificate } from '../support/tls.js';
import { startTokenServer, type TokenServer } from '../support/token-server.js';

const lack = postfixLack();
if (lack !== null) test('A real Postfix', () => console.warn(`${lack}: no mail went through it.`));

const tools = { ca: [testCertificate.cert] };
const login = { user: 'reports@example.org', password: new Secret('correct-horse-battery') };

describe.runIf(lack === null)('Through a real Postfix', () => {
  let tokens: TokenServer;
  let sink: TestMailServer;
  let postfix: Postfix;
  beforeAll(async () => {
    tokens = await startTokenServer();
    sink = await startMailServer({ starttls: false });
    postfix = await startPostfix(sink.port, `${tokens.url}?access_token=`);
  }, 30_000);
  afterAll(async () => {
    await postfix?.stop();
    await Promise.all([sink?.stop(), tokens?.stop()]);
  });

  const open = (settings: Partial<EmailSettings>, to = 'ann@example.com') =>
    connectEmail(emailConfig(postfix.relay, settings), { to: [to] }, tools);
  const submitting = (settings: Partial<EmailSettings>, to?: string) =>
    open({ port: postfix.submission, security: 'starttls', ...settings }, to);
  const send = (connection: Connection) => {
    const [target = { kind: 'email', address: '' }] = connection.targets;
    return connection.deliver(mailEnvelope({ target }), new AbortController().signal);
  };
  /** What a send brought to the far side. */
  const arrival = async (connection: Connection) => {
    const before = sink.mails.length;
    expect(await send(connection)).toMatchObject({
      state: 'delivered',
      providerRef: expect.stringMatching(/queued as \w+/),
    });
    await expect.poll(() => sink.mails.length, { timeout: 10_000 }).toBe(before + 1);
    return sink.mails.at(-1);
  };

  test('a signed mail with a key arrives whole, and its signature holds', async () => {
    const idempotencyHeader = 'Resend-Idempotency-Key';
    const mail = await arrival(open({ security: 'starttls', dkim: signingKey, idempotencyHeader }));
    const { raw = '' } = mail ?? {};
    expect(raw).toMatch(/^Received: from reports\.example\.org [\s\S]*?by relay\.example\.net \(Postfix\)/);
    expect(checkSignature(Buffer.from(raw))).toMatchObject({ body: true, fields: true });
    expect(raw).toContain(`\r\n${idempotencyHeader}: ${mailEnvelope().idempotencyKey}\r\n`);
  });

  test('mail goes in clear where that is configured, and encrypted else', async () => {
    expect((await arrival(open({ security: 'none' })))?.raw).not.toContain('using TLS');
    expect((await arrival(open({ security: 'starttls' })))?.raw).toMatch(/using TLSv1\.[23]/);
  });

  test('addresses with letters outside ASCII pass, before and behind the @', async () => {
    const mail = await arrival(open({ from: 'Büro <büro@münchen.example>' }, 'Ann, 用户 <用户@例え.jp>'));
    expect(mail).toMatchObject({ from: 'büro@münchen.example', to: ['用户@例え.jp'], utf8: true });
    const parsed = await simpleParser(mail?.raw ?? '');
    expect(parsed.from?.value).toEqual([{ name: 'Büro', address: 'büro@münchen.example' }]);
    expect(parsed.to).toMatchObject({ value: [{ name: 'Ann, 用户', address: '用户@例え.jp' }] });
    expect(await arrival(open({ from: 'rep@münchen.example' }, 'ann@bücher.example'))).toMatchObject({
      utf8: false,
    });
  });

  test('a reader whose server takes no SMTPUTF8 is refused before anything is sent', async () => {
    const receipt = await send(submitting(login, '用户@例え.jp'));
    expect(receipt).toMatchObject({ state: 'permanent', reason: 'smtputf8-not-offered' });
  });

  test('a short name in EHLO is refused with the key that sets it', async () => {
    expect(await send(open({ name: 'bots' }))).toMatchObject({
      state: 'permanent',
      reason: 'refused',
      message: expect.stringMatching(
        /504 5\.5\.2 <bots>: Helo command rejected: need fully-qualified hostname\. Set email\.name/,
      ),
    });
  });

  test('Dovecot takes access tokens, one that it refuses is renewed, and passwords do as ever', async () => {
    const byToken = submitting({ oauth2: tokens.login('client') });
    expect(await checkOf(byToken)).toMatchObject({ ok: true });
    await arrival(byToken);
    tokens.revoke();
    await arrival(byToken);
    expect(tokens.issued).toHaveLength(2);
    await arrival(submitting(login));
    expect(await send(submitting({}))).toMatchObject({ state: 'permanent', reason: 'recipient-rejected' });
  });

  test('a token for another mailbox is refused, with the reason that Dovecot gives', async () => {
    const other = submitting({ oauth2: tokens.login('client', { user: 'somebody@example.org' }) });
    expect(await send(other)).toMatchObject({
      state: 'permanent',
      reason: 'auth-failed',
      message: expect.stringMatching(
        /refused the access token, also a new one: 535 5\.7\.8 .* after \{"status":"/,
      ),
    });
  });
});
