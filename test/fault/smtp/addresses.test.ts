import { type AddressObject, simpleParser } from 'mailparser';
import { expect, onTestFinished, test } from 'vitest';
import { addressOf, readMailbox } from '../../../src/config/values/mailbox.js';
import { connectEmail } from '../../support/connections.js';
import { emailConfig } from '../../support/email-config.js';
import { mailEnvelope } from '../../support/envelope.js';
import { scriptedSmtp } from '../../support/smtp-script.js';

/** The mailboxes of a header field, as a mail program reads them; it decodes the domain. */
const mailboxes = (field: AddressObject | AddressObject[] | undefined) =>
  [field ?? []]
    .flat()
    .flatMap(({ value }) =>
      value.map(({ name, address = '', group }) => ({ name, address: addressOf(address), group })),
    );

test.each([
  ['reports@example.org', 'reports@example.org'],
  ['ACME: Reports <a@b.example>', '"ACME: Reports" <a@b.example>'],
  ['ACME, Inc. <a@b.example>', '"ACME, Inc." <a@b.example>'],
  ['a;b; <a@b.example>', '"a;b;" <a@b.example>'],
  ['Ann "Bee" Lee <a@b.example>', '"Ann \\"Bee\\" Lee" <a@b.example>'],
  ['"a@x.example" <rep@x.example>', '"a@x.example" <rep@x.example>'],
  ['"x <y>, z@z.example" <rep@x.example>', '"x <y>, z@z.example" <rep@x.example>'],
  ['(comment) <rep@x.example>', '"(comment)" <rep@x.example>'],
  ['C:\\Reports\\ <rep@x.example>', '"C:\\\\Reports\\\\" <rep@x.example>'],
  ['r&d@example.com', 'r&d@example.com'],
  ["o'brien+x@example.com", "o'brien+x@example.com"],
  ['rep@münchen.example', 'rep@xn--mnchen-3ya.example'],
  ['Zażółć 📈 <rep@münchen.example>', null],
  ['👩‍💻, تقارير <rep@x.example>', null],
  [`${'Żółw '.repeat(30)}<rep@x.example>`, null],
])(
  '%s goes over the wire as one mailbox, in the envelope and in From, To and Reply-To',
  async (text, header) => {
    const server = await scriptedSmtp({});
    onTestFinished(() => server.stop());
    const settings = emailConfig(server.port, { from: text, replyTo: text });
    const connection = connectEmail(settings, { to: [text] });
    const [target = { kind: 'email', address: '' }] = connection.targets;
    const receipt = await connection.deliver(mailEnvelope({ target }), new AbortController().signal);
    expect(receipt).toMatchObject({ state: 'delivered' });
    const { name, address } = readMailbox(text) as { name: string; address: string };
    expect(server.commands.filter((command) => /^(MAIL|RCPT)/.test(command))).toEqual([
      `MAIL FROM:<${address}>`,
      `RCPT TO:<${address}>`,
    ]);
    const [raw = ''] = server.messages;
    const parsed = await simpleParser(raw);
    for (const field of [parsed.from, parsed.to, parsed.replyTo])
      expect(mailboxes(field)).toEqual([{ name, address, group: undefined }]);
    const unfolded = raw.replace(/\r\n[ \t]+/g, ' ');
    for (const key of ['From', 'To', 'Reply-To'])
      expect(/[^\x20-\x7e]/.test(new RegExp(`^${key}: (.*)\r$`, 'm').exec(unfolded)?.[1] ?? '\n')).toBe(
        false,
      );
    if (header !== null) expect(unfolded).toContain(`\r\nFrom: ${header}\r\n`);
  },
);

test('A reader whose name the configuration has changed or dropped gets the mail all the same', async () => {
  const server = await scriptedSmtp({});
  onTestFinished(() => server.stop());
  const envelope = mailEnvelope({ target: { kind: 'email', address: 'ann@example.com' } });
  for (const to of [['Ann Lee <ann@example.com>'], ['bob@example.com']])
    await connectEmail(emailConfig(server.port), { to }).deliver(envelope, new AbortController().signal);
  expect(server.messages.map((raw) => /^To: (.*)\r$/m.exec(raw)?.[1])).toEqual([
    'Ann Lee <ann@example.com>',
    'ann@example.com',
  ]);
});
