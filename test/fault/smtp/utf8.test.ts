import { simpleParser } from 'mailparser';
import { expect, onTestFinished, test } from 'vitest';
import { checkOf, connectEmail } from '../../support/connections.js';
import { emailConfig, LOGIN, withLogin } from '../../support/email-config.js';
import { mailEnvelope } from '../../support/envelope.js';
import { scriptedSmtp } from '../../support/smtp-script.js';
import { startMailServer } from '../../support/smtp-server.js';

const READER = '用户@例え.jp';
const ADDRESS = '用户@xn--r8jz45g.jp';
const ann = { target: { kind: 'email', address: 'ann@example.com' } };

async function open(options: Parameters<typeof startMailServer>[0], from = 'reports@example.org') {
  const server = await startMailServer(options);
  onTestFinished(() => server.stop());
  const settings = emailConfig(server.port, { from, ...(options?.login && withLogin) });
  const connection = connectEmail(settings, { to: [READER, 'ann@example.com'] });
  const [target = { kind: 'email', address: '' }] = connection.targets;
  const send = (envelope: Parameters<typeof mailEnvelope>[0]) =>
    connection.deliver(mailEnvelope(envelope), new AbortController().signal);
  return { server, connection, target, send };
}

test('a reader with letters outside ASCII before the @ gets mail by SMTPUTF8', async () => {
  const { server, target, send, connection } = await open({ login: LOGIN });
  expect(await send({ target })).toMatchObject({ state: 'delivered' });
  const [mail] = server.mails;
  // The server decodes the domain for those who ask it.
  expect(mail).toMatchObject({ to: [READER], utf8: true, user: LOGIN.user });
  expect((await simpleParser(mail?.raw ?? '')).to).toMatchObject({ value: [{ address: READER }] });
  for (const { name } of connection.checks)
    expect(await checkOf(connection, name)).toMatchObject({ ok: true });
  expect(connection.checks.map(({ name }) => name)).toEqual(['email', `email ${ADDRESS}`]);
});

test('on the wire the envelope has the domain as punycode, and the header is UTF-8', async () => {
  const server = await scriptedSmtp({ EHLO: { reply: '250-scripted\r\n250-8BITMIME\r\n250 SMTPUTF8' } });
  onTestFinished(() => server.stop());
  const connection = connectEmail(emailConfig(server.port), { to: [`Ann, 用户 <${READER}>`] });
  const [target = { kind: 'email', address: '' }] = connection.targets;
  await connection.deliver(mailEnvelope({ target }), new AbortController().signal);
  const decoded = (text: string) => Buffer.from(text, 'latin1').toString();
  expect(server.commands.map(decoded)).toEqual([
    'EHLO reports.example.org',
    'MAIL FROM:<reports@example.org> SMTPUTF8',
    `RCPT TO:<${ADDRESS}>`,
    'DATA',
  ]);
  const [head = ''] = decoded(server.messages[0] ?? '').split('\r\n\r\n', 1);
  expect(head).toMatch(/^To: =\?UTF-8\?Q\?Ann=2C_=E7=94=A8=E6=88=B7\?= <用户@例え\.jp>\r$/m);
});

test('a message to everybody else asks for nothing of it and is 7-bit', async () => {
  const { server, send } = await open({});
  expect(await send(ann)).toMatchObject({ state: 'delivered' });
  expect(server.mails).toMatchObject([{ utf8: false }]);
  expect(server.mails[0]?.raw).not.toMatch(/[^\0-\x7f]/);
});

test('a server without SMTPUTF8 is given no such address, and the others get their mail', async () => {
  const server = await scriptedSmtp({});
  onTestFinished(() => server.stop());
  const connection = connectEmail(emailConfig(server.port), { to: [READER, 'ann@example.com'] });
  const [target = { kind: 'email', address: '' }] = connection.targets;
  const send = (envelope: Parameters<typeof mailEnvelope>[0]) =>
    connection.deliver(mailEnvelope(envelope), new AbortController().signal);
  expect(await send({ target })).toEqual({
    state: 'permanent',
    reason: 'smtputf8-not-offered',
    message: `The mail server 127.0.0.1:${server.port}, asked to send to ${ADDRESS}, takes no addresses with letters outside ASCII before the @: it offers no SMTPUTF8. Use another address or another server.`,
  });
  expect(server.commands).toEqual(['EHLO reports.example.org']);
  expect(await send(ann)).toMatchObject({ state: 'delivered' });
  expect(await checkOf(connection, 'email')).toMatchObject({ ok: true });
  expect(await checkOf(connection, `email ${ADDRESS}`)).toMatchObject({
    ok: false,
    message: expect.stringContaining('it offers no SMTPUTF8'),
  });
});

test('a sender with such letters needs it for every mail, and the first check says so', async () => {
  const { server, send, connection } = await open({ smtpUtf8: false }, 'Büro <büro@example.org>');
  expect(await send(ann)).toMatchObject({ state: 'permanent', reason: 'smtputf8-not-offered' });
  expect(connection.checks.map(({ name }) => name)).toEqual(['email']);
  expect(await checkOf(connection)).toMatchObject({ ok: false });
  expect(server.mails).toEqual([]);
  const taking = await open({}, 'Büro <büro@example.org>');
  expect(await taking.send(ann)).toMatchObject({ state: 'delivered' });
  expect(taking.server.mails).toMatchObject([
    { from: 'büro@example.org', to: ['ann@example.com'], utf8: true },
  ]);
  expect(taking.server.mails[0]?.raw).toMatch(/^From: =\?UTF-8\?Q\?B=C3=BCro\?= <büro@example\.org>\r$/m);
});
