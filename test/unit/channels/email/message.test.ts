import { createHmac } from 'node:crypto';
import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser';
import { expect, test, vi } from 'vitest';
import { composeMessage, messageId } from '../../../../src/channels/email/message.js';
import { Secret } from '../../../../src/lib/secret.js';
import { emailConfig } from '../../../support/email-config.js';
import { attachment, mailEnvelope } from '../../../support/envelope.js';
import { expectGolden } from '../../../support/golden.js';
import { sampleDigest } from '../../../support/sample-digest.js';

const sender = emailConfig(25, {
  replyTo: 'cx@example.org',
  unsubscribe: { mailto: 'leave@example.org', url: 'https://example.org/leave?list=weekly', secret: null },
});
const compose = (overrides = {}, options = {}, from = sender) =>
  composeMessage(mailEnvelope(overrides), options, from);
const subjectOf = (subject: string) =>
  compose({ digest: sampleDigest({ subject }) }).then((raw) => simpleParser(raw));

test('composes the golden message', async () => {
  const mail = await simpleParser(await compose(), { keepCidLinks: true });
  expectGolden(outline(mail), 'message/weekly-support.txt');
});

test('nests its parts so that every program finds what it can show, text first', async () => {
  const raw = (
    await compose({ attachments: [attachment('Übersicht – Woche 47.pdf', 'application/pdf', 'x')] })
  ).toString('latin1');
  expect(structure(raw)).toEqual([
    'multipart/mixed',
    '  multipart/alternative',
    '    text/plain quoted-printable',
    '    multipart/related',
    '      text/html quoted-printable',
    '      image/png base64 inline <conversations>',
    '  application/pdf base64 attachment',
  ]);
  const pieces = [...raw.matchAll(/filename\*\d\*?=(?:utf-8'')?([^;\s]+)/gi)].map(([, piece = '']) => piece);
  expect(decodeURIComponent(pieces.join(''))).toBe('Übersicht – Woche 47.pdf');
  expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(78);
});

test('gives the same bytes for the same input in every zone', async () => {
  const messages: Buffer[] = [];
  for (const name of ['UTC', 'Pacific/Kiritimati', 'America/St_Johns']) {
    vi.stubEnv('TZ', name);
    messages.push(await compose());
  }
  vi.unstubAllEnvs();
  expect(messages[1]?.equals(messages[0] ?? Buffer.alloc(0))).toBe(true);
  expect(messages[2]?.equals(messages[0] ?? Buffer.alloc(0))).toBe(true);
});

