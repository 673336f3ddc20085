import { afterEach, expect, test } from 'vitest';
import type { ChannelTools } from '../../../src/channels/channel.js';
import type { EmailSettings } from '../../../src/channels/email/settings.js';
import { checkOf, connectEmail } from '../../support/connections.js';
import { emailConfig, LOGIN, withLogin } from '../../support/email-config.js';
import { mailEnvelope } from '../../support/envelope.js';
import { scriptedSmtp } from '../../support/smtp-script.js';
import { startMailServer } from '../../support/smtp-server.js';
import { testCertificate } from '../../support/tls.js';

const options = { to: ['cx-leads@example.com'], onUnknown: 'resend' as const };
const trusted = { ca: [testCertificate.cert] };
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

async function opened<T extends { stop(): Promise<void> }>(starting: Promise<T>): Promise<T> {
  const server = await starting;
  stops.push(() => server.stop());
  return server;
}

const send = (settings: EmailSettings, tools: Partial<ChannelTools> = {}) =>
  connectEmail(settings, options, tools).deliver(mailEnvelope(), new AbortController().signal);

test.each([
  ['tls', true],
  ['starttls', false],
] as const)('encrypts with security %s before it logs in', async (security, secure) => {
  const server = await opened(startMailServer({ secure, login: LOGIN }));
  const receipt = await send(emailConfig(server.port, { security, ...withLogin }), trusted);
  expect(receipt).toMatchObject({ state: 'delivered', providerRef: expect.stringContaining('queued as 1') });
  expect(server.mails[0]).toMatchObject({
    secure: true,
    user: LOGIN.user,
    from: 'reports@example.org',
    to: options.to,
  });
});

test.each([
  ['tls', true],
  ['starttls', false],
] as const)('refuses a certificate that nobody vouches for with security %s', async (security, secure) => {
  const server = await opened(startMailServer({ secure }));
  const receipt = await send(emailConfig(server.port, { security }));
  expect(receipt).toMatchObject({
    state: 'permanent',
    reason: 'tls-failed',
    message: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
  });
  expect(server.mails).toEqual([]);
});

test('sends nothing in clear when STARTTLS is not offered', async () => {
  const server = await opened(scriptedSmtp({}));
  expect(await send(emailConfig(server.port, { security: 'starttls' }))).toMatchObject({
    state: 'permanent',
    reason: 'starttls-not-offered',
  });
  expect(server.commands.join()).not.toMatch(/AUTH|MAIL/);
});

test('tries again when the handshake breaks', async () => {
  // A hello of random bytes may hold the end of a line, and be answered.
  const server = await opened(
    scriptedSmtp({
      STARTTLS: { reply: '220 go on' },
      EHLO: { reply: '250 STARTTLS' },
      other: { silent: true },
    }),
  );
  const dropping = await opened(scriptedSmtp({ STARTTLS: { drop: true } }));
  for (const { port } of [server, dropping])
    expect(await send(emailConfig(port, { security: 'starttls', timeout: 1_000 }))).toMatchObject({
      state: 'retryable',
    });
});

test('says so when the port does not speak TLS from the first byte', async () => {
  const server = await opened(scriptedSmtp({}));
  expect(await send(emailConfig(server.port, { security: 'tls' }))).toMatchObject({
    state: 'permanent',
    reason: 'tls-failed',
    message: expect.stringContaining('smtps://'),
  });
});

test('takes an unproven certificate, or none, on loopback only', async () => {
  const encrypted = await opened(startMailServer());
  const plain = await opened(startMailServer({ starttls: false }));
  for (const { port } of [encrypted, plain])
    expect(await send(emailConfig(port, { security: 'opportunistic' }))).toMatchObject({
      state: 'delivered',
    });
  expect([encrypted.mails[0]?.secure, plain.mails[0]?.secure]).toEqual([true, false]);
});

test('checks the login, and says what to do about a wrong one', async () => {
  const server = await opened(startMailServer({ login: { ...LOGIN, password: 'another' } }));
  const settings = emailConfig(server.port, { security: 'starttls', ...withLogin });
  expect(await checkOf(connectEmail(settings, options, trusted))).toEqual({
    ok: false,
    message: expect.stringContaining('refused the login'),
    hint: 'Check the user and the password in email.url.',
  });
});