test('is CRLF and 7-bit throughout, with no line longer than mail allows', async () => {
  const names = ['Übersicht – Woche 47 📈.pdf', 'отчёт.xlsx'];
  const raw = await compose(
    { attachments: names.map((name) => attachment(name, 'application/pdf', 'x'.repeat(9_000))) },
    { subject: `Zażółć gęślą jaźń 🙂 ${'long '.repeat(60)}` },
  );
  const text = raw.toString('latin1');
  expect(text).not.toMatch(/[^\r\n\t\x20-\x7e]/);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  expect(Math.max(...text.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
});

test('keeps attachments whole, and their names in every script', async () => {
  const bytes = new Uint8Array(70_000).map((_, index) => (index * 31) % 256);
  const names = ['Übersicht – Woche 47.pdf', 'отчёт.pdf', '週報.pdf', 'a "quoted"; name=x.pdf'];
  const mail = await simpleParser(
    await compose({ attachments: names.map((name) => attachment(name, 'application/pdf', bytes)) }),
  );
  const files = mail.attachments.filter(({ related }) => !related);
  expect(files.map(({ filename }) => filename)).toEqual([...names.slice(0, 3), 'a -quoted-; name=x.pdf']);
  for (const file of files) expect(Buffer.compare(file.content, bytes)).toBe(0);
});

test('lets no subject break out of its line', async () => {
  const mail = await subjectOf('Numbers\r\nBcc: everyone@example.net\u2028\u0000\r\n\r\nbody');
  expect(mail.subject).toBe('Numbers Bcc: everyone@example.net body');
  expect(mail.headers.has('bcc')).toBe(false);
});

test.each([
  'Support bots, week in review · 16 – 22 November 2026',
  'Wochenbericht: Übermäßig größere Zahlen, und noch viel mehr davon, als eine Zeile fassen kann',
  '週報 16 – 22',
  'تقرير الأسبوع',
])('brings the subject %j through as it is', async (subject) => {
  expect((await subjectOf(subject)).subject).toBe(subject);
});

test('prefers the subject of the configuration to the subject of the digest', async () => {
  expect((await simpleParser(await compose({}, { subject: 'Our numbers' }))).subject).toBe('Our numbers');
});

test('names no one-click address without an https one', async () => {
  const mail = await simpleParser(await compose({}, {}, emailConfig(25)));
  expect(mail.headerLines.map(({ key }) => key)).not.toContain('list-unsubscribe-post');
});

test('carries the idempotency key of its delivery where the relay has a header for it', async () => {
  const from = { ...sender, idempotencyHeader: 'Resend-Idempotency-Key' };
  const twice = await Promise.all([compose({}, {}, from), compose({}, {}, from)]);
  expect(twice[0].equals(twice[1])).toBe(true);
  const other = await compose({ idempotencyKey: 'another' }, {}, from);
  const keys = [...twice, other, await compose()].map(
    (raw) => /^Resend-Idempotency-Key: (.*)\r$/m.exec(raw.toString())?.[1] ?? null,
  );
  const { idempotencyKey } = mailEnvelope();
  expect(keys).toEqual([idempotencyKey, idempotencyKey, 'another', null]);
});

test('links to an address with a token that proves digest and reader, in the header as in the body', async () => {
  const unsubscribe = {
    mailto: 'leave@example.org',
    url: 'https://example.org/leave?who={address}&list={digest}&key={token}',
    secret: new Secret('correct horse battery staple'),
  };
  const tokenOf = async (target: string, id: string) => {
    const digest = sampleDigest({ id });
    const raw = await compose(
      { digest, target: { kind: 'email', address: target } },
      {},
      { ...sender, unsubscribe },
    );
    const [link = ''] = /https:[^>\s]+/.exec(raw.toString().replace(/\r\n[ \t]+/g, '')) ?? [];
    const { searchParams } = new URL(link);
    expect([searchParams.get('who'), searchParams.get('list')]).toEqual([target, id]);
    return searchParams.get('key') ?? '';
  };
  const expected = createHmac('sha256', 'correct horse battery staple')
    .update("weekly-support/o'ann+x@example.com")
    .digest('hex');
  expect(await tokenOf("o'ann+x@example.com", 'weekly-support')).toBe(expected);
  expect(await tokenOf("o'ann+x@example.com", 'weekly-support')).toBe(expected);
  const others = [
    await tokenOf("o'ann+y@example.com", 'weekly-support'),
    await tokenOf("o'ann+x@example.com", 'weekly'),
  ];
  expect(new Set([expected, ...others]).size).toBe(3);
});

test('writes domains with letters of their own in ASCII', async () => {
  const from = {
    ...sender,
    from: 'Berichte <bericht@bücher.example>',
    unsubscribe: { mailto: 'ab@bücher.example', url: 'https://bücher.example/ä', secret: null },
  };
  const head = (await compose({}, {}, from)).toString('latin1').split('\r\n\r\n', 1)[0];
  expect(head).toMatch(/^Message-ID: <[0-9a-f]{32}@xn--bcher-kva\.example>$/m);
  expect(head).toMatch(/^List-ID: <weekly-support\.botdigest\.xn--bcher-kva\.example>$/m);
  expect(head).toContain('<mailto:ab@xn--bcher-kva.example?');
  expect(head).toContain('<https://xn--bcher-kva.example/%C3%A4>');
});

test('gives each delivery a Message-ID of its own', () => {
  const ids = ['a', 'b', 'a'].map((idempotencyKey) => messageId({ idempotencyKey }, sender));
  expect(ids[0]).toBe(ids[2]);
  expect(ids[0]).not.toBe(ids[1]);
});

/** The parsed message as text, for people to review. */
function outline(mail: ParsedMail): string {
  const addresses = (field: AddressObject | AddressObject[] | undefined) =>
    [field ?? []]
      .flat()
      .map(({ text }) => text)
      .join(', ');
  const list = mail.headerLines
    .filter(({ key }) => /^(list-|auto-|x-)/.test(key))
    .map(({ line }) => line.replace(/\s+/g, ' '));
  return [
    `From: ${addresses(mail.from)}`,
    `To: ${addresses(mail.to)}`,
    `Reply-To: ${addresses(mail.replyTo)}`,
    `Subject: ${mail.subject}`,
    `Date: ${mail.date?.toISOString()}`,
    `Message-ID: ${mail.messageId}`,
    ...list,
    '',
    mail.text,
    mail.html,
    ...mail.attachments.map(
      (file) =>
        `${file.contentDisposition} ${file.contentType} ${file.filename} ${file.cid ?? '-'} ${file.checksum} ${file.size}`,
    ),
    '',
  ].join('\n');
}

/** The parts of a raw message, nested as their boundaries are. */
function structure(raw: string, depth = 0): string[] {
  const end = raw.indexOf('\r\n\r\n');
  const head = raw.slice(0, end).replace(/\r\n[ \t]+/g, ' ');
  const field = (name: string) => new RegExp(`^${name}: *([^;\\r]*)`, 'im').exec(head)?.[1]?.trim();
  const words = ['content-type', 'content-transfer-encoding', 'content-disposition', 'content-id'].map(field);
  const boundary = /boundary="([^"]+)"/.exec(head)?.[1];
  const parts = boundary ? raw.slice(end).split(`\r\n--${boundary}`).slice(1, -1) : [];
  return [
    `${'  '.repeat(depth)}${words.filter(Boolean).join(' ')}`,
    ...parts.flatMap((part) => structure(part.replace(/^\r\n/, ''), depth + 1)),
  ];
}
